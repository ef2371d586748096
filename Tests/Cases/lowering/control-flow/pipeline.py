"""Conditions, loops, exit handlers, OneOf and Collected through the script's own syntax."""
from typing import List

from kfp import compiler, dsl
from kfp.dsl import Collected, Elif, Else, ExitHandler, If, OneOf, ParallelFor


@dsl.component
def flip(seed: int = 0) -> str:
    return 'heads'


@dsl.component
def number(text: str = '') -> int:
    return 1


@dsl.component
def numbers() -> List[int]:
    return [1, 2]


@dsl.component
def rows() -> List[dict]:
    return [{'a': 'x'}]


@dsl.component
def total(values: List[int]) -> int:
    return sum(values)


@dsl.component
def say(text: str):
    print(text)


@dsl.component
def report(status: dsl.PipelineTaskFinalStatus, text: str = 'done'):
    print(status, text)


@dsl.pipeline
def pipeline(limit: int, names: List[str] = ['a'], rate: float = 0.5):
    coin = flip()
    with If(coin.output == 'heads', name='heads up'):
        first = number(text=coin.output)
        with If(first.output > 3):
            say(text='large')
    with Elif(coin.output != 'tails'):
        second = number()
    with Else():
        third = number()
    say(text=f'got {coin.output}')
    chosen = OneOf(first.output, second.output, third.output)
    with If(rate < 1):
        say(text='low')
    total(values=[1, 2])

    with ParallelFor(names, name='loop', parallelism=2) as name:
        say(text=name)
        with ParallelFor([{'a': 'p', 'b': 'x'}, {'a': 'q', 'b': 'y'}]) as item:
            say(text=item.b)
            inner = number(text=name)
    total(values=Collected(inner.output))
    with ParallelFor(numbers().output) as n:
        with If(n == 2):
            say(text=f'number {n}')
    with ParallelFor(rows().output) as row:
        say(text=row.a)

    done = report(text='finished')
    with ExitHandler(done, name='cleanup') as handler:
        say(text='inside')
    with If(limit >= 3):
        number()


compiler.Compiler().compile(pipeline, 'expected.yaml')
