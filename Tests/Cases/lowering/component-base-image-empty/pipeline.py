"""An empty image leaves the field out."""
from kfp import dsl


@dsl.component(base_image='')
def work():
    pass


@dsl.pipeline
def pipeline():
    work()
