"""Every type of parameter, as input and output."""
from typing import Any, Dict, List

from kfp import dsl


@dsl.component
def work(
    a: str, b: int, c: float, d: bool, e: list, f: dict, g: List, h: Dict, i: List[str],
    j: Dict[str, int], k: list[int], m: dict[str, List[int]], n: List[Dict[str, Any]],
) -> str:
    return ''


@dsl.component
def make() -> Dict[str, float]:
    return {}


@dsl.component
def make_list() -> list[str]:
    return []


@dsl.component
def make_float() -> float:
    return 1.0


@dsl.component
def make_bool() -> bool:
    return True


@dsl.pipeline
def pipeline(a: str, b: int, c: float, d: bool, e: list, f: dict, i: List[str], k: list[int]):
    work(
        a=a, b=b, c=c, d=d, e=e, f=f, g=[1], h={'a': 1}, i=i, j={}, k=k, m={'a': [1]},
        n=[{'a': None is None}])
    work(
        a='', b=-1, c=1.5e-7, d=False, e=[], f={}, g=e, h=f, i=make_list().output,
        j=make().output, k=[1, 2], m=f, n=e)
    work(
        a='x', b=2, c=make_float().output, d=make_bool().output, e=[1, 'a', 2.5, True, [1], {}],
        f={'a': {'b': [1]}}, g=[], h={}, i=['a'], j=f, k=k, m=f, n=e)
