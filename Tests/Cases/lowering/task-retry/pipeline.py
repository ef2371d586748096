"""Retries of every form."""
from kfp import dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.pipeline
def pipeline():
    work().set_retry(3)
    work().set_retry(num_retries=2, backoff_duration='30s')
    work().set_retry(1, '2m', 1.5)
    work().set_retry(1, '1h', 3, '1d')
    work().set_retry(1, '1w', 0.5, '2 weeks')
    work().set_retry(0)
    work().set_retry(1, '10 seconds', 2.0, '3 minutes')
