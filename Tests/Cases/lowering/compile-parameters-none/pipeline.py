"""Overrides that are None change nothing."""
from kfp import compiler, dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.pipeline
def pipeline(a: str = 'x', b: str = 'y'):
    work(text=a)


compiler.Compiler().compile(pipeline, 'p.yaml', pipeline_parameters={'a': None, 'b': 'z'})
