"""Images that only a run knows."""
from kfp import dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.component
def image() -> str:
    return 'a'


@dsl.pipeline
def pipeline(tag: str):
    work().set_container_image('registry.example/other:1')
    work().set_container_image(tag)
    work().set_container_image(f'registry.example/x:{tag}')
    work().set_container_image(image().output)
    work().set_container_image(f'registry.example/{image().output}:1')
    with dsl.If(tag == 'x'):
        work().set_container_image(tag)
    with dsl.ParallelFor(['a', 'b']) as item:
        work().set_container_image(item)
