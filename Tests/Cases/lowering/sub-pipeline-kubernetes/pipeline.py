"""Kubernetes settings inside inner pipelines."""
from kfp import dsl, kubernetes


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.component
def number(value: int = 1) -> int:
    return value


@dsl.pipeline
def inner(name: str):
    first = work()
    kubernetes.use_secret_as_volume(first, secret_name=name, mount_path='/a')
    kubernetes.mount_pvc(number(), pvc_name='claim', mount_path='/b')


@dsl.component
def other():
    pass


@dsl.pipeline
def pipeline(name: str = 's'):
    kubernetes.set_timeout(other(), 30)
    inner(name=name)
