"""The old name of If."""
from kfp import dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.pipeline
def pipeline(text: str):
    with dsl.Condition(text == 'x'):
        work()
    with dsl.Condition(text == 'y', name='second'):
        work()
