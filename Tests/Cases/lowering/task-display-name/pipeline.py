"""Names that are shown."""
from kfp import dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.pipeline
def pipeline():
    work().set_display_name('Some: name')
    work().set_display_name('')
    work().set_display_name('last').set_display_name('really last')
