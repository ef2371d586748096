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
