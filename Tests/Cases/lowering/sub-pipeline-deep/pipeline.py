"""Three levels."""
from kfp import dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.pipeline
def one(text: str) -> str:
    return work(text=text).output


@dsl.pipeline
def two(text: str) -> str:
    return one(text=one(text=text).output).output


@dsl.pipeline
def three(text: str = 'a') -> str:
    return work(text=two(text=text).output).output
