"""The inner pipeline first, so that it keeps the plain names."""
from kfp import dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.pipeline
def inner(text: str = 'x') -> str:
    return work(text=text).output


@dsl.pipeline
def pipeline():
    made = inner()
    work(text=made.output)
