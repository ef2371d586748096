"""Artifacts as inputs of a pipeline."""
from kfp import dsl


@dsl.component
def use(data: dsl.Input[dsl.Dataset]):
    pass


@dsl.pipeline
def pipeline(data: dsl.Input[dsl.Dataset], other: dsl.Input[dsl.Dataset] = None):
    use(data=data)
