"""Limits of parallelism."""
from kfp import dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.pipeline
def pipeline():
    with dsl.ParallelFor(['a'], parallelism=2) as item:
        work(text=item)
    with dsl.ParallelFor(['a'], parallelism=0) as item:
        work(text=item)
    with dsl.ParallelFor(['a'], name='n', parallelism=1) as item:
        work(text=item)
        with dsl.ParallelFor(['b'], parallelism=5):
            work(text=item)
