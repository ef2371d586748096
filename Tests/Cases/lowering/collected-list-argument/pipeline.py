"""Collected inside a list argument."""
from kfp import dsl


@dsl.component
def number(value: int = 1) -> int:
    return value


@dsl.component
def take(values: list):
    pass


@dsl.pipeline
def pipeline():
    with dsl.ParallelFor([1, 2]) as n:
        value = number(value=n)
    take(values=[dsl.Collected(value.output), 'x'])
