"""A component that is compiled alone."""
from kfp import compiler, dsl
from kfp.dsl import Dataset, Input, Metrics, Output


class Table(Dataset):
    schema_title = 'system.Table'
    schema_version = '1.2.0'


@dsl.component(task_config_passthroughs=[
    dsl.TaskConfigField.RESOURCES,
    dsl.TaskConfigPassthrough(field=dsl.TaskConfigField.ENV, apply_to_task=True),
])
def measure(
    data: Input[Dataset], config: dsl.TaskConfig, metrics: Output[Metrics], scale: int = 2
) -> float:
    """Measures something.

    Args:
        data: What is measured.
        scale: By how much.

    Returns:
        How large it is.
    """
    return 1.0


compiler.Compiler().compile(measure, 'expected.yaml')
