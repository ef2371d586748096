"""A subscripted list in a text: the SDK writes the channel's own text."""
from typing import List

from kfp import dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.pipeline
def pipeline(texts: List[str]):
    work(text=f'{texts}')
