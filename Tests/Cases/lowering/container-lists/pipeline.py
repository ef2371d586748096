"""A list of artifacts and a status in a container component."""
from typing import List, Optional

from kfp import dsl


@dsl.component
def make(data: dsl.Output[dsl.Dataset]):
    pass


@dsl.container_component
def use(data: dsl.Input[List[dsl.Dataset]], optional: Optional[str] = None):
    return dsl.ContainerSpec(image='alpine', command=['ls'], args=[data, optional])


@dsl.container_component
def end(status: dsl.PipelineTaskFinalStatus):
    return dsl.ContainerSpec(image='alpine', command=['echo', status])


@dsl.pipeline
def pipeline():
    with dsl.ExitHandler(end()):
        with dsl.ParallelFor(['a']):
            made = make()
        use(data=dsl.Collected(made.outputs['data']))
