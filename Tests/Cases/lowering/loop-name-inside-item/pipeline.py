"""An input whose name is part of an item's name: the SDK loses it."""
from typing import List

from kfp import dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.pipeline
def pipeline(a: str, data: List[str]):
    with dsl.ParallelFor(data) as item:
        with dsl.If(item == 'x'):
            work(text=a)
