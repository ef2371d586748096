// swift-format-ignore-file

/// The files of our small Python executor, by name. Written by `Python/embed.py`.
let executorSource: [(name: String, text: String)] = [
  ("__init__.py", ##"""
"""The small executor of kfps: runs one Python component, with the standard library only.

It offers the run-time part of `kfp.dsl` under that name (`modules.install`), reads the same
executor input as the official executor, and writes the same executor output. `server` forks a
process for each task from a warm interpreter; `python3 -m kfps_executor FILE` runs one task.
"""
"""##),
  ("__main__.py", ##"""
"""Runs the task of a JSON file: `python3 -m kfps_executor task.json [gate]`.

A gate is a named pipe: the task begins when its first byte is `1`.
"""

import json
import os
import signal
import sys

from kfps_executor import modules, task


def _end_when_asked():
    """Lets SIGTERM end the task: the first process of a container has no default for signals."""
    if os.getpid() == 1:
        signal.signal(signal.SIGTERM, lambda *_: os._exit(128 + signal.SIGTERM))


def _wait_at(gate):
    """Waits for the word to begin. The runner alone writes: where it is gone, the pipe is at its end."""
    descriptor = os.open(gate, os.O_RDONLY | os.O_NONBLOCK)
    try:
        word = os.read(descriptor, 1)
    except BlockingIOError:
        os.set_blocking(descriptor, True)
        word = os.read(descriptor, 1)
    os.close(descriptor)
    if word != b'1':
        sys.exit()


def main():
    _end_when_asked()
    if len(sys.argv) > 2:
        _wait_at(sys.argv[2])
    with open(sys.argv[1]) as file:
        description = json.load(file)
    os.environ.update(description.get('environment') or {})
    modules.install()
    sys.exit(task.run(description))


if __name__ == '__main__':
    main()
"""##),
  ("annotations.py", ##"""
"""The annotations of component code, and what they mean."""

import dataclasses
import typing

from kfps_executor import artifacts

try:
    from typing import Annotated
except ImportError:  # Python 3.8 and older

    class _Marked:
        def __init__(self, origin, marker):
            self.__origin__ = origin
            self.__args__ = (origin,)
            self.__metadata__ = (marker,)

        def __getitem__(self, origin):
            return _Marked(origin, self.__metadata__[0])

    class Annotated:
        def __class_getitem__(cls, arguments):
            return _Marked(*arguments)


T = typing.TypeVar('T')


class InputAnnotation:
    """Marks an artifact that a component takes."""


class OutputAnnotation:
    """Marks an artifact that a component gives."""


class EmbeddedAnnotation:
    """Marks an artifact that was shipped with the component."""


Input = Annotated[T, InputAnnotation]
Output = Annotated[T, OutputAnnotation]
EmbeddedInput = Annotated[T, EmbeddedAnnotation]


def _path_type(kind):
    if is_artifact_class(kind):
        return f'{kind.schema_title}@{kind.schema_version or "0.0.1"}'
    if isinstance(kind, str):
        for title in artifacts.BY_TITLE:
            if title == 'system.' + kind or title.lower() == 'system.' + kind.lower():
                return title + '@0.0.1'
        return kind
    if kind is None or not is_parameter(kind):
        return 'system.Artifact@0.0.1'
    return kind


class InputPath:
    """Asks for the path of an input instead of the input."""

    def __init__(self, type=None):
        self.type = _path_type(type)

    def __eq__(self, other):
        return isinstance(other, self.__class__) and self.type == other.type

    __hash__ = None


class OutputPath:
    """Asks for the path to which an output is to be written."""

    def __init__(self, type=None):
        self.type = _path_type(type)

    def __eq__(self, other):
        return isinstance(other, self.__class__) and self.type == other.type

    __hash__ = None


@dataclasses.dataclass
class PipelineTaskFinalStatus:
    """How an upstream task ended."""

    state: str
    pipeline_job_resource_name: str
    pipeline_task_name: str
    error_code: typing.Optional[int]
    error_message: typing.Optional[str]


@dataclasses.dataclass
class TaskConfig:
    """Settings of a task that are handed on to what it starts."""

    affinity: typing.Optional[dict] = None
    tolerations: typing.Optional[list] = None
    node_selector: typing.Optional[dict] = None
    env: typing.Optional[list] = None
    volumes: typing.Optional[list] = None
    volume_mounts: typing.Optional[list] = None
    resources: typing.Optional[dict] = None


def without_optional(annotation):
    """`T` for `Optional[T]`."""
    if getattr(annotation, '__origin__', None) is typing.Union:
        arguments = annotation.__args__
        if len(arguments) > 1 and arguments[1] is type(None):
            return arguments[0]
    return annotation


def marker(annotation):
    """The marker of `Input[T]`, `Output[T]` and `EmbeddedInput[T]`; None for anything else."""
    metadata = getattr(annotation, '__metadata__', None)
    known = (InputAnnotation, OutputAnnotation, EmbeddedAnnotation)
    return metadata[0] if metadata and metadata[0] in known else None


def is_artifact_class(kind):
    return hasattr(kind, 'schema_title') and hasattr(kind, 'schema_version')


def is_artifact(annotation):
    return type(annotation) is type and is_artifact_class(annotation)


def _is_list(annotation):
    return annotation is list or getattr(annotation, '__origin__', None) in (list, typing.List)


def element(annotation):
    """The artifact class of `List[T]`, however deep; None for anything else."""
    found = False
    while _is_list(annotation):
        arguments = getattr(annotation, '__args__', None) or ()
        if len(arguments) != 1:
            return None
        annotation = arguments[0]
        found = True
    is_class = isinstance(annotation, type) and issubclass(annotation, artifacts.Artifact)
    return annotation if found and is_class else None


_PARAMETERS = {
    'integer', 'int', 'double', 'float', 'string', 'str', 'text', 'bool', 'boolean', 'dict',
    'list', 'jsonobject', 'jsonarray',
}


def is_parameter(annotation):
    """Whether an annotation says that an input or output is a value."""
    if isinstance(annotation, type) and annotation in (
            str, int, float, bool, dict, list, PipelineTaskFinalStatus, TaskConfig):
        return True
    text = annotation if isinstance(annotation, str) else str(annotation)
    if text.startswith('typing.'):
        text = text[len('typing.'):]
    return text.split('[')[0].lower() in _PARAMETERS


def is_named_tuple(annotation):
    return (type(annotation) is type and issubclass(annotation, tuple)
            and hasattr(annotation, '_fields') and hasattr(annotation, '__annotations__'))
"""##),
  ("artifacts.py", ##"""
"""Artifacts, as component code sees them."""

import os

# Addresses of cloud storage, and the folders where code expects them.
SCHEMES = (('gs://', '/gcs/'), ('minio://', '/minio/'), ('s3://', '/s3/'), ('oci://', '/oci/'))
WORKSPACE = '/kfp-workspace'


class Place:
    """Where the current task stands; set before the code of a component is loaded."""

    # The folder that plays the root for `/gcs/`, `/s3/`, ...; empty is the real root.
    mounts = ''
    # The address below which the outputs of the task are; None outside of a task.
    task_root = None
    workspace = WORKSPACE


def local_path(uri):
    """The file that an address stands for on this computer."""
    for scheme, folder in SCHEMES:
        if uri.startswith(scheme):
            rest = uri[len(scheme):]
            if scheme == 'oci://':
                rest = rest.replace('/', '_')
            return Place.mounts + folder + rest
    if uri.startswith('file://'):
        return uri[len('file://'):]
    return uri


def remote_uri(path):
    """The address that a file stands for; the path itself when it is an ordinary file."""
    for scheme, folder in SCHEMES:
        prefix = Place.mounts + folder
        if path.startswith(prefix):
            rest = path[len(prefix):]
            if scheme == 'oci://':
                rest = rest.replace('_', '/')
                if rest.endswith('/models'):
                    rest = rest[:-len('/models')]
            return scheme + rest
    return path


class Artifact:
    """A file or folder with a name, an address and metadata."""

    schema_title = 'system.Artifact'
    schema_version = '0.0.1'

    def __init__(self, name=None, uri=None, metadata=None):
        self.uri = uri or ''
        self.name = name or ''
        self.metadata = metadata or {}
        self._custom_path = ''

    def _get_path(self):
        path = self._custom_path or local_path(self.uri)
        if self.metadata.get('_kfp_workspace') is True:
            return os.path.join(Place.workspace, '.artifacts', path.lstrip('/'))
        return path

    def _set_path(self, path):
        self.uri = remote_uri(path)

    @property
    def path(self):
        return self._get_path()

    @path.setter
    def path(self, path):
        self._set_path(path)

    @property
    def custom_path(self):
        return self._custom_path

    @custom_path.setter
    def custom_path(self, path):
        self._custom_path = path

    def set_path(self, path):
        self._custom_path = path


class Model(Artifact):
    """A trained model."""

    schema_title = 'system.Model'

    @property
    def framework(self):
        return self.metadata.get('framework', '')

    @framework.setter
    def framework(self, framework):
        self.metadata['framework'] = framework

    @property
    def path(self):
        path = self._get_path()
        return path + '/models' if self.uri.startswith('oci://') else path

    @path.setter
    def path(self, path):
        self._set_path(path)


class Dataset(Artifact):
    """Data."""

    schema_title = 'system.Dataset'


class Metrics(Artifact):
    """Single numbers."""

    schema_title = 'system.Metrics'

    def log_metric(self, metric, value):
        self.metadata[metric] = value


class ClassificationMetrics(Artifact):
    """A ROC curve and a confusion matrix."""

    schema_title = 'system.ClassificationMetrics'

    def log_roc_data_point(self, fpr, tpr, threshold):
        points = self.metadata.setdefault('confidenceMetrics', [])
        points.append({
            'confidenceThreshold': threshold,
            'recall': tpr,
            'falsePositiveRate': fpr,
        })

    def log_roc_curve(self, fpr, tpr, threshold):
        if not len(fpr) == len(tpr) == len(threshold):
            raise ValueError(
                'Length of fpr, tpr and threshold must be the same. Got lengths '
                f'{len(fpr)}, {len(tpr)} and {len(threshold)} respectively.')
        for point in zip(fpr, tpr, threshold):
            self.log_roc_data_point(*point)

    def set_confusion_matrix_categories(self, categories):
        self._categories = list(categories)
        size = len(self._categories)
        self._matrix = [{'row': [0] * size} for _ in range(size)]
        self._confusion_matrix = {
            'annotationSpecs': [{'displayName': name} for name in self._categories],
            'rows': self._matrix,
        }
        self.metadata['confusionMatrix'] = self._confusion_matrix

    def _category(self, name):
        if name not in self._categories:
            raise ValueError(
                f'Invalid category: {name} passed. Expected one of: {self._categories}')
        return self._categories.index(name)

    def log_confusion_matrix_row(self, row_category, row):
        index = self._category(row_category)
        if len(row) != len(self._categories):
            raise ValueError(
                f'Invalid row. Expected size: {len(self._categories)} got: {len(row)}')
        self._matrix[index] = {'row': row}
        self.metadata['confusionMatrix'] = self._confusion_matrix

    def log_confusion_matrix_cell(self, row_category, col_category, value):
        row = self._category(row_category)
        self._matrix[row]['row'][self._category(col_category)] = value
        self.metadata['confusionMatrix'] = self._confusion_matrix

    def log_confusion_matrix(self, categories, matrix):
        self.set_confusion_matrix_categories(categories)
        size = len(categories)
        if len(matrix) != size or any(len(row) != size for row in matrix):
            raise ValueError(f'Invalid matrix: {matrix} passed for categories: {categories}')
        for category, row in zip(categories, matrix):
            self.log_confusion_matrix_row(category, row)


class SlicedClassificationMetrics(Artifact):
    """Classification metrics for each of several slices."""

    schema_title = 'system.SlicedClassificationMetrics'

    def _slice(self, name):
        # The official class never makes this dictionary, so its methods fail on a cluster, unless the
        # component makes it. What fails there must not succeed here.
        return self._sliced_metrics.setdefault(name, ClassificationMetrics())

    def _publish(self):
        self.metadata = {
            'evaluationSlices': [
                {'slice': name, 'sliceClassificationMetrics': metrics.metadata}
                for name, metrics in self._sliced_metrics.items()
            ]
        }

    def log_roc_reading(self, slice, threshold, tpr, fpr):
        self._slice(slice).log_roc_data_point(fpr=fpr, tpr=tpr, threshold=threshold)
        self._publish()

    def load_roc_readings(self, slice, readings):
        for threshold, tpr, fpr in readings:
            self._slice(slice).log_roc_data_point(fpr=fpr, tpr=tpr, threshold=threshold)
        self._publish()

    def set_confusion_matrix_categories(self, slice, categories):
        self._slice(slice).set_confusion_matrix_categories(categories)
        self._publish()

    def log_confusion_matrix_row(self, slice, row_category, row):
        self._slice(slice).log_confusion_matrix_row(row_category, row)
        self._publish()

    def log_confusion_matrix_cell(self, slice, row_category, col_category, value):
        self._slice(slice).log_confusion_matrix_cell(row_category, col_category, value)
        self._publish()

    def load_confusion_matrix(self, slice, categories, matrix):
        self._slice(slice).log_confusion_matrix(categories, matrix)
        self._publish()


class HTML(Artifact):
    """A web page."""

    schema_title = 'system.HTML'


class Markdown(Artifact):
    """A text with Markdown."""

    schema_title = 'system.Markdown'


BY_TITLE = {
    kind.schema_title: kind
    for kind in (Artifact, Model, Dataset, Metrics, ClassificationMetrics,
                 SlicedClassificationMetrics, HTML, Markdown)
}


def get_uri(suffix='Output'):
    """An address of its own for an output of the current task."""
    if Place.task_root is None:
        raise RuntimeError("'dsl.get_uri' can only be called at task runtime.")
    return os.path.join(Place.task_root, suffix)


def make(message, fallback):
    """The artifact object for one entry of the executor input."""
    kind = BY_TITLE.get(message.get('type', {}).get('schemaTitle', ''), fallback)
    arguments = {
        'uri': message.get('uri', ''),
        'name': message.get('name', ''),
        'metadata': message.get('metadata', {}),
    }
    build = getattr(kind, '_from_executor_fields', kind)
    return build(**arguments)
"""##),
  ("component.py", ##"""
"""Runs the function of one component: inputs in, outputs out."""

import inspect
import json
import os

from kfps_executor import annotations, artifacts


class Component:
    """One function, with the executor input of one task."""

    def __init__(self, executor_input, function):
        self.function = function
        self.inputs = executor_input.get('inputs', {})
        self.outputs = executor_input.get('outputs', {})
        self.output_file = self.outputs['outputFile']
        self.result = {}
        self.given = self._input_artifacts()
        self.made = self._output_artifacts()

    def _annotation(self, name):
        return self.function.__annotations__.get(name)

    def _class(self, name, annotation):
        if isinstance(annotation, annotations.InputPath):
            title = str(annotation.type).split('@')[0]
            if title not in artifacts.BY_TITLE:
                raise TypeError(f'Invalid type argument to InputPath: {annotation.type}')
            return artifacts.BY_TITLE[title]
        if annotations.marker(annotation) is not None:
            annotation = annotation.__origin__
        if isinstance(annotation, annotations.OutputPath) or annotation is None:
            return artifacts.Artifact
        return annotations.element(annotation) or annotation

    def _input_artifacts(self):
        given = {}
        for name, entry in self.inputs.get('artifacts', {}).items():
            messages = entry.get('artifacts')
            if not messages:
                continue
            annotation = annotations.without_optional(self._annotation(name))
            inner = annotation.__origin__ if annotations.marker(annotation) else annotation
            kind = self._class(name, annotation)
            if annotations.element(inner) is not None:
                given[name] = [artifacts.make(message, kind) for message in messages]
            else:
                given[name] = artifacts.make(messages[0], kind)
        return given

    def _output_artifacts(self):
        made = {}
        for name, entry in self.outputs.get('artifacts', {}).items():
            messages = entry.get('artifacts')
            if messages:
                made[name] = artifacts.make(
                    messages[0], self._class(name, self._annotation(name)))
                _make_folder(made[name].path)
        return made

    def _parameter(self, name):
        return self.inputs.get('parameterValues', {}).get(name)

    def _argument(self, name, annotation):
        """The argument for one parameter of the function, in a list; empty leaves it out."""
        mark = annotations.marker(annotation)
        if annotation is annotations.PipelineTaskFinalStatus:
            return [_final_status(name, self._parameter(name))]
        if annotation is annotations.TaskConfig:
            return [_task_config(self._parameter(name) or {})]
        if annotations.element(annotation) is not None:
            return [self.given.get(name)]
        if mark is annotations.InputAnnotation:
            return [self.given.get(name)]
        if mark is annotations.OutputAnnotation:
            return [self.made.get(name)]
        if mark is annotations.EmbeddedAnnotation:
            return [self._embedded(annotation.__origin__)]
        if isinstance(annotation, annotations.OutputPath):
            return [self._output_path(name, annotation)]
        if isinstance(annotation, annotations.InputPath):
            if name not in self.given:
                raise ValueError(
                    f'Failed to get input artifact path for artifact name {name}')
            return [self.given[name].path]
        if annotations.is_parameter(annotation):
            value = self._parameter(name)
            return [] if value is None else [value]
        if annotations.is_artifact(annotation):
            return [self.given.get(name)]
        return []

    def _embedded(self, kind):
        place = self.function.__globals__
        path = place.get('__KFP_EMBEDDED_ASSET_FILE') or place.get('__KFP_EMBEDDED_ASSET_DIR')
        if not path:
            raise RuntimeError(
                'EmbeddedInput was specified but no embedded asset was found at runtime.')
        artifact = kind() if annotations.is_artifact_class(kind) else artifacts.Artifact()
        artifact.path = path
        return artifact

    def _output_path(self, name, annotation):
        if not annotations.is_parameter(annotation.type):
            if name not in self.made:
                raise ValueError(
                    f'Failed to get output artifact path for artifact name {name}')
            return self.made[name].path
        path = self.outputs.get('parameters', {}).get(name, {}).get('outputFile')
        if path:
            _make_folder(path)
        return path

    def run(self):
        """Calls the function and writes what it gives."""
        arguments = {}
        for name, annotation in inspect.getfullargspec(self.function).annotations.items():
            if name == 'return':
                continue
            found = self._argument(name, annotations.without_optional(annotation))
            if found:
                arguments[name] = found[0]
        self._keep(self.function(**arguments))

    def publish(self):
        """Copies what was written elsewhere (`set_path`) to where the next task looks for it.

        The cluster uploads such files; a container's own files are gone when it ends.
        """
        for artifact in self.made.values():
            target = artifacts.local_path(artifact.uri)
            source = artifact.custom_path
            if not source or not target or os.path.exists(target) or not os.path.exists(source):
                continue
            import shutil

            _make_folder(target)
            copy = shutil.copytree if os.path.isdir(source) else shutil.copy2
            copy(source, target)

    def _keep(self, value):
        wanted = inspect.signature(self.function).return_annotation
        if value is not None:
            if annotations.is_parameter(wanted) or annotations.is_artifact(wanted):
                self._keep_one('Output', wanted, value)
            elif annotations.is_named_tuple(wanted):
                self._keep_fields(wanted, value)
            else:
                raise RuntimeError(
                    f'Unknown return type: {wanted}. Must be one of `str`, `int`, `float`, a '
                    'subclass of `Artifact`, or a NamedTuple collection of these types.')
        if self.made:
            self.result['artifacts'] = {
                name: {'artifacts': [_message(artifact)]}
                for name, artifact in self.made.items()
            }
        if _is_chief():
            _make_folder(self.output_file)
            text = json.dumps(self.result)
            with open(self.output_file, 'w') as file:
                file.write(text)

    def _keep_fields(self, wanted, value):
        fields = wanted._fields
        if len(fields) != len(value):
            raise RuntimeError(
                f'Expected {len(fields)} return values from function '
                f'`{self.function.__name__}`, got {len(value)}')
        for index, field in enumerate(fields):
            one = value[index] if type(value) is tuple else getattr(value, field)
            self._keep_one(field, wanted.__annotations__[field], one)

    def _keep_one(self, name, wanted, value):
        if annotations.is_parameter(wanted):
            origin = getattr(wanted, '__origin__', None) or wanted
            accepted = (int, float) if origin is float else origin
            if not isinstance(value, accepted):
                raise ValueError(
                    f'Function `{self.function.__name__}` returned value of type '
                    f'{type(value)}; want type {origin}')
            self.result.setdefault('parameterValues', {})[name] = value
        elif annotations.is_artifact(wanted):
            if isinstance(value, artifacts.Artifact):
                self.made[name] = value
            else:
                if name not in self.made:
                    raise ValueError(
                        f'Failed to get output artifact path for artifact name {name}')
                with open(self.made[name].path, 'w') as file:
                    file.write(str(value))
        else:
            raise RuntimeError(
                f'Unknown return type: {wanted}. Must be one of the supported data types: '
                'https://www.kubeflow.org/docs/components/pipelines/v2/data-types/')


def _message(artifact):
    message = {'name': artifact.name, 'uri': artifact.uri, 'metadata': artifact.metadata}
    if artifact.custom_path:
        message['custom_path'] = artifact.custom_path
    return message


def _make_folder(path):
    folder = os.path.dirname(path)
    if folder:
        os.makedirs(folder, exist_ok=True)


def _is_chief():
    """Of several mirrored workers only the first one writes."""
    cluster = os.environ.get('CLUSTER_SPEC')
    if not cluster:
        return True
    return json.loads(cluster)['task']['type'] in ('workerpool0', 'chief', 'master')


def _final_status(name, value):
    if value is None:
        raise ValueError(f'The final status `{name}` was not given to this task')
    error = value.get('error') or {}

    def either(first, second):
        return value.get(second) if value.get(first) is None else value.get(first)

    return annotations.PipelineTaskFinalStatus(
        state=value.get('state'),
        pipeline_job_resource_name=either(
            'pipelineJobResourceName', 'pipeline_job_resource_name'),
        pipeline_task_name=either('pipelineTaskName', 'pipeline_task_name'),
        error_code=error.get('code'),
        error_message=error.get('message'))


def _task_config(value):
    return annotations.TaskConfig(
        affinity=value.get('affinity'), tolerations=value.get('tolerations'),
        node_selector=value.get('nodeSelector'), env=value.get('env'),
        volumes=value.get('volumes'), volume_mounts=value.get('volumeMounts'),
        resources=value.get('resources'))
"""##),
  ("modules.py", ##"""
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
"""##),
  ("server.py", ##"""
"""Forks a process for each task from a warm interpreter.

It talks over the socket that is its standard input. A message is four bytes of length and JSON.
To it: `{"launch": id, "task": {...}}` with the descriptor of a log attached, `{"signal": id,
"number": 15}`. From it: `{"ready": ...}`, `{"started": id, "process": n}`, `{"ended": id,
"status": n}`, with a negative status for a signal. When the socket closes, every task is killed.
"""

import array
import gc
import inspect
import json
import os
import select
import signal
import socket
import struct
import sys
import typing

from kfps_executor import modules, task

PDEATHSIG, SUBREAPER = 1, 36
assert inspect and typing


def _prctl():
    try:
        import ctypes

        return ctypes.CDLL(None).prctl
    except (ImportError, OSError, AttributeError):
        return lambda *_: -1


class Server:
    def __init__(self, connection):
        self.connection = connection
        self.prctl = _prctl()
        # Processes whose parent has ended become children of this one, and can be found.
        self.prctl(SUBREAPER, 1, 0, 0, 0)
        self.wake_read, self.wake_write = os.pipe()
        os.set_blocking(self.wake_read, False)
        os.set_blocking(self.wake_write, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.set_wakeup_fd(self.wake_write, warn_on_full_buffer=False)
        self.received = bytearray()
        self.descriptors = []
        self.tasks = {}
        self.processes = {}

    def serve(self):
        self.send({'ready': sys.executable, 'version': sys.version.split()[0]})
        while True:
            readable, _, _ = select.select([self.connection, self.wake_read], [], [])
            if self.wake_read in readable:
                self.reap()
            if self.connection in readable and not self.receive():
                break
        self.kill_everything()

    def send(self, message):
        data = json.dumps(message).encode()
        try:
            self.connection.sendall(struct.pack('>I', len(data)) + data)
        except OSError:
            pass  # The runner is gone; the next read says so.

    def receive(self):
        room = socket.CMSG_SPACE(16 * array.array('i').itemsize)
        try:
            data, extra, _, _ = self.connection.recvmsg(1 << 20, room)
        except InterruptedError:
            return True
        except OSError:
            return False
        for level, kind, content in extra:
            if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
                numbers = array.array('i')
                numbers.frombytes(content[:len(content) - len(content) % numbers.itemsize])
                self.descriptors.extend(numbers)
        if not data:
            return False
        self.received += data
        while len(self.received) >= 4:
            size = struct.unpack('>I', bytes(self.received[:4]))[0]
            if len(self.received) < 4 + size:
                break
            message = json.loads(bytes(self.received[4:4 + size]))
            del self.received[:4 + size]
            self.handle(message)
        return True

    def handle(self, message):
        if 'launch' in message:
            self.launch(message['launch'], message['task'], self.descriptors.pop(0))
        elif message.get('signal') in self.tasks:
            _signal_group(self.tasks[message['signal']], message['number'])

    def launch(self, identifier, description, log):
        try:
            process = os.fork()
        except OSError as problem:
            os.write(log, f'kfps: no process could be started: {problem}\n'.encode())
            os.close(log)
            self.send({'ended': identifier, 'status': 127})
            return
        if process == 0:
            self.become_task(description, log)
        os.close(log)
        try:
            os.setpgid(process, process)
        except OSError:
            pass  # The child has done it already.
        self.tasks[identifier] = process
        self.processes[process] = identifier
        self.send({'started': identifier, 'process': process})

    def become_task(self, description, log):
        status = 1
        try:
            os.setpgid(0, 0)
            self.prctl(PDEATHSIG, signal.SIGKILL, 0, 0, 0)
            self.prctl(SUBREAPER, 0, 0, 0, 0)
            signal.set_wakeup_fd(-1)
            for number in (signal.SIGCHLD, signal.SIGTERM, signal.SIGPIPE):
                signal.signal(number, signal.SIG_DFL)
            signal.signal(signal.SIGINT, signal.default_int_handler)
            self.connection.close()
            os.close(self.wake_read)
            os.close(self.wake_write)
            nothing = os.open(os.devnull, os.O_RDONLY)
            os.dup2(nothing, 0)
            os.dup2(log, 1)
            os.dup2(log, 2)
            os.close(nothing)
            os.close(log)
            os.chdir(description['folder'])
            os.environ.update(description.get('environment') or {})
            status = task.run(description)
            if 'threading' in sys.modules:
                sys.modules['threading']._shutdown()
            import atexit

            atexit._run_exitfuncs()
        except BaseException as error:
            status = status or 1
            try:
                sys.stderr.write(f'kfps: the task could not be run: {error!r}\n')
            except Exception:
                pass
        finally:
            for stream in (sys.stdout, sys.stderr):
                try:
                    stream.flush()
                except Exception:
                    pass
            os._exit(status)

    def reap(self):
        try:
            while os.read(self.wake_read, 4096):
                pass
        except OSError:
            pass
        while True:
            try:
                process, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if process == 0:
                return
            identifier = self.processes.pop(process, None)
            if identifier is None:
                continue  # A process that a task left behind.
            del self.tasks[identifier]
            _signal_group(process, signal.SIGKILL)
            code = -os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)
            self.send({'ended': identifier, 'status': code})

    def kill_everything(self):
        for process in self.processes:
            _signal_group(process, signal.SIGKILL)
        # What left its group and its parent is a child of this process now: a few rounds suffice,
        # because the children of what is killed come here as well.
        for _ in range(50):
            children = _children()
            if not children:
                return
            for process in children:
                try:
                    os.kill(process, signal.SIGKILL)
                except OSError:
                    pass
            try:
                os.waitpid(-1, 0)
            except ChildProcessError:
                return


def _children():
    try:
        with open(f'/proc/self/task/{os.getpid()}/children') as file:
            return [int(number) for number in file.read().split()]
    except (OSError, ValueError):
        return []


def _signal_group(process, number):
    try:
        os.killpg(process, number)
    except OSError:
        pass  # It has ended.


def main():
    connection = socket.socket(fileno=os.dup(0))
    modules.install()
    server = Server(connection)
    gc.collect()
    if hasattr(gc, 'freeze'):
        gc.freeze()
    server.serve()


if __name__ == '__main__':
    main()
"""##),
  ("task.py", ##"""
"""Runs one task in this process: loads the shipped source, calls the function, reports a failure.

A task is a dictionary: `source`, `function`, `label`, `executor_input`, `folder`, `environment`,
`mounts`, `task_root`, `workspace`, `failure_file`, `python_path`, and optionally `origin` with the
`file` and `line` where the function stands in the user's code.
"""

import json
import os
import sys
import types

from kfps_executor import artifacts
from kfps_executor.component import Component

MODULE = 'ephemeral_component'


def run(task):
    """Runs a task and gives the exit status of the process."""
    artifacts.Place.mounts = task.get('mounts') or ''
    artifacts.Place.task_root = task.get('task_root')
    artifacts.Place.workspace = task.get('workspace') or artifacts.WORKSPACE
    try:
        function = _load(task)
        component = Component(task['executor_input'], function)
        component.run()
        component.publish()
        return 0
    except SystemExit as stop:
        return _stopped(task, stop)
    except BaseException as error:
        _report(task, error)
        return 1


def _load(task):
    path = os.path.join(task['folder'], MODULE + '.py')
    with open(path, 'w') as file:
        file.write(task['source'])
    sys.argv = [path]
    sys.path[:0] = [task['folder']] + list(task.get('python_path') or [])
    module = types.ModuleType(MODULE)
    module.__file__ = path
    sys.modules[MODULE] = module
    exec(_compiled(task, path), module.__dict__)
    if task['function'] not in module.__dict__:
        raise RuntimeError(f"the source of the component has no function {task['function']!r}")
    return module.__dict__[task['function']]


def _compiled(task, path):
    """The code of the component; where its origin is known, with the file and lines of the user."""
    origin = task.get('origin')
    if not origin:
        return compile(task['source'], path, 'exec')
    import ast

    tree = ast.parse(task['source'], origin['file'])
    first = next((node for node in tree.body
                  if getattr(node, 'name', None) == task['function']), None)
    if first is not None:
        shift = origin['line'] - first.lineno
        for statement in tree.body:
            for node in ast.walk(statement):
                if not hasattr(node, 'lineno'):
                    continue
                if statement is first:
                    node.lineno += shift
                    node.end_lineno += shift
                else:
                    node.lineno = node.end_lineno = 1
        _remember_lines(task['source'], origin['file'], shift)
    return compile(tree, origin['file'], 'exec')


def _remember_lines(source, file, shift):
    """Lets tracebacks show the text that was shipped, also when the file has changed since."""
    import linecache

    lines = [line + '\n' for line in source.split('\n')]
    lines = ['\n'] * shift + lines if shift >= 0 else lines[-shift:]
    linecache.cache[file] = (len(source), None, lines, file)


def _stopped(task, stop):
    if stop.code is None or stop.code == 0:
        return 0
    if not isinstance(stop.code, int):
        print(stop.code, file=sys.stderr)
    status = stop.code & 255 if isinstance(stop.code, int) else 1
    _write_failure(task, 'SystemExit', str(stop.code), '', _place(stop.__traceback__))
    return status


def _report(task, error):
    import traceback

    inside = os.path.dirname(os.path.abspath(__file__))
    frames = error.__traceback__
    while frames is not None and os.path.dirname(
            os.path.abspath(frames.tb_frame.f_code.co_filename)) == inside:
        frames = frames.tb_next
    text = ''.join(traceback.format_exception(type(error), error, frames))
    sys.stdout.flush()
    sys.stderr.write(text)
    _write_failure(task, type(error).__name__, str(error), text, _place(frames))


def _place(frames):
    """The last line of the component itself that was being executed."""
    found = None
    while frames is not None:
        if frames.tb_frame.f_globals.get('__name__') == MODULE:
            found = (frames.tb_frame.f_code.co_filename, frames.tb_lineno)
        frames = frames.tb_next
    return found


def _write_failure(task, kind, message, text, place):
    failure = {'type': kind, 'message': message[:4000], 'traceback': text[-16000:]}
    if place:
        failure['file'], failure['line'] = place
    try:
        with open(task['failure_file'], 'w') as file:
            json.dump(failure, file)
    except OSError as problem:
        print(f'kfps: the failure could not be written: {problem}', file=sys.stderr)
"""##),
]
