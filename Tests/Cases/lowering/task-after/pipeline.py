"""Tasks that wait for others."""
from kfp import dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.pipeline
def pipeline():
    first = work()
    second = work().after(first)
    third = work().after(first, second)
    fourth = work(text=third.output)
    fourth.after(first)
    fourth.after(second, first)
