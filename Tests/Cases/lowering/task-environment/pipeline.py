"""Variables of the environment."""
from kfp import dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.pipeline
def pipeline():
    work().set_env_variable('A', '1').set_env_variable('B', 'yes').set_env_variable('A', 'x y')
    work().set_env_variable(name='C', value='')
