"""Every function of kfp.kubernetes."""
from kfp import compiler, dsl, kubernetes


@dsl.component
def work() -> str:
    return ''


@dsl.pipeline
def pipeline(secret: str = 's'):
    claim = kubernetes.CreatePVC(
        access_modes=['ReadWriteOnce'], size='5Gi', pvc_name_suffix='-data',
        storage_class_name='standard')
    first = work()
    kubernetes.mount_pvc(first, pvc_name=claim.outputs['name'], mount_path='/data')
    kubernetes.use_secret_as_env(first, secret_name='a', secret_key_to_env={'k': 'K'})
    kubernetes.use_secret_as_env(first, secret, {'k': 'L'}, optional=True)
    kubernetes.use_secret_as_volume(first, secret_name='b', mount_path='/b')
    kubernetes.use_config_map_as_env(first, 'c', config_map_key_to_env={'k': 'M'})
    kubernetes.use_config_map_as_volume(first, 'd', mount_path='/d')
    kubernetes.add_node_selector(first, label_key='x', label_value='y')
    kubernetes.add_toleration(
        first, key='k', operator='Equal', value='v', effect='NoSchedule', toleration_seconds=10)
    kubernetes.add_node_affinity(
        first, match_expressions=[{'key': 'k', 'operator': 'In', 'values': ['a']}], weight=5)
    kubernetes.add_pod_label(first, 'l', 'm')
    kubernetes.add_pod_annotation(first, annotation_key='n', annotation_value='o')
    kubernetes.set_image_pull_policy(first, 'Always')
    kubernetes.set_image_pull_secrets(first, ['p'])
    kubernetes.set_timeout(first, 20)
    kubernetes.use_field_path_as_env(first, 'F', field_path='metadata.name')
    kubernetes.empty_dir_mount(first, volume_name='e', mount_path='/e', size_limit='1Gi')
    kubernetes.set_security_context(first, run_as_user=1000, run_as_non_root=True)
    kubernetes.add_ephemeral_volume(
        first, volume_name='v', mount_path='/v', access_modes=['ReadWriteOnce'], size='1Gi',
        labels={'a': 'b'})
    second = kubernetes.add_toleration_json(work(), [{'key': 'a'}])
    kubernetes.add_node_selector_json(second, {'a': 'b'})
    kubernetes.DeletePVC(pvc_name=claim.outputs['name']).after(first)


compiler.Compiler().compile(pipeline, 'expected.yaml')
