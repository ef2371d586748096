"""Container components: placeholders of every kind."""
from typing import List

from kfp import compiler, dsl
from kfp.dsl import ConcatPlaceholder, Dataset, IfPresentPlaceholder, Input, Output, OutputPath


@dsl.container_component
def say(text: str):
    return dsl.ContainerSpec(image='alpine:3', command=['echo'], args=[text])


@dsl.container_component
def convert(
    source: Input[Dataset],
    target: Output[Dataset],
    length: OutputPath(int),
    mode: str = 'fast',
    prefix: str = None,
):
    """Converts."""
    return dsl.ContainerSpec(
        image='registry.example/convert:2',
        command=['sh', '-c', f'convert {source.path} > {target.path}; echo 1 > {length}'],
        args=[
            '--uri', source.uri,
            '--kind', source.metadata['kind'],
            ConcatPlaceholder(['--mode=', mode]),
            IfPresentPlaceholder(
                input_name='prefix',
                then=['--prefix', prefix],
                else_=['--none', ConcatPlaceholder(['a', mode, '"é'])]),
            IfPresentPlaceholder(input_name='prefix', then='given'),
        ])


@dsl.container_component
def many(parts: Input[List[Dataset]]):
    return dsl.ContainerSpec(image='alpine', command=['ls', parts, dsl.PIPELINE_JOB_ID_PLACEHOLDER])


@dsl.container_component
def make(out: Output[Dataset]):
    return dsl.ContainerSpec(image='alpine', command=['touch', out.path])


@dsl.pipeline
def pipeline(text: str):
    say(text=f'{text} and {dsl.PIPELINE_JOB_NAME_PLACEHOLDER}')
    made = make()
    converted = convert(source=made.output, prefix=text)
    say(text='x').after(converted)
    with dsl.ParallelFor([1, 2]) as i:
        one = make()
    many(parts=dsl.Collected(one.outputs['out']))


compiler.Compiler().compile(pipeline, 'expected.yaml')
