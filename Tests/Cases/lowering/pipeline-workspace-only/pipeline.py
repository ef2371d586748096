"""A workspace without Kubernetes settings, set through methods."""
from kfp import dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


workspace = dsl.WorkspaceConfig(size='1Gi')
workspace.set_size('2Gi')


@dsl.pipeline(pipeline_config=dsl.PipelineConfig(workspace=workspace))
def pipeline():
    work(text='/kfp-workspace/a')
