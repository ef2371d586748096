"""A text compared with numbers and truth values."""
from kfp import dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.pipeline
def pipeline(s: str):
    with dsl.If(s == 1):
        work()
    with dsl.If(s == 1.5):
        work()
    with dsl.If(s == True):  # noqa: E712
        work()
