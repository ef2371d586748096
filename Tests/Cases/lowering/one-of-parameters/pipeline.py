"""One of the branches' parameters, inside and outside of groups."""
from kfp import dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.pipeline
def pipeline(text: str) -> str:
    with dsl.If(text == 'a'):
        first = work(text='1')
    with dsl.Elif(text == 'b'):
        second = work(text='2')
    with dsl.Else():
        third = work(text='3')
    chosen = dsl.OneOf(first.output, second.output, third.output)
    work(text=chosen)
    with dsl.ParallelFor(['x']):
        work(text=chosen)
    return chosen
