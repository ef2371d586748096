"""A containerized component."""
from kfp import dsl


@dsl.component(base_image='python:3.12', target_image='registry.example/built:1')
def work(text: str) -> str:
    return text


@dsl.component(target_image='registry.example/built:2', packages_to_install=['a'])
def other(text: str):
    pass


@dsl.pipeline
def pipeline():
    other(text=work(text='a').output)
