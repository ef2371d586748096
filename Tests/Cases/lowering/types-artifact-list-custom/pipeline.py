"""A list of artifacts of a type of the author's own: the SDK takes the class for another name."""
from typing import List

import weights
from kfp import dsl
from kfp.dsl import Input


@dsl.component(base_image='python:3.11')
def choose(models: Input[List[weights.Weights]]) -> str:
    return models[0].uri


@dsl.pipeline
def pipeline(models: Input[List[weights.Weights]]):
    choose(models=models)
