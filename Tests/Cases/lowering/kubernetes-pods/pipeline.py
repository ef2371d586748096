"""Labels, annotations, images, timeouts, fields and security."""
from kfp import dsl, kubernetes


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.pipeline
def pipeline(name: str):
    first = work()
    kubernetes.add_pod_label(first, label_key='a', label_value='b')
    kubernetes.add_pod_label(first, 'c', 'd')
    kubernetes.add_pod_annotation(first, annotation_key='e', annotation_value='f')
    kubernetes.set_image_pull_policy(first, 'IfNotPresent')
    kubernetes.set_image_pull_secrets(first, secret_names=['p', name])
    kubernetes.set_timeout(first, seconds=20)
    kubernetes.use_field_path_as_env(first, env_name='N', field_path='metadata.name')
    kubernetes.set_security_context(first, run_as_user=65534, run_as_group=0, run_as_non_root=True)
    second = kubernetes.set_timeout(work(), 0)
    kubernetes.set_security_context(second, run_as_non_root=False)
