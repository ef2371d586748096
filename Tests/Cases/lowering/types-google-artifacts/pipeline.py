"""Google's kinds of artifacts by their titles."""
from kfp import dsl


class VertexModel(dsl.Artifact):
    schema_title = 'google.VertexModel'
    schema_version = '0.0.1'


@dsl.container_component
def make(model: dsl.Output[VertexModel]):
    return dsl.ContainerSpec(image='alpine', command=['a'], args=[model.uri])


@dsl.container_component
def use(model: dsl.Input[VertexModel]):
    return dsl.ContainerSpec(image='alpine', command=['b'], args=[model.metadata['resourceName']])


@dsl.pipeline
def pipeline():
    use(model=make().outputs['model'])
