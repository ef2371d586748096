from kfp import dsl
from kfp.dsl import Dataset, Input, Model, Output


@dsl.component
def make(count: int, rate: float = 0.5) -> int:
    return count


@dsl.component
def two(data: Output[Dataset]) -> str:
    open(data.path)
    return ''


@dsl.component
def take(text: str, items: list = [], data: Input[Dataset] = None, model: Input[Model] = None):
    print(text)


@dsl.component
def last(status: dsl.PipelineTaskFinalStatus, text: str = ''):
    print(text)


@dsl.pipeline
def pipeline(n: int):
    first = make(count=n)
    pair = two()
    take('x')
    take(txt='x')
    take(wholly_different='x', text='y')
    take()
    take(text=first.output)
    take(text=first)
    take(text=pair)
    take(text=None)
    take(text={1, 2})
    take(text=5)
    make(count=2, rate=1)
    take(text='x', items=n)
    take(text=pair.outputs['data'])
    take(text='x', data='gs://bucket/file')
    take(text='x', model=pair.outputs['data'])
    take(text='x', items=[first])
    take(text='x', items=[None, 1])
    take(text='x', items=[float('inf')])
    last(status='x')
    make(count=n).after(last)
