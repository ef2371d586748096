"""Outputs of a NamedTuple that a call makes."""
from typing import List, NamedTuple

from kfp import dsl


@dsl.component
def work() -> NamedTuple('Outputs', [('a', str), ('b', int), ('c', List[str]), ('d', dsl.Dataset)]):
    pass


@dsl.component
def other() -> NamedTuple('Outputs', x=float, y=dict):
    pass


@dsl.component
def use(a: str, b: int, c: List[str], x: float, y: dict, d: dsl.Input[dsl.Dataset]):
    pass


@dsl.pipeline
def pipeline():
    first = work()
    second = other()
    use(
        a=first.outputs['a'], b=first.outputs['b'], c=first.outputs['c'], d=first.outputs['d'],
        x=second.outputs['x'], y=second.outputs['y'])
