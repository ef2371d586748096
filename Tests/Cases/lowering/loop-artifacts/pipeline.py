"""Loops over lists of artifacts."""
from typing import List

from kfp import dsl


@dsl.component
def make(data: dsl.Output[dsl.Dataset]):
    pass


@dsl.component
def use(data: dsl.Input[dsl.Dataset]):
    pass


@dsl.pipeline
def each(data: dsl.Input[List[dsl.Dataset]]):
    with dsl.ParallelFor(data) as item:
        use(data=item)


@dsl.pipeline
def pipeline():
    with dsl.ParallelFor(['a', 'b']):
        made = make()
    each(data=dsl.Collected(made.outputs['data']))
