from kfp import dsl
from kfp.dsl import PipelineTaskFinalStatus


@dsl.component
def fail(message: str):
    raise ValueError(message)


@dsl.component
def work() -> str:
    return 'done'


@dsl.component
def clean(status: PipelineTaskFinalStatus, reason: str = 'always') -> str:
    return f'{reason} {status.state} {status.pipeline_task_name} {status.error_message}'


@dsl.component
def count(text: str = 'nothing') -> int:
    return len(text)


@dsl.pipeline(name='exit-handler')
def exit_handler() -> str:
    cleaned = clean(reason='at the end')
    with dsl.ExitHandler(cleaned):
        fail(message='broken')
        first = work()
        work().after(first)
    return cleaned.output
