"""Letters beyond ASCII in a body."""
from kfp import dsl


@dsl.component
def work() -> str:
    """Größe in Köln: 東京 🎉."""
    return 'ä😀\u00e9'


@dsl.pipeline
def pipeline():
    work()
