from typing import Any, Dict, List, NamedTuple, Optional, Union

from kfp import compiler, components, dsl, kubernetes
from kfp.dsl import Artifact, Collected, Dataset, Input, InputPath, OneOf, Output, OutputPath


@dsl.component
def echo(text: str = "hi") -> str:
    return text


@dsl.component
def count(number: int = 1) -> int:
    return number


@dsl.component
def join(texts: list) -> str:
    return str(texts)


@dsl.component
def make(data: Output[Dataset]):
    open(data.path, "w").close()


@dsl.component
def read(data: Input[Dataset]) -> str:
    return open(data.path).read()


@dsl.component
def truth() -> bool:
    return True


@dsl.component
def names() -> List[str]:
    return ["Ada"]


@dsl.component
def records() -> List[Dict[str, str]]:
    return [{"name": "Ada"}]


@dsl.component
def ended(status: dsl.PipelineTaskFinalStatus):
    print(status.state)


