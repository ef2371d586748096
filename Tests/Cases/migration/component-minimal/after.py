from kfp import dsl


@dsl.container_component
def wait():
    return dsl.ContainerSpec(
        image="alpine:3.20",
    )
