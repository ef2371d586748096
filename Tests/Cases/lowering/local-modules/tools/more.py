from kfp import dsl

from . import apply

NAME = 'from-module'


@dsl.component(base_image='python:3.12')
def other(text: str):
    print(text)


USED = apply
