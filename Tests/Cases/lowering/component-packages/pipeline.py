"""Packages to install, some of which need quotes."""
from kfp import dsl


@dsl.component(packages_to_install=['numpy==1.26.4', 'pandas>=2,<3', "it's", 'a"b', 'back\\slash'])
def work():
    pass


@dsl.pipeline
def pipeline():
    work()
