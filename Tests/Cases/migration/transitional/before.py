import kfp
from kfp.v2 import compiler, dsl
from kfp.v2.dsl import Dataset, Input, Output, component


@component(packages_to_install=['pandas==2.2.0'], output_component_file='make.yaml')
def make(table: Output[Dataset], rows: int = 3):
    open(table.path, 'w').write('1\n' * rows)


@component
def count(table: Input[Dataset]) -> int:
    return len(open(table.path).readlines())


@dsl.pipeline(name='transitional')
def flow(rows: int = 3):
    made = make(rows=rows)
    counted = count(table=made.outputs['table']).add_node_selector_constraint(
        'cloud.google.com/gke-accelerator', 'NVIDIA_TESLA_T4').set_gpu_limit(1)
    with dsl.Condition(counted.output > 2):
        make(rows=1)


compiler.Compiler(mode=kfp.dsl.PipelineExecutionMode.V2_COMPATIBLE).compile(
    pipeline_func=flow, package_path='flow.json')
