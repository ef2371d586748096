"""Secrets as variables and volumes."""
from kfp import dsl, kubernetes


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.pipeline
def pipeline(name: str, table: dict = {}):
    first = work()
    kubernetes.use_secret_as_env(first, secret_name='a', secret_key_to_env={'k': 'K', 'l': 'L'})
    kubernetes.use_secret_as_env(first, 'b', {'m': 'M'}, optional=True)
    kubernetes.use_secret_as_volume(first, secret_name='c', mount_path='/c', optional=True)
    second = work()
    kubernetes.use_secret_as_env(second, name, {'k': 'K'})
    kubernetes.use_secret_as_volume(second, first.output, '/d')
    with dsl.If(name == 'x'):
        third = work()
        kubernetes.use_secret_as_volume(third, name, '/e')
        kubernetes.use_secret_as_volume(third, first.output, '/f')
    with dsl.ParallelFor(['a', 'b']) as item:
        kubernetes.use_secret_as_env(work(), item, {'k': 'K'})
