"""A limit from an input inside a group: the SDK forgets the input."""
from kfp import dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.pipeline
def pipeline(cpu: str, text: str):
    with dsl.If(text == 'x'):
        work().set_cpu_limit(cpu)
