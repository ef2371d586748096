from kfp import dsl

greeting = 'hi'
print(greting)
print(os.environ)


def never_called():
    return undefined_in_function


later()


def later():
    pass


@dsl.component
def first(text: str) -> str:
    if text:
        total = 1
    print(count)
    count = total
    return text


@dsl.pipeline
def flow(name: str = 'x'):
    task = first(text=nme)
    second(text=task.output)
    with dsl.If(task.output == 'x'):
        frist(text='a')


@dsl.component
def second(text: str):
    print(text)


def outer():
    def inner():
        nonlocal missing
        missing = 1
    return inner


try:
    import numpy
except ImportError:
    numpy = None

try:
    basestring
except NameError:
    basestring = str

values = [x for x in range(3) if x]
print([hidden for _ in []])
