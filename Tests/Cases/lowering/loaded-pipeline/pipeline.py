"""A pipeline that the script compiles and loads again."""
import os
import tempfile

from kfp import compiler, components, dsl, kubernetes


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.component
def number(value: int = 1) -> int:
    return value


@dsl.pipeline(name='inner')
def inner(text: str = 'a') -> str:
    first = work(text=text)
    kubernetes.set_timeout(first, 10)
    with dsl.If(first.output == 'x'):
        number()
    return first.output


with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, 'inner.yaml')
    compiler.Compiler().compile(inner, path)
    loaded = components.load_component_from_file(path)


@dsl.component
def other() -> str:
    return ''


@dsl.pipeline
def pipeline() -> str:
    return loaded(text=other().output).output


compiler.Compiler().compile(pipeline, 'pipeline.yaml')
