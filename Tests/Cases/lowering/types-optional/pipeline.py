"""Optional inputs with and without defaults."""
from typing import List, Optional

from kfp import dsl


@dsl.component
def work(
    a: Optional[str], b: Optional[int] = None, c: Optional[dict] = None, d: int = 3,
    e: Optional[List[str]] = None, f: Optional[dsl.Input[dsl.Dataset]] = None,
    g: dsl.Input[dsl.Model] = None,
):
    print(a, b, c, d, e, f, g)


@dsl.pipeline
def pipeline(x: Optional[str] = None, y: Optional[int] = None):
    work(a='a')
    work(a='b', b=y, c={'x': 1})
