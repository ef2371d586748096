from kfp import dsl
from kfp.dsl import Dataset, Input, Output


@dsl.container_component
def bare(data: Input[Dataset]):
    return dsl.ContainerSpec(image='alpine', command=['cat', data])


@dsl.container_component
def inside(data: Input[Dataset]):
    return dsl.ContainerSpec(image='alpine', command=['cat', f'{data}'])


@dsl.container_component
def number(text: str):
    return dsl.ContainerSpec(image='alpine', args=[1, text])


@dsl.container_component
def decides(text: str = None):
    if text:
        return dsl.ContainerSpec(image='alpine', command=['a'])
    return dsl.ContainerSpec(image='alpine', command=['b'])


@dsl.container_component
def joined(text: str):
    return dsl.ContainerSpec(image='alpine', command=['echo', 'a' + text])


@dsl.container_component
def concat(text: str):
    return dsl.ContainerSpec(
        image='alpine', command=['echo', f"{dsl.ConcatPlaceholder(['a', text])}"])


@dsl.container_component
def unknown(text: str):
    return dsl.ContainerSpec(
        image='alpine', args=[dsl.IfPresentPlaceholder(input_name='txt', then='a')])


@dsl.container_component
def attribute(data: Output[Dataset]):
    return dsl.ContainerSpec(image='alpine', args=[data.name])


@dsl.container_component
def nothing():
    pass


@dsl.container_component
def text():
    return dsl.ContainerSpec(image='alpine', command='echo')
