"""No trusted hosts."""
from kfp import dsl


@dsl.component(pip_index_urls=['https://one.example/simple'], pip_trusted_hosts=[])
def work():
    pass


@dsl.pipeline
def pipeline():
    work()
