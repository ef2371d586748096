"""Lists of artifacts as inputs of components and pipelines."""
from typing import List

from kfp import dsl


@dsl.component
def make(data: dsl.Output[dsl.Dataset]):
    pass


@dsl.component
def use_all(data: dsl.Input[List[dsl.Dataset]]):
    pass


@dsl.pipeline
def inner(data: dsl.Input[List[dsl.Dataset]], more: dsl.Input[list[dsl.Dataset]]):
    use_all(data=data)
    use_all(data=more)


@dsl.pipeline
def pipeline():
    with dsl.ParallelFor(['a', 'b']):
        made = make()
    inner(
        data=dsl.Collected(made.outputs['data']), more=dsl.Collected(made.outputs['data']))
