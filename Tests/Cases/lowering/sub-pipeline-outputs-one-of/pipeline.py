"""A one-of that a pipeline returns and another uses."""
from kfp import dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.pipeline
def inner(text: str) -> str:
    with dsl.If(text == 'a'):
        first = work(text='1')
    with dsl.Else():
        second = work(text='2')
    return dsl.OneOf(first.output, second.output)


@dsl.pipeline
def pipeline():
    work(text=inner(text='a').output)
