"""Artifacts that components return in the Python way."""
from typing import List, NamedTuple

from kfp import dsl
from kfp.dsl import Dataset, Model


@dsl.component
def make(text: str) -> Dataset:
    return Dataset(uri=dsl.get_uri())


@dsl.component
def train(data: Dataset) -> NamedTuple('Outputs', model=Model, score=float):
    pass


@dsl.component
def merge(data: List[Dataset], model: Model):
    pass


@dsl.pipeline
def pipeline():
    with dsl.ParallelFor(['a']) as text:
        data = make(text=text)
    trained = train(data=make(text='b').output)
    merge(data=dsl.Collected(data.output), model=trained.outputs['model'])
