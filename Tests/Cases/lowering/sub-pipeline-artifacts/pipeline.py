"""Artifacts into and out of inner pipelines."""
from kfp import dsl


@dsl.component
def make(data: dsl.Output[dsl.Dataset]):
    pass


@dsl.component
def use(data: dsl.Input[dsl.Dataset]):
    pass


@dsl.pipeline
def inner(data: dsl.Input[dsl.Dataset]) -> dsl.Dataset:
    use(data=data)
    return make().outputs['data']


@dsl.pipeline
def pipeline() -> dsl.Dataset:
    made = inner(data=make().outputs['data'])
    use(data=made.output)
    return made.output
