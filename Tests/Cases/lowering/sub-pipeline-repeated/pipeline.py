"""The same component thrice inside and once outside: the SDK may mix up executors."""
from kfp import dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.pipeline
def inner():
    work().set_env_variable('A', '1')
    work().set_env_variable('A', '2')
    work().set_env_variable('A', '3')


@dsl.pipeline
def pipeline():
    work()
    inner()
