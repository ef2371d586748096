"""A loop over collected parameters: the SDK refuses."""
from kfp import dsl


@dsl.component
def number(value: int = 1) -> int:
    return value


@dsl.pipeline
def pipeline():
    with dsl.ParallelFor([1, 2]) as n:
        value = number(value=n)
    with dsl.ParallelFor(dsl.Collected(value.output)) as m:
        number(value=m)
