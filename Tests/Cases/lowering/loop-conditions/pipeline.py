"""Conditions and loops inside each other."""
from typing import List

from kfp import dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.component
def number(value: int = 1) -> int:
    return value


@dsl.pipeline
def pipeline(text: str, limit: int = 3, numbers: List[int] = [1, 2]):
    with dsl.ParallelFor(numbers) as n:
        with dsl.If(n == 1):
            value = number(value=n)
            with dsl.If(value.output > limit):
                work(text=text)
        with dsl.Elif(n < limit):
            number(value=n)
        with dsl.Else():
            number(value=limit)
    with dsl.If(text == 'x'):
        with dsl.ParallelFor(['a', 'b']) as item:
            with dsl.If(item == 'a'):
                work(text=item)
            work(text=text)
