from typing import List

from kfp import dsl


@dsl.component
def make(count: int = 0) -> int:
    return count


@dsl.component
def show(text: str):
    print(text)


@dsl.pipeline
def pipeline(n: int, names: List[str]):
    task = make()
    with dsl.ParallelFor(n) as item:
        make()
    with dsl.ParallelFor([]) as item:
        make()
    with dsl.ParallelFor(range(3)) as item:
        make()
    with dsl.ParallelFor('abc') as item:
        make()
    with dsl.ParallelFor(task) as item:
        make()
    with dsl.ParallelFor([n, 2]) as item:
        make()
    with dsl.ParallelFor(names, parallelism=n) as item:
        make()
    with dsl.ParallelFor(names, parallelism=-1) as item:
        make()
    with dsl.ParallelFor([{'a': 1}, {'b': 2}]) as item:
        make(count=item.a)
        make(count=item['a'])
    with dsl.ParallelFor([{'alpha': 1, 'name': 'x'}]) as item:
        make(count=item.alhpa)
        show(text=item.name)
    with dsl.ParallelFor([{'a b': 1}]) as item:
        make()
    with dsl.ParallelFor([None]) as item:
        make()
    with dsl.ExitHandler(make):
        make()
    with dsl.ExitHandler('x'):
        make()
    dsl.OneOf()
    dsl.OneOf(task)
    dsl.OneOf(n)
    dsl.Collected(task)
    dsl.Collected(n)
    dsl.Collected([task.output])
    with dsl.ParallelFor(names, paralelism=2) as item:
        make()
    with dsl.If():
        make()
