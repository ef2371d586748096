"""Concatenated and conditional elements."""
from kfp import dsl
from kfp.dsl import ConcatPlaceholder, ContainerSpec, IfPresentPlaceholder


@dsl.container_component
def work(
    a: str, data: dsl.Input[dsl.Dataset], out: dsl.Output[dsl.Model], b: str = None,
    c: dsl.Input[dsl.Dataset] = None,
):
    return ContainerSpec(
        image='alpine',
        command=['run', ConcatPlaceholder(['--a=', a, '-', data.uri])],
        args=[
            IfPresentPlaceholder(input_name='b', then=['--b', b]),
            IfPresentPlaceholder(input_name='b', then=['--b', b], else_=['--no-b', 'é"']),
            IfPresentPlaceholder('c', then=c.path, else_='none'),
            ConcatPlaceholder([
                'x', IfPresentPlaceholder(input_name='b', then=b, else_='y'),
                ConcatPlaceholder(['p', out.path]),
            ]),
            IfPresentPlaceholder(
                input_name='b', then=[ConcatPlaceholder(['q', b]), out.uri], else_=['r']),
        ],
    )


@dsl.component
def make() -> dsl.Dataset:
    pass


@dsl.pipeline
def pipeline():
    work(a='x', data=make().output)
