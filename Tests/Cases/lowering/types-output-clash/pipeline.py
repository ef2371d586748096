"""Outputs of the same name."""
from typing import NamedTuple

from kfp import dsl


@dsl.component
def work(a: dsl.OutputPath(str)) -> NamedTuple('Outputs', [('a', str), ('b', str)]):
    pass


@dsl.pipeline
def pipeline():
    work()
