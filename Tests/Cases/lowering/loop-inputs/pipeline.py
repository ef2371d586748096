"""Loops over inputs of all types of lists."""
from typing import Any, Dict, List

from kfp import dsl


@dsl.component
def take(a: str = '', b: int = 0, c: float = 0.0, d: bool = False, e: list = [], f: dict = {}):
    pass


@dsl.pipeline
def pipeline(
    a: list, b: List[int], c: List[float], d: list[bool], e: List[List[int]], f: List[Dict[str, int]],
    g: list[str], h: List[str], j: list[dict],
):
    with dsl.ParallelFor(a) as item:
        take(a=item)
    with dsl.ParallelFor(b) as item:
        take(b=item)
    with dsl.ParallelFor(c) as item:
        take(c=item)
    with dsl.ParallelFor(d) as item:
        take(d=item)
    with dsl.ParallelFor(e) as item:
        take(e=item)
    with dsl.ParallelFor(f) as item:
        take(f=item, b=item.x)
    with dsl.ParallelFor(g) as item:
        take(a=item)
    with dsl.ParallelFor(h) as item:
        take(a=item)
    with dsl.ParallelFor(j) as item:
        take(f=item)
