from kfp import components, dsl


@dsl.component
def flip() -> str:
    return 'heads'


# kfps: `UI_metadata` is a text like any other now; what is to be shown is an output artifact such as `Output[Metrics]` or `Output[HTML]`
@dsl.component
def report(result: str) -> str:
    return result


# kfps: `ContainerOp` belongs to the first SDK; `kfp.dsl` has it no more; write a function with `@dsl.container_component` that returns `dsl.ContainerSpec(image=..., command=[...], args=[...])`
class Unknown(dsl.ContainerOp):
    pass


# kfps: `graph_component` belongs to the first SDK; `kfp.dsl` has it no more; use a `@dsl.pipeline` function as a component, and `dsl.If` instead of recursion
@dsl.graph_component
def again(result):
    with dsl.If(result == 'heads'):
        again(flip().output)


@dsl.pipeline(name='left over')
def flow():
    first = flip()
    # kfps: `Sidecar` belongs to the first SDK; `kfp.dsl` has it no more; a task is one container; run a service beside the pipeline
    first.add_sidecar(dsl.Sidecar(name='echo', image='alpine:3.20'))
    again(first.output)
    # kfps: `ResourceOp` belongs to the first SDK; `kfp.dsl` has it no more; there is no counterpart; create the resource in a component
    dsl.ResourceOp(name='create', k8s_resource={}, action='create')
    # kfps: `get_pipeline_conf` belongs to the first SDK; `kfp.dsl` has it no more; set options on the tasks, or give `pipeline_config=...` to `@dsl.pipeline`
    dsl.get_pipeline_conf().set_image_pull_secrets(['x'])
