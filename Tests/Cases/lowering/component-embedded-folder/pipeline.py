"""A folder that is shipped with a component."""
from kfp import dsl


@dsl.component(embedded_artifact_path='data')
def work(data: dsl.EmbeddedInput[dsl.Dataset]):
    print(data.path)


@dsl.pipeline
def pipeline():
    work()
