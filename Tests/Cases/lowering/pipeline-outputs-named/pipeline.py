"""Several outputs, parameters and artifacts."""
from typing import NamedTuple

from kfp import dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.component
def make(data: dsl.Output[dsl.Dataset]):
    pass


class Outputs(NamedTuple):
    text: str
    data: dsl.Dataset


@dsl.pipeline
def pipeline() -> Outputs:
    return Outputs(text=work().output, data=make().outputs['data'])
