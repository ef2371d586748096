"""The header of a file: inputs, outputs and defaults of all kinds."""
from typing import NamedTuple, Optional

from kfp import dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.component
def make(data: dsl.Output[dsl.Dataset]):
    pass


@dsl.pipeline(description='One.\n\nThree.')
def pipeline(
    z: str, a: int = 1, b: str = "it's", c: list = ['x', 1], d: dict = {'k': True}, e: bool = True,
    f: float = 0.25, g: dsl.Input[dsl.Dataset] = None, h: Optional[str] = None,
) -> NamedTuple('Outputs', [('text', str), ('data', dsl.Dataset)]):
    return (
        NamedTuple('Outputs', [('text', str), ('data', dsl.Dataset)])(
            text=work(text=z).output, data=make().outputs['data']))
