"""Loops over outputs, named and single."""
from typing import Dict, List, NamedTuple

from kfp import dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.component
def lists() -> NamedTuple('Outputs', a=List[str], b=List[Dict[str, str]]):
    pass


@dsl.component
def names() -> List[str]:
    return ['a', 'b']


@dsl.pipeline
def pipeline():
    made = lists()
    with dsl.ParallelFor(made.outputs['a']) as item:
        work(text=item)
    with dsl.ParallelFor(made.outputs['b']) as item:
        work(text=item.k)
    with dsl.ParallelFor(names().output, parallelism=3) as item:
        work(text=item)
        work(text=f'item {item}')
