"""Every argument of the pipeline decorator."""
from kfp import dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.pipeline(
    name='Some Name', description='What it does.\nOn two lines.', display_name='Shown: name',
    pipeline_root='gs://bucket/root',
)
def pipeline(text: str = 'a'):
    """Not this one."""
    work(text=text)
