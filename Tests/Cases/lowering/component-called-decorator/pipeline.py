"""The decorator with empty parentheses."""
from kfp import dsl


@dsl.component()
def work():
    pass


@dsl.pipeline()
def pipeline():
    work()
