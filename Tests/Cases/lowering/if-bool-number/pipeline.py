"""A truth value compared with 1: the SDK takes the opposite."""
from kfp import dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.pipeline
def pipeline(b: bool):
    with dsl.If(b == 1):
        work()
