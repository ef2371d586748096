"""Loops that are constructed before they are entered."""
from kfp import dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.pipeline
def pipeline():
    with dsl.ParallelFor(['a']) as a, dsl.ParallelFor(['b']) as b:
        work(text=a)
        work(text=b)
    first = dsl.ParallelFor(['c'])
    second = dsl.ParallelFor(['d'])
    with first as c:
        work(text=c)
    with second as d:
        work(text=d)
