"""Claims, empty and ephemeral volumes."""
from kfp import dsl, kubernetes


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.pipeline
def pipeline(name: str = 'claim'):
    made = kubernetes.CreatePVC(
        access_modes=['ReadWriteMany'], size='5Gi', pvc_name_suffix='-a',
        storage_class_name='standard', annotations={'a': 'b'})
    other = kubernetes.CreatePVC(
        pvc_name='fixed', access_modes=['ReadWriteOnce'], size='1Gi', storage_class_name='')
    first = work()
    kubernetes.mount_pvc(first, pvc_name=made.outputs['name'], mount_path='/a')
    kubernetes.mount_pvc(first, pvc_name='b', mount_path='/b', sub_path='x/y')
    kubernetes.mount_pvc(first, pvc_name=name, mount_path='/c')
    kubernetes.empty_dir_mount(first, 'e', '/e')
    kubernetes.empty_dir_mount(
        first, volume_name='f', mount_path='/f', medium='Memory', size_limit='1Gi')
    kubernetes.add_ephemeral_volume(
        first, volume_name='g', mount_path='/g', access_modes=['ReadWriteOnce'], size='1Gi')
    kubernetes.add_ephemeral_volume(
        first, 'h', '/h', ['ReadWriteOnce', 'ReadOnlyMany'], '2Gi', storage_class_name='fast',
        labels={'l': 'm'}, annotations={'n': 'o'})
    kubernetes.DeletePVC(pvc_name=made.outputs['name']).after(first)
    kubernetes.DeletePVC(pvc_name=other.outputs['name']).after(first)
