"""Loops over constants of all types."""
from kfp import dsl


@dsl.component
def take(a: str = '', b: int = 0, c: float = 0.0, d: bool = False, e: list = [], f: dict = {}):
    pass


@dsl.pipeline
def pipeline():
    with dsl.ParallelFor(['a', 'b: c', 'é']) as item:
        take(a=item)
    with dsl.ParallelFor([1, 2]) as item:
        take(b=item)
    with dsl.ParallelFor([1.0, 2.5]) as item:
        take(c=item)
    with dsl.ParallelFor([True, False]) as item:
        take(d=item)
    with dsl.ParallelFor([[1], []]) as item:
        take(e=item)
    with dsl.ParallelFor(({'a': 1}, {'a': 2})) as item:
        take(f=item)
    with dsl.ParallelFor(items=[{'b': 1, 'a': 2}], name='named: loop') as item:
        take(f=item, b=item.b)
