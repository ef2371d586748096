"""A package that starts with kfp suppresses the SDK's own line."""
from kfp import dsl


@dsl.component(packages_to_install=['kfp-kubernetes==2.17.0'])
def work():
    pass


@dsl.pipeline
def pipeline():
    work()
