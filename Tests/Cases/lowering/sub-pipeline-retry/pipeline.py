"""Settings on the task of an inner pipeline."""
from kfp import dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.pipeline
def inner():
    work().set_retry(1)


@dsl.pipeline
def pipeline():
    first = inner().set_retry(2, '10s')
    inner().after(first).set_caching_options(True, cache_key='k')
