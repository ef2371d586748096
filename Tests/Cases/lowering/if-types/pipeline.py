"""Comparisons of all types and their promotions."""
from typing import NamedTuple

from kfp import dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.component
def values() -> NamedTuple('Outputs', s=str, i=int, f=float, b=bool):
    pass


@dsl.pipeline
def pipeline(s: str, i: int, f: float, b: bool):
    made = values()
    with dsl.If(s == 'x'):
        work()
    with dsl.If(i == 1):
        work()
    with dsl.If(f > 1.5):
        work()
    with dsl.If(b == True):  # noqa: E712
        work()
    with dsl.If(i <= 1.5):
        work()
    with dsl.If(f != 1):
        work()
    with dsl.If(i < f):
        work()
    with dsl.If(s == made.outputs['s']):
        work()
    with dsl.If(1 < i):
        work()
    with dsl.If('x' == s):
        work()
    with dsl.If(i == made.outputs['i']):
        work()
    with dsl.If(f >= 1e30):
        work()
    with dsl.If(f == 0.1):
        work()
    with dsl.If(b != False):  # noqa: E712
        work()
    with dsl.If(i > -3):
        work()
    with dsl.If(b == made.outputs['b']):
        work()
