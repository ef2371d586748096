"""Offers the run-time part of the SDK under the names that shipped source imports."""

import sys
import types

from kfps_executor import annotations, artifacts

PLACEHOLDERS = {
    'PIPELINE_JOB_NAME_PLACEHOLDER': '{{$.pipeline_job_name}}',
    'PIPELINE_JOB_RESOURCE_NAME_PLACEHOLDER': '{{$.pipeline_job_resource_name}}',
    'PIPELINE_JOB_ID_PLACEHOLDER': '{{$.pipeline_job_uuid}}',
    'PIPELINE_TASK_NAME_PLACEHOLDER': '{{$.pipeline_task_name}}',
    'PIPELINE_TASK_ID_PLACEHOLDER': '{{$.pipeline_task_uuid}}',
    'PIPELINE_TASK_EXECUTOR_OUTPUT_PATH_PLACEHOLDER': '{{$.outputs.output_file}}',
    'PIPELINE_TASK_EXECUTOR_INPUT_PLACEHOLDER': '{{$}}',
    'PIPELINE_ROOT_PLACEHOLDER': '{{$.pipeline_root}}',
    'PIPELINE_JOB_CREATE_TIME_UTC_PLACEHOLDER': '{{$.pipeline_job_create_time_utc}}',
    'PIPELINE_JOB_SCHEDULE_TIME_UTC_PLACEHOLDER': '{{$.pipeline_job_schedule_time_utc}}',
    'WORKSPACE_PATH_PLACEHOLDER': '{{$.workspace_path}}',
}

RUNTIME = (
    'Input', 'Output', 'InputPath', 'OutputPath', 'PipelineTaskFinalStatus', 'TaskConfig',
    'Artifact', 'ClassificationMetrics', 'Dataset', 'HTML', 'Markdown', 'Metrics', 'Model',
    'SlicedClassificationMetrics', 'get_uri', 'run_notebook')

# Names that only have a meaning while a pipeline is built. In a task they do no harm.
DECORATORS = ('component', 'container_component', 'notebook_component', 'pipeline')
GROUPS = (
    'Condition', 'If', 'Elif', 'Else', 'ExitHandler', 'ParallelFor', 'Collected', 'OneOf',
    'ContainerSpec', 'ConcatPlaceholder', 'IfPresentPlaceholder', 'PipelineTask',
    'PipelineConfig', 'WorkspaceConfig', 'KubernetesWorkspaceConfig', 'TaskConfigPassthrough',
    'importer')


def _decorator(function=None, **_):
    """Gives the function back, with and without arguments."""
    if callable(function):
        return function
    return lambda inner: inner


def _build_only(name):
    def refuse(self, *_, **__):
        raise RuntimeError(f"'dsl.{name}' has no meaning inside a running task")

    return type(name, (), {'__init__': refuse})


class TaskConfigField:
    RESOURCES, ENV, KUBERNETES_AFFINITY, KUBERNETES_TOLERATIONS = 1, 2, 3, 4
    KUBERNETES_NODE_SELECTOR, KUBERNETES_VOLUMES = 5, 6


def run_notebook(*_, **__):
    raise RuntimeError("'dsl.run_notebook' needs the official SDK: run with --faithful")


def _module(name, **members):
    module = types.ModuleType(name)
    module.__dict__.update(members)
    module.__kfps__ = True
    sys.modules[name] = module
    parent, _, last = name.rpartition('.')
    if parent:
        setattr(sys.modules[parent], last, module)
    return module


def _missing(module_name):
    def look_up(name):
        if name.startswith('__'):
            raise AttributeError(name)
        raise AttributeError(
            f'{module_name}.{name} is not available in the small executor of kfps; '
            'install kfp with packages_to_install and run with --faithful')

    return look_up


def install():
    """Registers `kfp`, `kfp.dsl` and what code may import below them."""
    kfp = _module('kfp', __version__='2.17.0', __path__=[], TYPE_CHECK=True)
    members = {name: value for name, value in PLACEHOLDERS.items()}
    for name in RUNTIME:
        if name == 'run_notebook':
            members[name] = run_notebook
        else:
            members[name] = getattr(annotations, name, None) or getattr(artifacts, name)
    members['EmbeddedInput'] = annotations.EmbeddedInput
    for name in ('InputAnnotation', 'OutputAnnotation', 'EmbeddedAnnotation'):
        members[name] = getattr(annotations, name)
    for name in DECORATORS:
        members[name] = _decorator
    for name in GROUPS:
        members[name] = _build_only(name)
    members['TaskConfigField'] = TaskConfigField
    dsl = _module('kfp.dsl', __path__=[], **members)
    # The official module offers these names to `import *` inside a task, and no others.
    dsl.__all__ = list(RUNTIME) + list(PLACEHOLDERS)
    types_ = _module('kfp.dsl.types', __path__=[])
    kinds = {kind.__name__: kind for kind in artifacts.BY_TITLE.values()}
    _module('kfp.dsl.types.artifact_types', get_uri=artifacts.get_uri, **kinds)
    _module('kfp.dsl.types.type_annotations', **{
        name: getattr(annotations, name) for name in (
            'InputAnnotation', 'OutputAnnotation', 'InputPath', 'OutputPath')})
    _module('kfp.dsl.artifact_types', **kinds)
    _module('kfp.dsl.task_final_status',
            PipelineTaskFinalStatus=annotations.PipelineTaskFinalStatus)
    _module('kfp.dsl.task_config', TaskConfig=annotations.TaskConfig)
    _module('kfp.dsl.constants', WORKSPACE_MOUNT_PATH=artifacts.WORKSPACE)
    for name in ('kfp.components', 'kfp.compiler'):
        _module(name, __getattr__=_missing(name))
    v2 = _module('kfp.v2', __path__=[])
    v2.dsl = dsl
    sys.modules['kfp.v2.dsl'] = dsl
    kfp.__getattr__ = _missing('kfp')
    del types_
