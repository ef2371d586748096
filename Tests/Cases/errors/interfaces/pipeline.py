from collections import OrderedDict
from typing import Any, List, Literal, NamedTuple, Optional, Tuple, Union

from kfp import dsl
from kfp.dsl import Artifact, Dataset, Input, InputPath, Output


class Strange(Artifact):
    schema_title = 'strange'


@dsl.component
def types(
    a,
    b: tuple,
    c: Tuple[int, str],
    d: Any,
    e: Literal['x'],
    f: 'str',
    g: str | None,
    h: Union[int, str],
    i: Input,
    j: InputPath,
    k: Input[Strange],
    l: OrderedDict,
    Output: str,
) -> None:
    print(a, b, c, d, e, f, g, h, i, j, k, l)


@dsl.component
def defaults(
    a: str = 3,
    b: int = 'x',
    c: Input[Dataset] = 'x',
    d: bool = 2,
    e: list = [None],
    f: str = {1},
):
    print(a, b, c, d, e, f)


@dsl.component
def returned() -> Optional[str]:
    return None


@dsl.component
def fields() -> NamedTuple('N', [('a', str), ('b', bytes)]):
    return ('', b'')


@dsl.component
def lists(out: Output[List[Dataset]]):
    open(out.path)


@dsl.component(base_image=3, packages_to_install='numpy', unknown=1)
def settings():
    pass


@dsl.component(packages_to_install='numpy')
def text_for_list():
    pass


@dsl.component
@dsl.component
def twice():
    pass


@dsl.container_component
def container(a: Dataset, b: InputPath(str), c: Input[Dataset]) -> str:
    return dsl.ContainerSpec(image='x')
