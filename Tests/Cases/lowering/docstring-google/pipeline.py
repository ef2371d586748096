"""A docstring of Google's style."""
from typing import NamedTuple

from kfp import dsl


@dsl.component
def work(first: str, second: int = 1) -> NamedTuple('Outputs', a=str, b=int):
    """Does some work.

    And more of it,
    over two lines.

    Args:
        first: The first input.
        second (int): The second input,
            which goes on.

    Returns:
        a: The text.
        b: The number.
    """


@dsl.pipeline
def pipeline(first: str) -> str:
    """A pipeline.

    Args:
        first: What it starts with.

    Returns:
        Output: What comes out.
    """
    return work(first=first).outputs['a']
