"""One of values that are deep inside the branches."""
from kfp import dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.pipeline
def pipeline(text: str):
    with dsl.If(text == 'a'):
        with dsl.If(text != 'b'):
            first = work(text='1')
        with dsl.Else():
            second = work(text='2')
        inner = dsl.OneOf(first.output, second.output)
        third = work(text=inner)
    with dsl.Else():
        fourth = work(text='3')
    work(text=dsl.OneOf(third.output, fourth.output))
