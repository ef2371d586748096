"""The placeholders of pipelines and tasks."""
from kfp import dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.pipeline
def pipeline():
    work(text=dsl.PIPELINE_JOB_NAME_PLACEHOLDER)
    work(text=dsl.PIPELINE_JOB_RESOURCE_NAME_PLACEHOLDER)
    work(text=dsl.PIPELINE_JOB_ID_PLACEHOLDER)
    work(text=dsl.PIPELINE_TASK_NAME_PLACEHOLDER)
    work(text=dsl.PIPELINE_TASK_ID_PLACEHOLDER)
    work(text=dsl.PIPELINE_ROOT_PLACEHOLDER)
    work(text=dsl.PIPELINE_JOB_CREATE_TIME_UTC_PLACEHOLDER)
    work(text=dsl.PIPELINE_JOB_SCHEDULE_TIME_UTC_PLACEHOLDER)
    work(text=dsl.PIPELINE_TASK_EXECUTOR_OUTPUT_PATH_PLACEHOLDER)
    work(text=dsl.PIPELINE_TASK_EXECUTOR_INPUT_PLACEHOLDER)
    work(text=f'job {dsl.PIPELINE_JOB_ID_PLACEHOLDER} at {dsl.PIPELINE_ROOT_PLACEHOLDER}')
