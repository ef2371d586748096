"""Collected where producer and consumer share a group."""
from typing import List

from kfp import dsl


@dsl.component
def number(value: int = 1) -> int:
    return value


@dsl.component
def total(values: List[int]) -> int:
    return sum(values)


@dsl.pipeline
def pipeline(flag: str):
    with dsl.If(flag == 'x'):
        with dsl.ParallelFor([1, 2]) as a:
            value = number(value=a)
        total(values=dsl.Collected(value.output))
    with dsl.ParallelFor(['p', 'q']):
        with dsl.ParallelFor([1, 2]) as a:
            value = number(value=a)
        total(values=dsl.Collected(value.output))
