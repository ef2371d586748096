"""Functions that are shipped with a component."""
from kfp import dsl


def helper(x):
    # A remark.
    return x + 1


def other(x: int) -> int:
    return helper(x)


@dsl.component(additional_funcs=[helper, other])
def work(value: int) -> int:
    return other(value)


@dsl.pipeline
def pipeline():
    work(value=1)
