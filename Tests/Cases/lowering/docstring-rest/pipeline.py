"""A docstring of reStructuredText."""
from kfp import dsl


@dsl.component
def work(first: str, second: int = 1) -> str:
    """Does some work.

    :param first: The first input.
    :param int second: The second input.
    :returns: Something.
    """
    return first


@dsl.pipeline
def pipeline():
    work(first='a')
