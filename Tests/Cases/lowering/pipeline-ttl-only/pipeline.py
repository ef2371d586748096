"""Only a time to live."""
from kfp import dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.pipeline(pipeline_config=dsl.PipelineConfig(ttl_seconds_after_finished=60))
def pipeline():
    work()
