"""Configuration maps as variables and volumes."""
from kfp import dsl, kubernetes


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.pipeline
def pipeline(name: str):
    first = work()
    kubernetes.use_config_map_as_env(
        first, config_map_name='a', config_map_key_to_env={'k': 'K', 'l': 'L'})
    kubernetes.use_config_map_as_env(first, name, {'m': 'M'}, optional=True)
    kubernetes.use_config_map_as_volume(first, config_map_name='c', mount_path='/c')
    kubernetes.use_config_map_as_volume(first, name, '/d', optional=True)
