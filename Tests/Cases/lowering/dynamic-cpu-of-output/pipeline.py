"""A limit from a task's output: the SDK forgets the dependency."""
from kfp import dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.component
def size() -> str:
    return '1'


@dsl.pipeline
def pipeline():
    work().set_cpu_limit(size().output)
