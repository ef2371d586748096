"""Constants of every type as arguments."""
from kfp import dsl


@dsl.component
def work(a: str, b: int, c: float, d: bool, e: list, f: dict):
    pass


NUMBERS = [1, 2]


@dsl.pipeline
def pipeline():
    work(a='', b=0, c=0.0, d=False, e=[], f={})
    work(a='a: b', b=-(2**40), c=1e-9, d=True, e=[[1], {'a': [True]}], f={'a': {'b': []}})
    work(a='line\nbreak ', b=1, c=float(3), d=not False, e=NUMBERS + [3], f=dict(a=1))
    work(a='%s' % 'x', b=len(NUMBERS), c=1 / 4, d=1 == 1, e=list(range(3)), f={str(1): 1})
    work(a='#x', b=1, c=2.5, d=True, e=['yes', 'null', '1', '~', 'é', '\t'], f={'y': 'n', '1': '2'})
