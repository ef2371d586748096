import functools
import typing
from typing import List, NamedTuple

import kfp
import kfp.dsl as d
from kfp import dsl
from kfp.dsl import Dataset, Input, Output, component

from artifacts import VertexDataset

RESULT_PATH = '/tmp/result'


def helper(x):
    return x + 1


@dsl.component
def uses_prelude(data: Input[Dataset], model: dsl.Output[dsl.Model]) -> List[str]:
    print(kfp.__version__, dsl.PIPELINE_ROOT_PLACEHOLDER, Dataset, Counter, __name__, __file__)
    return [data.path, model.path, str(uses_prelude)]


@component(additional_funcs=[helper])
def uses_companion(x: int) -> int:
    return helper(x)


@d.component(target_image='registry/image:1')
def is_in_the_image(x: int = len(RESULT_PATH)) -> str:
    return RESULT_PATH + str(helper(x))


make = functools.partial(dsl.component, base_image='python:3.12', additional_funcs=[helper])


@make
def made_by_partial(x: int) -> int:
    return helper(x)


@dsl.component
def takes_a_class(data: Input[VertexDataset]) -> NamedTuple('Out', [('a', int), ('b', str)]):
    from collections import namedtuple
    import sys
    global counter
    counter = 1
    try:
        unicode
    except NameError:
        pass
    for line in open(data.path):
        if (n := len(line)) > 3:
            print(n, counter, [m for m in line if m], {k: v for k, v in enumerate(line)})

    def inner(a, *rest, b=1, **more):
        return a, rest, b, more, sys

    class Row:
        width = 1
        height = width

        def area(self):
            return self.width * self.height, __class__

    value: SomethingThatIsNeverEvaluated = (lambda q: q)(1)
    del value
    match sys.argv:
        case [first, *others]:
            print(first, others)
        case {'k': v, **remaining}:
            print(v, remaining)
        case Row(width=w) | w:
            print(w)
    return namedtuple('Out', ['a', 'b'])(1, inner(2))


@dsl.component
def star() -> str:
    from os.path import *
    return join('a', 'b')


@dsl.component(embedded_artifact_path='files')
def embedded() -> str:
    return helper(1)


@dsl.container_component
def container(text: str):
    return dsl.ContainerSpec(image='alpine:3.20', command=['echo', RESULT_PATH, text])


def build() -> typing.Any:
    def local(x: int) -> int:
        return x

    return dsl.component(local)
