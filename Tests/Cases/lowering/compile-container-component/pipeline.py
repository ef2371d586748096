"""A container component that is compiled by itself."""
from kfp import dsl


@dsl.container_component
def work(text: str = 'a'):
    """Says something."""
    return dsl.ContainerSpec(image='alpine', command=['echo'], args=[text])
