"""A manifest for the cluster, with names of its own."""
from kfp import compiler, dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.pipeline(description='Does some work.')
def pipeline(text: str = 'a'):
    work(text=text)


compiler.Compiler().compile(
    pipeline, 'pipeline.yaml', kubernetes_manifest_format=True,
    kubernetes_manifest_options=compiler.KubernetesManifestOptions(
        pipeline_name='shown', pipeline_version_name='shown-1',
        pipeline_version_display_name='Shown, first', namespace='team',
        include_pipeline_manifest=True))
