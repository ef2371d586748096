"""A main block that names what is not there: the pipeline is compiled by its name."""
from kfp import dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.pipeline
def pipeline():
    work()


if __name__ == '__main__':
    from kfp import compiler
    compiler.Compiler().compile(pipelin, 'pipeline.yaml')
