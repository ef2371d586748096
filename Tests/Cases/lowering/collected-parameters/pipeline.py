"""Results of a loop as a list."""
from typing import List

from kfp import dsl


@dsl.component
def number(value: int = 1) -> int:
    return value


@dsl.component
def total(values: List[int]) -> int:
    return sum(values)


@dsl.pipeline
def pipeline(numbers: List[int] = [1, 2]) -> int:
    with dsl.ParallelFor(numbers) as n:
        value = number(value=n)
    result = total(values=dsl.Collected(value.output))
    with dsl.ParallelFor([1, 2]) as n:
        other = number(value=n)
    total(values=dsl.Collected(other.output))
    return result.output
