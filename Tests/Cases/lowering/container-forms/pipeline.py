"""Container components of every form."""
from kfp import dsl
from kfp.dsl import ContainerSpec


@dsl.container_component
def bare():
    return ContainerSpec(image='alpine')


@dsl.container_component
def say(text: str, number: int = 1, flag: bool = True, rows: list = [], table: dict = {}):
    return ContainerSpec(
        image='alpine:3', command=['echo'],
        args=['--text', text, f'--number={number}', flag, rows, f'{table} and {text}'])


@dsl.container_component
def make(
    name: str, data: dsl.Output[dsl.Dataset], total: dsl.OutputPath(int), model: dsl.Output[dsl.Model]
):
    """Makes.

    Args:
        name: Of it.
    """
    return dsl.ContainerSpec(
        image='alpine', command=['sh', '-c', 'echo "$0" > $1 > $2'],
        args=[name, data.path, total, model.uri, f'{data.uri}/x', model.metadata['key']])


@dsl.container_component
def use(data: dsl.Input[dsl.Dataset], model: dsl.Input[dsl.Model]) -> dsl.ContainerSpec:
    return dsl.ContainerSpec(
        'alpine', ['cat', data.path], [data.uri, model.metadata, model.metadata['k'], model.path])


@dsl.pipeline
def pipeline():
    bare()
    say(text='x')
    made = make(name='n')
    use(data=made.outputs['data'], model=made.outputs['model'])
    say(text='y', number=made.outputs['total'])
