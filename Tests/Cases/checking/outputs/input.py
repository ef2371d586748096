from typing import NamedTuple, Optional

from kfp import dsl
from kfp.dsl import Dataset, Output, OutputPath


@dsl.component
async def waits() -> str:
    return 'x'


@dsl.component
def generates(n: int) -> list:
    for i in range(n):
        yield i


@dsl.component
def forgets(n: int) -> int:
    print(n)


@dsl.component
def stub(n: int) -> int:
    ...


@dsl.component
def sometimes(n: int) -> int:
    if n:
        return n
    elif n > 3:
        raise ValueError(n)


@dsl.component
def bare(n: int) -> int:
    if n:
        return
    return n


@dsl.component
def undeclared(n: int):
    return 'text'


@dsl.component
def perhaps(n: int):
    return print(n)


@dsl.component
def declared_none(n: int) -> None:
    return {'a': n}


@dsl.component
def two(n: int) -> NamedTuple('Out', [('a', int), ('b', int)]):
    if n:
        return (n,)
    return n, n


@dsl.component
def text(n: int) -> int:
    if n == 1:
        return f'{n}'
    if n == 2:
        return True
    return 1.5


@dsl.component
def unwritten(data: Output[Dataset], path: OutputPath(str), used: dsl.Output[Dataset]):
    open(used.path, 'w').close()


def logged(function):
    return function


@logged
@dsl.component
@logged
def decorated() -> str:
    while True:
        try:
            return 'x'
        except OSError:
            continue


@dsl.component
def optional(n: int) -> Optional[int]:
    print(n)


@dsl.component
def always(n: int) -> float:
    with open('x') as file:
        match n:
            case 1:
                return 1
            case _:
                raise ValueError(file)


@dsl.component
def exits(n: int) -> float:
    import sys
    if n:
        return n / 2
    sys.exit(1)
