"""Metadata of importers with run-time values."""
from kfp import dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.component
def number(value: int = 1) -> int:
    return value


@dsl.pipeline
def pipeline(name: str, size: int = 2):
    made = work()
    dsl.importer(
        artifact_uri='gs://a', artifact_class=dsl.Model, reimport=True,
        metadata={
            'name': name, 'size': size, name: ['x', made.output, {'k': f'<{name}>'}],
            'constant': 1, 'list': [1, 2.5, 'x', True], 'again': name,
        })
    with dsl.If(name == 'x'):
        dsl.importer(artifact_uri='gs://b', artifact_class=dsl.Model, metadata={'n': made.output})
