"""What the script computes before any task runs."""
import os

from kfp import compiler, dsl
from kfp.dsl import component

SIZES = {'small': '1Gi', 'large': '8Gi'}
IMAGE = 'python:{}'.format('3.12')
IS_LARGE = len(SIZES) > 1


def make(name: str, times: int):
    @component(base_image=IMAGE)
    def repeat(text: str) -> str:
        return text * 2

    return repeat if times else None


repeat = make('x', 2)


@dsl.component
def join(parts: list, options: dict) -> str:
    return ''


@dsl.pipeline(name=f'script time {len(SIZES)}')
def pipeline(text: str = 'x'.upper(), size: str = SIZES['small']):
    tasks = [repeat(text=f'{i}: {text}') for i in range(3)]
    for index, task in enumerate(tasks):
        if index % 2:
            task.set_memory_limit(SIZES['large'])
    if IS_LARGE:
        last = repeat(text='%s and %s' % (tasks[0].output, tasks[1].output))
    join(
        parts=[tasks[0].output, 'b', f'<{last.output}>'],
        options={'first': text, 'more': [1, 2.5, True, {'deep': last.output}]})
    join(parts=sorted(SIZES), options=dict(a=1, **{'b': 'c'}))


compiler.Compiler().compile(
    pipeline_func=pipeline, package_path='expected.yaml', pipeline_name='given name',
    pipeline_display_name='Given', pipeline_parameters={'text': 'new', 'size': '2Gi'})
