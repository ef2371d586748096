import kfp
import kfp.v2.dsl as v2
from kfp import components, dsl, gcp
from kfp.components import InputPath, func_to_container_op
from kfp.dsl import Condition
from kfp.v2 import compiler
from kfp.v2.dsl import component
from kfp.v2.google.client import AIPlatformClient


@component(output_component_file='x.yaml')
def add(a: float, b: float) -> float:
    return a + b


def plain(path: InputPath(str)) -> str:
    return open(path).read()


plain_op = components.create_component_from_func(plain)


@kfp.dsl.pipeline(name='old')
def old(a: float = 1.0):
    op = dsl.ContainerOp(name='x', image='y', arguments=[dsl.RUN_ID_PLACEHOLDER])
    task = add(a=a, b=2.0).set_gpu_limit(1)
    volume = dsl.VolumeOp(name='v', size='1Gi')
    with dsl.Condition(task.output > 3):
        add(a=a, b=a).add_pvolumes({'/x': volume})
    with Condition(task.output > 3):
        plain_op(path='x')
    with v2.Condition(task.output > 3):
        plain_op(path='y')


compiler.Compiler(mode=dsl.PipelineExecutionMode.V2_COMPATIBLE).compile(old, 'old.yaml')
