"""Index addresses, trusted by default."""
from kfp import dsl


@dsl.component(
    packages_to_install=['a'],
    pip_index_urls=['https://one.example/simple', 'https://two.example/simple'],
)
def work():
    pass


@dsl.pipeline
def pipeline():
    work()
