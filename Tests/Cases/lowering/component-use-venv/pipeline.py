"""In a virtual environment."""
from kfp import dsl


@dsl.component(use_venv=True, packages_to_install=['a'])
def work():
    pass


@dsl.component(use_venv=True)
def other():
    pass


@dsl.pipeline
def pipeline():
    work()
    other()
