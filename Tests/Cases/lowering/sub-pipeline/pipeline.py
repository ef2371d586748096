"""A pipeline in a pipeline with optional inputs and outputs."""
from typing import NamedTuple, Optional

from kfp import dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.pipeline(name='inner-name', display_name='Inner', description='Inside.')
def inner(a: str, b: int = 3, c: Optional[str] = None) -> NamedTuple('Outputs', x=str, y=str):
    first = work(text=a)
    second = work(text=first.output)
    return NamedTuple('Outputs', x=str, y=str)(first.output, second.output)


@dsl.pipeline
def pipeline(text: str) -> str:
    made = inner(a=text)
    inner(a=made.outputs['x'], b=5, c='c').set_caching_options(False).set_display_name('again')
    return work(text=made.outputs['y']).output
