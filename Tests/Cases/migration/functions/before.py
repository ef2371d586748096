"""Components from functions, as the first SDK made them."""
import functools
from typing import NamedTuple

import kfp
from kfp import components
from kfp.components import InputPath, OutputPath, create_component_from_func
from kfp.components import func_to_container_op as to_op


@create_component_from_func
def add(a: float, b: float) -> float:
    # Comments stay where they are.
    return a + b


@functools.partial(create_component_from_func, base_image='python:3.11')
def split(text, at: 'Integer' = 1) -> NamedTuple('Outputs', [
        ('head', str),
        ('tail', 'GCSPath'),  # a type of its own
]):
    return (text[:at], text[at:])


def train(rows_path: InputPath('CSV'), model_path: OutputPath('Model'), epochs: int = 10):
    """Trains."""


train_op = create_component_from_func(
    func=train,
    base_image='python:3.11',
    packages_to_install=['pandas==2.2.0'],
    output_component_file='train.yaml',
    annotations={'author': 'somebody'},
)


def make_rows(count: int, rows_path: OutputPath('CSV')):
    with open(rows_path, 'w') as f:
        f.write('1\n' * count)


make_rows = components.create_component_from_func(make_rows, base_image='python:3.11')


@to_op
def show(value):
    print(value)


@kfp.dsl.pipeline(name='Old functions')
def flow(text='hello', count=3, rate='0.5'):
    rows = make_rows(count)
    model = train_op(rows.outputs['rows'], epochs='20')  # the number of rounds
    total = add(1, rate).after(model)
    parts = split(text=text)
    show(parts.outputs['tail'])
    add(a=total.outputs['output'], b=2.5)
