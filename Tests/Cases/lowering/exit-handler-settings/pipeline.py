"""Settings of exit tasks."""
from kfp import dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.component
def report(status: dsl.PipelineTaskFinalStatus, text: str = 'done'):
    print(status, text)


@dsl.pipeline
def pipeline():
    done = report(text='x').set_retry(2).set_caching_options(False).set_cpu_limit('1')
    done.set_display_name('Always')
    with dsl.ExitHandler(done):
        work()
