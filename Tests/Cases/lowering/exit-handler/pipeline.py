"""An exit handler with a status and groups inside."""
from typing import List

from kfp import dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.component
def report(status: dsl.PipelineTaskFinalStatus, text: str = 'done'):
    print(status, text)


@dsl.pipeline
def pipeline(text: str, names: List[str] = []):
    done = report(text=f'bye {text}')
    with dsl.ExitHandler(done, name='Guard: all'):
        first = work(text=text)
        with dsl.If(first.output == 'x'):
            work(text=text)
        with dsl.ParallelFor(names) as name:
            work(text=name)
    work()
