import steps
from google.cloud import aiplatform
from kfp import dsl
from shared_steps import shared


@dsl.component(base_image='python:3.11')
def own(text: str = '') -> str:
    return text


@dsl.pipeline
def without_result():
    aiplatform.init(project='mine')
    shared(text='a')
    own()


@dsl.pipeline
def with_setting():
    task = steps.prepare(text='a')
    task.set_cpu_limit('4')
    own()


@dsl.pipeline
def with_output():
    task = steps.prepare(text='a')
    own(text=task.output)


@dsl.pipeline
def with_order():
    task = steps.prepare(text='a')
    own().after(task)


@dsl.pipeline
def with_runtime_value(text: str):
    steps.log('building')
    steps.prepare(text=text)
    own()
