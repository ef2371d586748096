"""A one-of in a condition: the SDK forgets its output."""
from kfp import dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.pipeline
def pipeline(text: str):
    with dsl.If(text == 'a'):
        first = work(text='1')
    with dsl.Else():
        second = work(text='2')
    with dsl.If(dsl.OneOf(first.output, second.output) == 'x'):
        work()
