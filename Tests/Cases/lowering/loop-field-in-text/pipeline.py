"""A field of an item in a text: the SDK loses it."""
from kfp import dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.pipeline
def pipeline():
    with dsl.ParallelFor([{'a': 'x'}]) as item:
        work(text=f'<{item.a}>')
