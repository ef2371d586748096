"""Types written as text."""
from typing import Dict, List

from kfp import dsl


@dsl.component
def work(
    a: 'String', b: 'Integer', c: 'Float', d: 'Boolean', e: 'List', f: 'Dict'
) -> 'Integer':
    return 1


@dsl.pipeline
def pipeline():
    work(a='a', b=1, c=1.0, d=True, e=[], f={})
