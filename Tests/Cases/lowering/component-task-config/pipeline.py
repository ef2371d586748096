"""Settings that are passed on to the component."""
from kfp import dsl


@dsl.component(
    task_config_passthroughs=[
        dsl.TaskConfigField.RESOURCES,
        dsl.TaskConfigPassthrough(field=dsl.TaskConfigField.ENV, apply_to_task=True),
        dsl.TaskConfigField.KUBERNETES_TOLERATIONS,
        dsl.TaskConfigField.KUBERNETES_NODE_SELECTOR,
        dsl.TaskConfigField.KUBERNETES_AFFINITY,
        dsl.TaskConfigField.KUBERNETES_VOLUMES,
    ]
)
def work(config: dsl.TaskConfig, text: str = 'a'):
    print(config, text)


@dsl.pipeline
def pipeline():
    work().set_cpu_limit('1').set_env_variable('A', 'b')
