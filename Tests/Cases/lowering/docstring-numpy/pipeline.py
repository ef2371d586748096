"""A docstring of NumPy's style."""
from kfp import dsl


@dsl.component
def work(first: str, second: int = 1) -> str:
    """Does some work.

    Parameters
    ----------
    first : str
        The first input.
    second : int, optional
        The second input.
    """
    return first


@dsl.pipeline
def pipeline():
    work(first='a')
