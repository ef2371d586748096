import kfp.dsl as dsl
from kfp import compiler
from kfp import kubernetes


@dsl.container_component
def download_op(url: str, data: dsl.OutputPath(str), retries: int = 3):
    """Downloads a file."""
    return dsl.ContainerSpec(
        image='google/cloud-sdk:279.0.0',
        command=[
            'sh',
            '-c',
        ],
        args=[
            'gsutil cat $0 | tee $1',
            url,
            data,
            '--retries',
            retries,
        ],
    )


@dsl.container_component
def count_words(download_output: str, count: dsl.OutputPath(str)):
    return dsl.ContainerSpec(
        image='alpine:3.20',
        command=[
            'sh',
            '-c',
        ],
        args=[
            dsl.ConcatPlaceholder(['echo "$0" | wc -w > ', count]),
            download_output,
        ],
    )


@dsl.container_component
def print_op():
    return dsl.ContainerSpec(
        image='alpine:3.20',
        command=[
            'echo',
            dsl.PIPELINE_JOB_ID_PLACEHOLDER,
        ],
    )


@dsl.pipeline(name='containers')
def flow(url: str = 'gs://bucket/file'):
    download = download_op(url=url)
    volume = kubernetes.CreatePVC(pvc_name_suffix="-data", access_modes=["ReadWriteOnce"], size='1Gi')
    count = kubernetes.mount_pvc(count_words(download_output=download.output), pvc_name=volume.outputs["name"], mount_path='/mnt')
    with dsl.If(count.output == '3', name='three'):
        print_op()


compiler.Compiler().compile(flow, 'flow.yaml')
