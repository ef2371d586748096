"""Every method of a task."""
from kfp import compiler, dsl


@dsl.component
def work(text: str = '') -> str:
    return text


@dsl.component
def image() -> str:
    return 'registry.example/dynamic:1'


@dsl.component
def lenient(text: str = 'x') -> str:
    return text


@dsl.pipeline
def pipeline(cpu: str = '2', limit: int = 1, kind: str = 'nvidia-l4'):
    first = (
        work(text='a')
        .set_cpu_request('500m')
        .set_cpu_limit('1.5')
        .set_memory_request('512Mi')
        .set_memory_limit('2G')
        .set_accelerator_type('NVIDIA_TESLA_T4')
        .set_accelerator_limit(2)
        .set_retry(3, '30s', 1.5, '2h')
        .set_display_name('Shown name')
        .set_env_variable('A', '1')
        .set_env_variable('B', '2')
        .set_env_variable('A', '3')
        .set_caching_options(False)
    )
    second = work().set_caching_options(enable_caching=True, cache_key='k').after(first)
    third = work(text=second.output).set_debug_pause(before=True)
    third.set_debug_pause(on_error=True)
    work().set_cpu_limit(cpu).set_accelerator_type(kind).set_accelerator_limit(limit)
    chosen = image()
    work().set_container_image(chosen.output)
    work().set_container_image(f'registry.example/{chosen.output}')
    lenient(text=first.output).ignore_upstream_failure().after(second, third)
    assert first.name == 'work'
    assert first.inputs['text'] == 'a'
    assert second.dependent_tasks == ['work']


compiler.Compiler().compile(pipeline, 'expected.yaml')
