"""Caching on, off and with a key."""
from kfp import dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.pipeline
def pipeline():
    work().set_caching_options(True)
    work().set_caching_options(False)
    work().set_caching_options(enable_caching=True, cache_key='key')
    work().set_caching_options(False, 'key')
