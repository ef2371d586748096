"""Pipelines whose shape the script computes."""
import os

from kfp import dsl

STEPS = int(os.environ.get('STEPS_NOT_SET', '3'))
CONFIGURATION = {'cpu': '2', 'labels': ['a', 'b']}


@dsl.component
def work(text: str = 'a') -> str:
    return text


def chain(text, count):
    task = work(text=text)
    for index in range(1, count):
        task = work(text=task.output).set_display_name(f'step {index:02d}')
    return task


@dsl.pipeline(name=f'computed-{STEPS}')
def pipeline(text: str = 'x'):
    last = chain(text, STEPS)
    tasks = [work(text=label) for label in CONFIGURATION['labels'] if label != 'b']
    for task in tasks + [last]:
        task.set_cpu_limit(CONFIGURATION['cpu'])
    if STEPS > 2 and not os.getenv('NOT_SET'):
        work(text=str(STEPS * 2))
    work(text=','.join(sorted({'b', 'a'}))).after(*tasks)
