"""Outputs that come out of groups."""
from typing import List, NamedTuple

from kfp import dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.component
def make(data: dsl.Output[dsl.Dataset]):
    pass


@dsl.pipeline
def pipeline(text: str) -> NamedTuple('Outputs', a=str, b=List[str], c=List[dsl.Dataset]):
    with dsl.If(text == 'x'):
        first = work()
    with dsl.Else():
        second = work()
    with dsl.ParallelFor(['a']) as item:
        third = work(text=item)
        made = make()
    outputs = NamedTuple('Outputs', a=str, b=List[str], c=List[dsl.Dataset])
    return outputs(
        dsl.OneOf(first.output, second.output), dsl.Collected(third.output),
        dsl.Collected(made.outputs['data']))
