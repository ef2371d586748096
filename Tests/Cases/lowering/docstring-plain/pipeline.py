"""Docstrings without sections."""
from kfp import dsl


@dsl.component
def work():
    """  One line only. """


@dsl.component
def other():
    """
    Starts on the second line.

        Indented part.
    """


@dsl.pipeline
def pipeline():
    """First line.
    Second line: with a colon.

    Third.
    """
    work()
    other()
