from typing import Dict, List, Optional

from kfp import dsl


@dsl.component
def kinds(i: int, f: float, b: bool, l: list, d: Dict[str, int], s: Optional[str] = None,
          n: int = 7) -> str:
    return repr((i, f, b, l, d, s, n))


@dsl.component
def whole(x: float) -> float:
    return 3


@dsl.component
def table() -> dict:
    return {'a': 1, 'b': [1.5, 2.0], 'd': True}


@dsl.pipeline(name='inner')
def inner(i: int, s: Optional[str] = None, b: bool = True) -> str:
    return kinds(i=i, f=1.0, b=b, l=[1, 2.5, 'x'], d={'k': 2}, s=s).output


@dsl.pipeline(name='values')
def values(i: int = 4) -> str:
    kinds(i=i, f=0.5, b=False, l=[], d=table().output)
    whole(x=whole(x=2.0).output)
    inner(i=i, s='given')
    return inner(i=i).output
