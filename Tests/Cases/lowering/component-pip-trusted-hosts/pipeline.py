"""Trusted hosts that are named."""
from kfp import dsl


@dsl.component(
    packages_to_install=['a'],
    pip_index_urls=['https://one.example/simple'],
    pip_trusted_hosts=['one.example', 'two.example'],
)
def work():
    pass


@dsl.pipeline
def pipeline():
    work()
