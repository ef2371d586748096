"""Workspace and times to live."""
from kfp import dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.pipeline(
    pipeline_config=dsl.PipelineConfig(
        workspace=dsl.WorkspaceConfig(
            size='25Gi',
            kubernetes=dsl.KubernetesWorkspaceConfig(
                pvcSpecPatch={'storageClassName': 'fast', 'accessModes': ['ReadWriteOnce']}),
        ),
        ttl_seconds_after_finished=3600, ttl_seconds_after_success=60,
        ttl_seconds_after_failure=7200, active_deadline_seconds=86400,
    )
)
def pipeline():
    work(text=dsl.WORKSPACE_PATH_PLACEHOLDER + '/a')
