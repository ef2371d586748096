"""A number compared with a text: the SDK quotes the wrong side."""
from kfp import dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.pipeline
def pipeline(i: int):
    with dsl.If(i == '1'):
        work()
