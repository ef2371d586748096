"""Comments between, before and after the parts of a component."""
from kfp import dsl


# before
@dsl.component(  # at the decorator
    base_image='python:3.12',  # at an argument
)
# between
def work(
    first: int,  # the first
    # the second
    second: str = 'b',
) -> str:  # result
    # at the start

    value = first  # inside
    return f'{value}{second}'
    # at the end

# after


@dsl.pipeline
def pipeline():
    work(first=1)
