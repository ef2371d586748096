"""Names of functions become names of components."""
from kfp import dsl


@dsl.component
def Mixed_Case_2():
    pass


@dsl.component
def _private__name_():
    pass


@dsl.component
def add2Nums():
    pass


@dsl.component
def größe():
    pass


@dsl.pipeline(name='My Pipeline!')
def pipeline():
    Mixed_Case_2()
    _private__name_()
    add2Nums()
    größe()
    Mixed_Case_2()
