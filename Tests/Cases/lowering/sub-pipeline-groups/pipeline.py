"""Groups inside of inner pipelines, and inner pipelines inside of groups."""
from typing import List

from kfp import dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.component
def number(value: int = 1) -> int:
    return value


@dsl.component
def total(values: List[int]) -> int:
    return sum(values)


@dsl.pipeline
def inner(text: str, numbers: List[int] = [1]) -> List[int]:
    with dsl.If(text == 'x'):
        work(text=text)
    with dsl.ParallelFor(numbers) as n:
        value = number(value=n)
    return dsl.Collected(value.output)


@dsl.pipeline
def pipeline(text: str = 'x'):
    with dsl.ParallelFor(['a', 'b'], parallelism=2) as item:
        made = inner(text=item)
        total(values=made.output)
    with dsl.If(text == 'y'):
        inner(text=text, numbers=[2, 3])
