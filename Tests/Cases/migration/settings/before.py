from kfp import aws, dsl, gcp, onprem
from kfp.components import load_component_from_file
from kubernetes.client import V1EnvVar, V1EnvVarSource, V1SecretKeySelector, V1Toleration

work_op = load_component_from_file('work.yaml')


@dsl.pipeline(name='settings')
def flow(n: int):
    first = work_op('a', n).set_gpu_limit(1).add_node_selector_constraint('kind', 'fast')
    first.execution_options.caching_strategy.max_cache_staleness = "P0D"
    first.container.set_image_pull_policy('Always')
    first.container.add_env_variable(V1EnvVar(name='MODE', value='fast'))
    first.add_env_variable(
        V1EnvVar(
            name='KEY',
            value_from=V1EnvVarSource(
                secret_key_ref=V1SecretKeySelector(name='secrets', key='key'))))
    second = work_op(first_text='b', count='2') \
        .add_pod_label('team', 'blue') \
        .add_pod_annotation(name='note', value='x') \
        .set_memory_limit('1G')
    second.apply(gcp.use_gcp_secret('user-gcp-sa')).set_timeout(60)
    second.apply(aws.use_aws_secret())
    second.apply(onprem.mount_pvc('claim', volume_mount_path='/data'))
    second.add_toleration(V1Toleration(key='gpu', operator='Exists', effect='NoSchedule'))
    second.set_retry(3, policy='Always')
    work_op(first_text=second.outputs['The Result'], count=1)
