"""The ways in which the DSL can be imported."""
import kfp
import kfp.dsl as d
from kfp import compiler as c
from kfp.dsl import *  # noqa: F403
from typing import *


@component
def one() -> str:
    return ''


@d.component
def two(text: str, data: Output[Dataset]):
    pass


@kfp.dsl.pipeline
def whole(texts: List[str]):
    with ParallelFor(texts) as text:
        with If(text == 'x'):
            two(text=text)
    two(text=one().output)


c.Compiler().compile(whole, 'a.yaml')
