"""Components that a function defines."""
from kfp import dsl


def component_for(value: int):
    @dsl.component(base_image='python:3.12')
    def work() -> int:
        def inner():
            return 1

        class Thing:
            size = 2

        return inner() + Thing.size

    return work


work = component_for(3)


@dsl.pipeline
def pipeline():
    work()
