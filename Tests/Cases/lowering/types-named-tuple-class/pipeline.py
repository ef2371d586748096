"""Outputs of a NamedTuple class."""
from typing import List, NamedTuple

from kfp import dsl


class Outputs(NamedTuple):
    """Results."""

    total: int
    names: List[str]
    model: dsl.Model


@dsl.component
def work() -> Outputs:
    pass


@dsl.pipeline
def pipeline():
    work()
