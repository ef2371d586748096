"""Decorators through other names and modules."""
import kfp
from kfp import dsl
from kfp.dsl import component as part
from kfp.dsl import pipeline as whole


@part
def first():
    pass


@kfp.dsl.component(base_image='python:3.12')
def second():
    pass


make = dsl.component(base_image='python:3.10')


@make
def third():
    pass


@whole
def pipeline():
    first()
    second()
    third()
