"""Two exit handlers, one without a status."""
from kfp import dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.component
def report(status: dsl.PipelineTaskFinalStatus, text: str = 'done'):
    print(status, text)


@dsl.pipeline
def pipeline():
    with dsl.ExitHandler(report(text='a')):
        work()
    with dsl.ExitHandler(exit_task=work(text='end')):
        work(text='b')
