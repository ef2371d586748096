from typing import NamedTuple
from kfp import dsl
from kfp.dsl import Artifact, Input, Output

LIMIT = 3
Text = str
Outputs = NamedTuple('Outputs', [('a', int)])


class Pair(NamedTuple):
    a: int


class Special(Artifact):
    schema_title = 'system.Special'


@dsl.component
def limited(n: int = LIMIT, m: int = LIMIT + 1, t: Text = 'x') -> Outputs:
    return (n,)


@dsl.component
def pair(data: Input[Special], result: Output[Special]) -> Pair:
    print(data, result)
    return (1,)
