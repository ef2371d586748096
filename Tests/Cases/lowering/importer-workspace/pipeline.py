"""An importer that loads into the workspace."""
from kfp import dsl


@dsl.component
def use(data: dsl.Input[dsl.Dataset]):
    pass


@dsl.pipeline(
    pipeline_config=dsl.PipelineConfig(workspace=dsl.WorkspaceConfig(size='1Gi')))
def pipeline():
    made = dsl.importer(
        artifact_uri='gs://a', artifact_class=dsl.Dataset, download_to_workspace=True)
    use(data=made.output)
