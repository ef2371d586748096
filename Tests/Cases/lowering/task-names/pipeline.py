"""Numbers behind names of tasks."""
from kfp import dsl


@dsl.component
def foo():
    pass


@dsl.component
def foo_2():
    pass


@dsl.pipeline
def pipeline():
    foo()
    foo_2()
    foo()
    foo_2()
    foo()
