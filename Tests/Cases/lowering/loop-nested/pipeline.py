"""Loops inside loops."""
from typing import List

from kfp import dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.component
def names() -> List[str]:
    return ['a', 'b']


@dsl.component
def pair(a: str, b: str, c: str = ''):
    pass


@dsl.pipeline
def pipeline(texts: List[str], more: List[str]):
    with dsl.ParallelFor(['1', '2']) as a:
        with dsl.ParallelFor(['3']) as b:
            pair(a=a, b=b)
            with dsl.ParallelFor(texts) as c:
                pair(a=a, b=b, c=c)
    with dsl.ParallelFor(texts) as a:
        with dsl.ParallelFor(more) as b:
            pair(a=a, b=b)
        with dsl.ParallelFor(names().output) as b:
            pair(a=a, b=b)
    made = names()
    with dsl.ParallelFor(made.output) as a:
        with dsl.ParallelFor(more) as b:
            pair(a=b, b=a)
