"""An embedded file as an artifact of another package's type, whose import the SDK forgets."""
from kfp import dsl
from weights import Weights


@dsl.component(base_image='python:3.11', embedded_artifact_path='model.txt')
def show(model: dsl.EmbeddedInput[Weights]) -> str:
    with open(model.path) as stream:
        return stream.read()


@dsl.pipeline
def pipeline():
    show()
