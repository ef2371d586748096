"""One of the branches' artifacts."""
from kfp import dsl


@dsl.component
def make(data: dsl.Output[dsl.Dataset]):
    pass


@dsl.component
def use(data: dsl.Input[dsl.Dataset]):
    pass


@dsl.pipeline
def pipeline(text: str) -> dsl.Dataset:
    with dsl.If(text == 'a'):
        first = make()
    with dsl.Else():
        second = make()
    chosen = dsl.OneOf(first.outputs['data'], second.outputs['data'])
    use(data=chosen)
    return chosen
