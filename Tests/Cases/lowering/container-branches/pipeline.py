"""Bodies of container components that compute."""
from kfp import dsl


IMAGE = 'alpine'


def common(*more):
    return ['--verbose', *more]


@dsl.container_component
def work(text: str, size: int = 3):
    arguments = common('--size')
    for index in range(2):
        arguments.append(f'--n{index}')
    arguments += [size, '--text', text]
    return dsl.ContainerSpec(image=f'{IMAGE}:{3 + 1}', command=['run'], args=arguments)


@dsl.pipeline
def pipeline():
    work(text='a')
