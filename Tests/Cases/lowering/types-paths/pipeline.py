"""InputPath and OutputPath of parameters and artifacts."""
from kfp import dsl
from kfp.dsl import InputPath, OutputPath


@dsl.component
def make(
    a: OutputPath(str), b: OutputPath('Dataset'), c: OutputPath(), d: OutputPath(dsl.Model),
    e: OutputPath('Integer'), f: OutputPath(list),
):
    pass


@dsl.component
def use(a: InputPath(str), b: InputPath('dataset'), c: InputPath(), d: InputPath(dsl.Model)):
    pass


@dsl.pipeline
def pipeline():
    made = make()
    use(b=made.outputs['b'], c=made.outputs['c'], d=made.outputs['d'], a='x')
