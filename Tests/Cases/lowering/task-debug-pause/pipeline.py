"""Pausing for debugging."""
from kfp import dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.pipeline
def pipeline():
    work().set_debug_pause()
    work().set_debug_pause(before=True, after=True)
    work().set_debug_pause(before=True, after=False, on_error=False)
    work().set_debug_pause(on_error=True)
