"""Names of components that inner and outer pipelines share."""
from kfp import dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.pipeline
def inner(text: str = 'x') -> str:
    return work(text=text).output


@dsl.pipeline
def pipeline():
    work()
    inner()
    work()
    inner(text='y')
