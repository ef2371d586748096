"""A loop over an output whose item nobody uses: the SDK does not let it wait."""
from typing import List

from kfp import dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.component
def names() -> List[str]:
    return ['a', 'b']


@dsl.pipeline
def pipeline(text: str):
    made = names()
    with dsl.ParallelFor(made.output):
        work()
    with dsl.If(text == 'x'):
        with dsl.ParallelFor(made.output):
            work()
