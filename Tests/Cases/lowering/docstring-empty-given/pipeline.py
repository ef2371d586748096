"""An empty description, in whose place the docstring stands, and an empty name for people."""
from kfp import dsl


@dsl.component(base_image='python:3.11')
def echo(text: str) -> str:
    return text


@dsl.pipeline(description='', display_name='')
def pipeline(text: str = ''):
    """Says it.

    Args:
        text: What to say.
    """
    echo(text=text).set_display_name('')
