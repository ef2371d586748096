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
