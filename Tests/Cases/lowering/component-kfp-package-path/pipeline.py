"""The SDK from a given place."""
from kfp import dsl


@dsl.component(kfp_package_path='git+https://github.com/kubeflow/pipelines.git@refs/pull/1/merge#egg=kfp')
def first():
    pass


@dsl.component(kfp_package_path='kfp==2.14.3')
def second():
    pass


@dsl.pipeline
def pipeline():
    first()
    second()
