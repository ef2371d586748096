"""Without installing the SDK."""
from kfp import dsl


@dsl.component(install_kfp_package=False)
def bare():
    pass


@dsl.component(install_kfp_package=False, packages_to_install=['a'])
def packages():
    pass


@dsl.pipeline
def pipeline():
    bare()
    packages()
