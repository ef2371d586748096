from typing import List

from kfp import dsl


@dsl.component
def numbers(count: int) -> List[int]:
    return list(range(count))


@dsl.component
def product(x: int, y: int) -> int:
    return x * y


@dsl.component
def show(values: List[List[int]]) -> str:
    return repr(values)


@dsl.component
def name(person: dict, first: str) -> str:
    return f"{person['first']}={first}"


@dsl.pipeline(name='loops')
def loops(count: int = 3) -> List[str]:
    with dsl.ParallelFor(numbers(count=count).output, parallelism=2) as x:
        with dsl.ParallelFor([10, 20]) as y:
            cell = product(x=x, y=y)
    show(values=dsl.Collected(cell.output))
    with dsl.ParallelFor([{'first': 'Ada'}, {'first': 'Bo'}]) as person:
        names = name(person=person, first=person.first)
    with dsl.ParallelFor(numbers(count=0).output) as none:
        nothing = product(x=none, y=1)
    show(values=dsl.Collected(nothing.output)).set_display_name('show nothing')
    return dsl.Collected(names.output)
