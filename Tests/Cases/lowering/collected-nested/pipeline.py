"""Results of loops in loops and of conditions in loops."""
from typing import List

from kfp import dsl


@dsl.component
def number(value: int = 1) -> int:
    return value


@dsl.component
def total(values: List[int]) -> int:
    return sum(values)


@dsl.component
def make(data: dsl.Output[dsl.Dataset]):
    pass


@dsl.component
def use_all(data: dsl.Input[List[dsl.Dataset]]):
    pass


@dsl.pipeline
def pipeline(flag: str):
    with dsl.ParallelFor([1, 2]) as a:
        with dsl.ParallelFor([3]) as b:
            value = number(value=b)
            made = make()
        total(values=dsl.Collected(value.output))
        with dsl.If(a == 1):
            deep = number(value=a)
    total(values=dsl.Collected(value.output))
    use_all(data=dsl.Collected(made.outputs['data']))
    total(values=dsl.Collected(deep.output))
    with dsl.If(flag == 'x'):
        total(values=dsl.Collected(deep.output))
