"""A condition without other branches."""
from kfp import dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.pipeline
def pipeline(text: str):
    first = work()
    with dsl.If(first.output == 'x'):
        work(text=first.output)
    with dsl.If(text != 'y', name='shown: name'):
        work()
        with dsl.If(first.output == text):
            work(text=text)
    work()
