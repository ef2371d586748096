from kfp import compiler, dsl


@dsl.component
def make(count: int = 0) -> int:
    return count


@dsl.pipeline
def empty():
    pass


@dsl.pipeline(name='---')
def named():
    make()


@dsl.pipeline
def parameters(a, _b: int, *, c: int):
    make()


@dsl.pipeline
def outputs(out: dsl.Output[dsl.Dataset]):
    make()


@dsl.pipeline
def returns_task() -> int:
    return make()


@dsl.pipeline
def returns_constant() -> int:
    make()
    return 3


@dsl.pipeline
def outer():
    @dsl.pipeline
    def inner():
        make()

    inner()


@dsl.pipeline(pipeline_config=dsl.PipelineConfig(workspace=dsl.WorkspaceConfig(size='lots')))
def configured():
    make()


@dsl.pipeline(pipeline_config=dsl.PipelineConfig(ttl_seconds_after_finished=-1))
def negative():
    make()


@dsl.pipeline
def good(count: int = 1):
    make(count=count)


first = make()


@dsl.pipeline
def foreign():
    make(count=first.output)


def plain():
    make()


compiler.Compiler().compile(plain, 'a.yaml')
compiler.Compiler().compile(good, 'a.txt')
compiler.Compiler().compile(good, 'a.yaml', pipeline_parameters={'cuont': 2})
compiler.Compiler().compile(good, 'a.yaml', pipeline_parameters={'count': 'x'})
compiler.Compiler().compile(good)
