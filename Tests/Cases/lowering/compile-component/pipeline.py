"""A component that is compiled by itself."""
from typing import NamedTuple

from kfp import dsl


@dsl.component
def work(
    text: str, status: dsl.PipelineTaskFinalStatus, data: dsl.Input[dsl.Dataset],
    config: dsl.TaskConfig, size: int = 1, model: dsl.Input[dsl.Model] = None,
) -> NamedTuple('Outputs', a=str, b=dsl.Dataset):
    """Works.

    Args:
        text: Some text.
    """
