"""An Elif without Else: the SDK puts all that follows into the branches."""
from kfp import dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.pipeline
def pipeline(n: int):
    with dsl.If(n == 1):
        work()
    with dsl.Elif(n == 2):
        work(text='b')
    work(text='after')
