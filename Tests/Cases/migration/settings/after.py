from kfp import dsl
from kfp.components import load_component_from_file
from kfp import kubernetes
from kubernetes.client import V1EnvVar, V1EnvVarSource, V1SecretKeySelector, V1Toleration

work_op = load_component_from_file('work.yaml')


@dsl.pipeline(name='settings')
def flow(n: int):
    first = kubernetes.add_node_selector(work_op(first_text='a', count=n).set_accelerator_limit(1).set_accelerator_type("nvidia.com/gpu"), 'kind', 'fast')
    first.set_caching_options(False)
    kubernetes.set_image_pull_policy(first, 'Always')
    first.set_env_variable(name='MODE', value='fast')
    kubernetes.use_secret_as_env(first, secret_name='secrets', secret_key_to_env={'key': 'KEY'})
    second = kubernetes.add_pod_annotation(kubernetes.add_pod_label(work_op(first_text='b', count=2), 'team', 'blue'), annotation_key='note', annotation_value='x') \
        .set_memory_limit('1G')
    kubernetes.set_timeout(kubernetes.use_secret_as_volume(second, secret_name="user-gcp-sa", mount_path="/secret/gcp-credentials").set_env_variable(name="GOOGLE_APPLICATION_CREDENTIALS", value="/secret/gcp-credentials/user-gcp-sa.json").set_env_variable(name="CLOUDSDK_AUTH_CREDENTIAL_FILE_OVERRIDE", value="/secret/gcp-credentials/user-gcp-sa.json"), 60)
    kubernetes.use_secret_as_env(second, secret_name="aws-secret", secret_key_to_env={"AWS_ACCESS_KEY_ID": "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY": "AWS_SECRET_ACCESS_KEY"})
    kubernetes.mount_pvc(second, pvc_name='claim', mount_path='/data')
    kubernetes.add_toleration(second, key='gpu', operator='Exists', effect='NoSchedule')
    # kfps: a retry has no policy any more, so `Always` was left out: a task is tried again whenever it fails
    second.set_retry(3)
    work_op(first_text=second.outputs['the_result'], count=1)
