"""A NamedTuple that the signature makes, filled in the body."""
from typing import NamedTuple

from kfp import dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.pipeline
def pipeline() -> NamedTuple('Outputs', a=str, b=str):
    outputs = NamedTuple('Outputs', a=str, b=str)
    return outputs(a=work().output, b=work(text='b').output)
