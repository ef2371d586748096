"""Tasks that run although what they wait for failed."""
from kfp import dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.component
def report(status: dsl.PipelineTaskFinalStatus, text: str = 'done'):
    print(status, text)


@dsl.pipeline
def pipeline(text: str = 'x'):
    first = work()
    work(text=first.output).ignore_upstream_failure()
    work(text=text).after(first).ignore_upstream_failure()
    report(text='ended').after(first).ignore_upstream_failure()
    with dsl.If(text == 'x'):
        inner = work()
        report(text=inner.output).ignore_upstream_failure()
