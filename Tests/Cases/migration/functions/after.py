"""Components from functions, as the first SDK made them."""
import functools
from typing import NamedTuple

import kfp
from kfp import components
from kfp.dsl import InputPath, OutputPath
from kfp import dsl
from kfp import compiler


@dsl.component
def add(a: float, b: float) -> float:
    # Comments stay where they are.
    return a + b


@dsl.component(base_image='python:3.11')
def split(text: str, at: int = 1) -> NamedTuple('Outputs', [
        ('head', str),
        ('tail', str),  # a type of its own
]):
    return (text[:at], text[at:])


def train(rows_path: InputPath('CSV'), model_path: OutputPath('Model'), epochs: int = 10):
    """Trains."""


train_op = dsl.component(
    func=train,
    base_image='python:3.11',
    packages_to_install=['pandas==2.2.0'],
)
compiler.Compiler().compile(train_op, package_path='train.yaml')


@dsl.component(base_image='python:3.11')
def make_rows(count: int, rows_path: OutputPath('CSV')):
    with open(rows_path, 'w') as f:
        f.write('1\n' * count)


@dsl.component
def show(value: str):
    print(value)


@kfp.dsl.pipeline(name='Old functions')
def flow(text: str = 'hello', count: int = 3, rate: float = 0.5):
    rows = make_rows(count=count)
    model = train_op(rows_path=rows.outputs['rows_path'], epochs=20)  # the number of rounds
    total = add(a=1.0, b=rate).after(model)
    parts = split(text=text)
    show(value=parts.outputs['tail'])
    add(a=total.outputs['Output'], b=2.5)
