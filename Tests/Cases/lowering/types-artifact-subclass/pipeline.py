"""Classes of artifacts that the script defines."""
from kfp import dsl


class Report(dsl.Artifact):
    schema_title = 'google.Report'
    schema_version = '2.1.0'


class Sheet(dsl.Dataset):
    schema_title = 'system.Sheet'


class Plain(dsl.Model):
    pass


@dsl.container_component
def make(a: dsl.Output[Report], b: dsl.Output[Sheet], c: dsl.Output[Plain]):
    return dsl.ContainerSpec(image='alpine', command=['touch', a.path, b.path, c.path])


@dsl.container_component
def use(a: dsl.Input[Report], b: dsl.Input[Sheet], c: dsl.Input[Plain]):
    return dsl.ContainerSpec(image='alpine', command=['cat', a.path, b.path, c.path])


@dsl.pipeline
def pipeline():
    made = make()
    use(a=made.outputs['a'], b=made.outputs['b'], c=made.outputs['c'])
