"""An item in a text inside a group inside the loop: the SDK loses it."""
from typing import List

from kfp import dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.pipeline
def pipeline(texts: List[str], flag: str):
    with dsl.ParallelFor(texts) as item:
        with dsl.If(flag == 'x'):
            work(text=f'<{item}>')
