"""Run-time values inside texts, lists and dictionaries."""
from kfp import dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.component
def number(value: int = 1) -> int:
    return value


@dsl.component
def take(values: list, table: dict):
    pass


@dsl.pipeline
def pipeline(text: str, n: int = 1, flag: bool = True, rate: float = 0.5):
    first = work(text=f'<{text}>')
    work(text=f'{first.output} and {text} and {first.output}')
    work(text='%s: %s' % (text, n))
    work(text='{} {flag}'.format(rate, flag=flag))
    work(text=str(n))
    take(values=[text, n, f'x{text}', [first.output], {'k': flag}], table={'a': text, 'b': {'c': n}})
    take(values=['constant', first.output], table={'a': [number().output], 'b': 'x'})
    with dsl.If(n > 3):
        work(text=f'{text} {first.output}')
        take(values=[first.output], table={'k': text})
