"""Importers of constants, inputs and outputs."""
from kfp import dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.component
def use(data: dsl.Input[dsl.Dataset]):
    pass


@dsl.pipeline
def pipeline(uri: str = 'gs://a'):
    first = dsl.importer(artifact_uri='gs://bucket/file', artifact_class=dsl.Dataset)
    use(data=first.output)
    dsl.importer(artifact_uri=uri, artifact_class=dsl.Dataset, reimport=True)
    dsl.importer(work().output, dsl.Model, reimport=False, metadata={})
    with dsl.ParallelFor(['gs://x', 'gs://y']) as item:
        made = dsl.importer(artifact_uri=item, artifact_class=dsl.Dataset)
        use(data=made.outputs['artifact'])
    dsl.importer(artifact_uri=uri, artifact_class=dsl.Artifact).set_display_name('n').set_retry(1)
