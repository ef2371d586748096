"""Loops over the same list inside each other: the SDK mixes up the items."""
from typing import List

from kfp import dsl


@dsl.component
def pair(a: str, b: str):
    pass


@dsl.pipeline
def pipeline(texts: List[str]):
    with dsl.ParallelFor(texts) as a:
        with dsl.ParallelFor(texts) as b:
            pair(a=a, b=b)
