"""All branches, with groups inside."""
from kfp import dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.component
def number(value: int = 1) -> int:
    return value


@dsl.pipeline
def pipeline(text: str, n: int = 1):
    with dsl.If(text == 'a', name='one'):
        work(text='a')
        with dsl.If(n > 3):
            work(text=text)
    with dsl.Elif(n >= 5, name='two'):
        value = number(value=n)
        with dsl.If(value.output < 3):
            work(text=text)
        with dsl.Else():
            work()
    with dsl.Elif(n < 0):
        work(text='third')
    with dsl.Else(name='rest'):
        work(text='rest')
    work(text='end')
