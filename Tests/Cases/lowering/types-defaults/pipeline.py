"""Default values of every type."""
from typing import Dict, List

from kfp import dsl


@dsl.component
def work(
    a: str = '', b: int = 3, c: float = 0.1, d: bool = True, e: list = [1, 'a', None is None],
    f: dict = {'b': 1, 'a': {'c': [1.5]}}, g: int = -5, h: float = 1e30, i: float = 2,
    j: str = "it's \"quoted\"\nand more: #yes", k: List[str] = ['x'], m: bool = False,
    n: str = '1', o: str = 'null', p: str = '2024-01-01', q: str = 'ä🎉', r: int = 10**15,
):
    pass


@dsl.pipeline
def pipeline(
    a: str = 'text', b: int = 3, c: float = 0.1, d: bool = True, e: list = [1, 'a'],
    f: dict = {'b': 1}, g: str = "it's", h: List[int] = [], i: Dict[str, str] = {},
):
    work(a=a, b=b, c=c, d=d, e=e, f=f, k=['y'])
