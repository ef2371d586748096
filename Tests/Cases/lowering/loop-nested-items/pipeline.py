"""Loops over the items of loops and over their fields."""
from typing import Dict, List

from kfp import dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.component
def lists() -> List[List[str]]:
    return []


@dsl.component
def tables() -> List[Dict[str, List[str]]]:
    return []


@dsl.pipeline
def pipeline(table: List[Dict[str, List[str]]]):
    with dsl.ParallelFor(tables().output) as row:
        with dsl.ParallelFor(row.names) as name:
            work(text=name)
    with dsl.ParallelFor(table) as row:
        with dsl.ParallelFor(row.k) as name:
            work(text=name)
    with dsl.ParallelFor(lists().output) as row:
        with dsl.ParallelFor(row) as name:
            work(text=name)
