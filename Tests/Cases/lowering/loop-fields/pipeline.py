"""Fields of items of constants and outputs."""
from typing import Dict, List

from kfp import dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.component
def rows() -> List[Dict[str, str]]:
    return [{'a': 'x'}]


@dsl.pipeline
def pipeline(table: List[Dict[str, str]], any: list = []):
    with dsl.ParallelFor([{'a': 'x', 'b': 'y'}, {'a': 'z', 'b': 'w'}]) as item:
        work(text=item.a)
        work(text=item.b)
    with dsl.ParallelFor(rows().output) as row:
        work(text=row.a)
        with dsl.If(row.b == 'x'):
            work(text=row.a)
    with dsl.ParallelFor(table) as row:
        work(text=row.a)
    with dsl.ParallelFor(any) as row:
        work(text=row.k)
