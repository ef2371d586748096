from kfp import components, dsl
from kfp.components import func_to_container_op


@func_to_container_op
def flip() -> str:
    return 'heads'


@func_to_container_op
def report(result: str) -> 'UI_metadata':
    return result


class Unknown(dsl.ContainerOp):
    pass


@dsl.graph_component
def again(result):
    with dsl.Condition(result == 'heads'):
        again(flip().output)


@dsl.pipeline(name='left over')
def flow():
    first = flip()
    first.add_sidecar(dsl.Sidecar(name='echo', image='alpine:3.20'))
    again(first.output)
    dsl.ResourceOp(name='create', k8s_resource={}, action='create')
    dsl.get_pipeline_conf().set_image_pull_secrets(['x'])
