"""An exit handler in an inner pipeline."""
from kfp import dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.component
def report(status: dsl.PipelineTaskFinalStatus, text: str = 'done'):
    print(status, text)


@dsl.pipeline
def inner(text: str = 'a'):
    with dsl.ExitHandler(report(text=text)):
        work(text=text)


@dsl.pipeline
def pipeline():
    inner()
    work()
