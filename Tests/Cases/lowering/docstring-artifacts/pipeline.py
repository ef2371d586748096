"""Descriptions of artifacts and output parameters."""
from kfp import dsl


@dsl.component
def work(
    data: dsl.Input[dsl.Dataset], model: dsl.Output[dsl.Model], path: dsl.OutputPath(str)
) -> int:
    """Trains.

    Args:
        data: Where it learns from.
        model: What it learned.
        path: Where it wrote.

    Returns:
        Output: A number.
    """
    return 1


@dsl.pipeline
def pipeline(data: dsl.Input[dsl.Dataset]):
    work(data=data)
