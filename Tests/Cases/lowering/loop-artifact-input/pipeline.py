"""A loop over a list of artifacts that is an input of the pipeline."""
from typing import List

from kfp import dsl


@dsl.component
def use(data: dsl.Input[dsl.Dataset]):
    pass


@dsl.pipeline
def pipeline(data: dsl.Input[List[dsl.Dataset]]):
    with dsl.ParallelFor(data, parallelism=2) as item:
        use(data=item)
        with dsl.ParallelFor(['a']):
            use(data=item)
