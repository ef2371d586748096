"""An image of its own."""
from kfp import dsl


@dsl.component(base_image='registry.example/python:3.12')
def work() -> int:
    return 1


@dsl.pipeline
def pipeline():
    work()
