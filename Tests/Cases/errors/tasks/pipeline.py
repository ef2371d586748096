from kfp import dsl, kubernetes


@dsl.component
def make(count: int = 0) -> int:
    return count


@dsl.component
def none():
    pass


@dsl.component
def pair(a: dsl.OutputPath(str), b: dsl.OutputPath(str)):
    open(a), open(b)


@dsl.pipeline
def inner() -> int:
    return make().output


@dsl.pipeline
def pipeline(n: int, text: str):
    task = make()
    task.set_cpu_limit('two')
    task.set_cpu_limit(2)
    task.set_memory_limit('2 gigs')
    task.set_accelerator_limit(-1)
    task.set_retry(-1)
    task.set_retry(2, backoff_duration='30')
    task.set_env_variable('A', text)
    task.set_env_variable('A', f'x {text}')
    task.set_env_variable(name='A')
    task.set_display_name(f'{text}')
    task.set_caching_options('yes')
    task.set_container_image(f'{text}:{n}')
    task.set_debug_pause(after=False)
    task.after(n)
    task.after('make')
    with dsl.If(n == 1) as group:
        make()
    task.after(group)
    task.set_cpu_limits('1')
    task.outptu
    none().output
    pair().output
    pair().outputs['c']
    pair().outputs.a
    make.output
    inner().set_cpu_limit('1')
    kubernetes.set_timeout(task, -1)
    kubernetes.set_image_pull_policy(task, 'Sometimes')
    kubernetes.mount_pvc(inner(), pvc_name='a', mount_path='/a')
    kubernetes.mount_pvc('task', pvc_name='a', mount_path='/a')
    kubernetes.set_image_pull_secrets(task, 'abc')
    kubernetes.use_secret_as_env(task, 'a', {'k': 1})
