from enum import Enum
from pathlib import Path
from typing import List, NamedTuple, Optional, Union

import pandas as pd
from kfp import compiler, dsl
from kfp.dsl import Dataset, Input, Output


class Mode(str, Enum):
    FAST = 'fast'


@dsl.component
def prepare_text(source: str, rows: int = 10) -> str:
    return source * rows


@dsl.component
def split(text: str) -> NamedTuple('Parts', [('head', str), ('tail', int)]):
    return (text[0], 1)


@dsl.component
def frame(path: str) -> pd.DataFrame:
    return path


@dsl.component
def folder(path: Path) -> str:
    return str(path)


@dsl.component
def several(value: Union[int, str]) -> str:
    return str(value)


@dsl.component
def marked(path: str) -> Output[Dataset]:
    return path


@dsl.component
def written(text: Output[str]):
    text = 'x'


class Steps:

    @dsl.component
    def method(self, text: str) -> str:
        return text


@dsl.container_component
def in_image(image: str):
    return dsl.ContainerSpec(image=image, command=['sh'])


@dsl.pipeline
def two_branches(name: str):
    with dsl.If(name == 'a'):
        first = prepare_text(source='a')
    with dsl.Else():
        second = prepare_text(source='b')
    prepare_text(source=second.output)


@dsl.pipeline
def arguments(name: str):
    values = {'sorce': 'x'}
    prepare_text(**values)
    words = ['x', 3]
    prepare_text(*words)
    prepare_text('x', source='y')
    task = prepare_text(source=Mode.FAST)
    split(text=f'{task}')
    parts = split(text='x')
    split(text=parts.outputs)
    split(text=parts.outputs[0])
    split(text=parts.outputs('head'))
    head, tail = split(text='x')


@dsl.pipeline
def conditions(name: str, flag: bool, count: int):
    task = prepare_text(source='x')
    with dsl.If(task == 'x'):
        prepare_text(source='y')
    with dsl.If(not flag):
        prepare_text(source='y')
    with dsl.If('name == 1'):
        prepare_text(source='y')
    with dsl.If(name='x'):
        prepare_text(source='y')
    with dsl.If(nme='x'):
        prepare_text(source='y')
    with dsl.If(name == 'x'):
        prepare_text(source='y')
    with dsl.Else(name == 'y'):
        prepare_text(source='y')
    with dsl.Else:
        prepare_text(source='y')
    if dsl.If(name == 'x'):
        prepare_text(source='y')
    for index in range(count):
        prepare_text(source='y')
    for item in dsl.ParallelFor(['a']):
        prepare_text(source=item)
    with dsl.ParallelFor(3) as item:
        prepare_text(source='y')
    with dsl.ParallelFor(task.output) as item:
        prepare_text(source=item)
    prepare_text(source='/'.join(['a', name]))
    prepare_text(source=name.upper())
    prepare_text(source=dsl.OneOf([task.output]))


@dsl.pipeline
def settings(image: str):
    first = prepare_text(source='x')
    prepare_text(source='y').after([first])
    prepare_text(source='y').after('first')
    first.set_memory_limit('4GB').set_env_variable('A', 1)
    dsl.importer(artifact_uri='gs://x', artifact_class='Dataset')

    @dsl.component(base_image=image)
    def inner():
        print(1)


@dsl.pipeline
def returned() -> dict:
    return {'a': prepare_text(source='x').output}


@dsl.pipeline
def forgotten(name: str, other: Optional[str] = None):
    dsl.If(name == 'x')
    task = prepare_text(source='x')
    if other is None:
        task.set_display_name('without')


@dsl.pipeline
def leaves():
    first = prepare_text(source='x')
    last = prepare_text(source=first.output)
    with dsl.ExitHandler(last):
        prepare_text(source='y')


compiler.Compiler().compile(leaves(), 'leaves.yaml')
