"""A list of packages that module code builds."""
from kfp import dsl


PACKAGES = ['a']
PACKAGES.append('b')
PACKAGES += ['c']


@dsl.component(packages_to_install=PACKAGES + ['d'])
def work():
    pass


@dsl.pipeline
def pipeline():
    work()
