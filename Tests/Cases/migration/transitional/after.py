import kfp
from kfp import compiler, dsl
from kfp.dsl import Dataset, Input, Output, component


@component(packages_to_install=['pandas==2.2.0'])
def make(table: Output[Dataset], rows: int = 3):
    open(table.path, 'w').write('1\n' * rows)


compiler.Compiler().compile(make, package_path='make.yaml')


@component
def count(table: Input[Dataset]) -> int:
    return len(open(table.path).readlines())


@dsl.pipeline(name='transitional')
def flow(rows: int = 3):
    made = make(rows=rows)
    counted = count(table=made.outputs['table']).set_accelerator_type('NVIDIA_TESLA_T4').set_accelerator_limit(1)
    with dsl.If(counted.output > 2):
        make(rows=1)


compiler.Compiler().compile(
    pipeline_func=flow, package_path='flow.json')
