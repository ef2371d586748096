"""A default of several lines: in the SDK's file it ends the comment at the head."""
from kfp import dsl


@dsl.component(base_image='python:3.11')
def ask(query: str) -> str:
    return query


@dsl.pipeline
def pipeline(query: str = 'SELECT *\nFROM t', mark: str = 'a\u2028b\x7f\tc'):
    ask(query=query)
    ask(query=mark)
