"""A function of the script that applies settings."""
from kfp import dsl, kubernetes


@dsl.component
def work(text: str = 'a') -> str:
    return text


def configured(task, secret='s', **labels):
    kubernetes.use_secret_as_volume(task, secret_name=secret, mount_path='/s')
    for key, value in labels.items():
        kubernetes.add_pod_label(task, key, value)
    task.set_caching_options(False)
    return task


@dsl.pipeline
def pipeline():
    configured(work())
    configured(work(), secret='t', a='b', c='d')
