import json
import os, sys
from typing import *
from kfp import dsl
from kfp.dsl import Dataset as Table

__all__ = ['json']


@dsl.component(base_image='python', packages_to_install=['pandas', 'numpy==2.0', 'git+https://x/y'])
def load(name: str, unused: int, table: dsl.Output[Table]):
    print(name, table.path, os.sep)


@dsl.container_component
def run():
    return dsl.ContainerSpec('registry:5000/image:latest', command=['x'])


@dsl.pipeline
def flow(name: str, other: str = ''):
    load(name=name, unused=1)
