"""A manifest for the cluster without options, with settings of the platform."""
from kfp import compiler, dsl, kubernetes


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.pipeline
def pipeline(text: str = 'a'):
    kubernetes.set_timeout(work(text=text), 20)


compiler.Compiler().compile(pipeline, 'pipeline.yaml', kubernetes_manifest_format=True)
