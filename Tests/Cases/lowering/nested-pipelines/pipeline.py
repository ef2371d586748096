"""Pipelines in pipelines, their outputs, configuration, importers."""
from typing import NamedTuple

from kfp import compiler, dsl
from kfp.dsl import Artifact, Dataset, Input, Model, Output


@dsl.component
def fit(data: Input[Dataset], rate: float, model: Output[Model]) -> float:
    return rate


@dsl.component
def use(model: Input[Model], score: float):
    pass


class Outputs(NamedTuple):
    model: Model
    score: float


@dsl.pipeline
def training(data: Input[Dataset], rate: float = 0.1) -> Outputs:
    """Trains.

    Args:
        rate: How fast.
    """
    task = fit(data=data, rate=rate)
    return Outputs(model=task.outputs['model'], score=task.outputs['Output'])


@dsl.component
def number(x: int) -> int:
    return x


@dsl.pipeline
def single(x: int) -> int:
    return number(x=x).output


def build(rates):
    return [training(data=source.output, rate=rate) for rate in rates]


@dsl.pipeline(
    name='outer',
    pipeline_root='gs://bucket/root',
    pipeline_config=dsl.PipelineConfig(
        workspace=dsl.WorkspaceConfig(
            size='25Gi',
            kubernetes=dsl.KubernetesWorkspaceConfig(pvcSpecPatch={'accessModes': ['ReadWriteOnce']})),
        ttl_seconds_after_finished=60))
def pipeline(address: str, count: int = 2) -> float:
    global source
    source = dsl.importer(
        artifact_uri='gs://bucket/data.csv',
        artifact_class=Dataset,
        reimport=True,
        metadata={'kind': 'csv', 'size': 3, 'nested': {'a': [1, 2]}, 'who': address})
    dsl.importer(artifact_uri=address, artifact_class=Artifact)
    results = build([0.1, 0.2])
    for result in results:
        use(model=result.outputs['model'], score=result.outputs['score'])
    doubled = single(x=count)
    number(x=doubled.output)
    number(x=3).after(doubled)
    return results[1].outputs['score']


compiler.Compiler().compile(pipeline, 'expected.yaml')
