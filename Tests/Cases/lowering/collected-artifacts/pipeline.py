"""Artifacts of a loop as a list."""
from typing import List

from kfp import dsl


@dsl.component
def make(data: dsl.Output[dsl.Dataset]):
    pass


@dsl.component
def use_all(data: dsl.Input[List[dsl.Dataset]]):
    pass


@dsl.pipeline
def pipeline():
    with dsl.ParallelFor(['a', 'b']):
        made = make()
    use_all(data=dsl.Collected(made.outputs['data']))
