"""Machine fields that only a run knows, from inputs."""
from kfp import dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.pipeline
def pipeline(cpu: str, memory: str = '1G', kind: str = 'a', count: int = 1):
    work().set_cpu_request(cpu).set_cpu_limit(cpu)
    work().set_memory_request(memory).set_memory_limit(memory)
    work().set_accelerator_type(kind).set_accelerator_limit(count)
    work().set_accelerator_type(f'nvidia-{kind}').set_accelerator_limit(1)
