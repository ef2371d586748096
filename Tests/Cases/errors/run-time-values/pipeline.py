from typing import List

from kfp import dsl
from kfp.dsl import Artifact, Input


@dsl.component
def make(count: int = 0) -> int:
    return count


@dsl.component
def show(text: str):
    print(text)


@dsl.pipeline
def pipeline(n: int, flag: bool, names: List[str], data: Input[Artifact], text: str, rate: float):
    if flag:
        make()
    if n == 3:
        make()
    make(count=1 if flag else 2)
    while n:
        make()
    for name in names:
        show(text=name)
    make(count=n + 1)
    show(text=text + 'x')
    show(text=names[0])
    make(count=len(names))
    print(n and flag)
    not flag
    0 < n < 3
    text in ['a', 'b']
    text.upper()
    show(text=f'{n:03d}')
    show(text=f'{names}')
    show(text=f'{data}')
    show(text=f'{make()}')
    with dsl.If(n == '3'):
        make()
    with dsl.If(flag == 1):
        make()
    with dsl.If(names == 'a'):
        make()
    with dsl.If(text == "it's"):
        make()
    with dsl.If(text == f'{n}'):
        make()
    with dsl.If(text == None):
        make()
    with dsl.If(flag):
        make()
    with dsl.If(text):
        make()
    with dsl.If(True):
        make()
    with dsl.If(n == 1 and rate < 2):
        make()
