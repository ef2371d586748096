"""A pipeline as exit task."""
from kfp import dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.component
def report(status: dsl.PipelineTaskFinalStatus, text: str = 'done'):
    print(status, text)


@dsl.pipeline
def ending(status: dsl.PipelineTaskFinalStatus, text: str = 'x'):
    work(text=text)


@dsl.pipeline
def pipeline(text: str = 'y'):
    with dsl.ExitHandler(ending(text=text)):
        work()
