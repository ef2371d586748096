"""Tasks that wait across groups and for exit handlers."""
from kfp import dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.component
def report(status: dsl.PipelineTaskFinalStatus, text: str = 'done'):
    print(status, text)


@dsl.pipeline
def pipeline(text: str):
    first = work()
    with dsl.ParallelFor(['a', 'b']) as item:
        inner = work(text=item)
        work().after(inner, first)
    with dsl.ParallelFor(['c']):
        work().after(inner)
    work().after(inner)
    with dsl.If(text == 'x'):
        other = work()
        work().after(other)
        work().after(first)
    done = report()
    with dsl.ExitHandler(done, name='guard') as guard:
        work()
    work().after(guard)
