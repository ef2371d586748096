import kfp.dsl as dsl
from kfp import compiler


def download_op(url, retries=3):
    """Downloads a file."""
    return dsl.ContainerOp(
        name='Download',
        image='google/cloud-sdk:279.0.0',
        command=['sh', '-c'],
        arguments=['gsutil cat $0 | tee $1', url, '/tmp/results.txt', '--retries', retries],
        file_outputs={'data': '/tmp/results.txt'},
    )


@dsl.pipeline(name='containers')
def flow(url: dsl.PipelineParam = dsl.PipelineParam(name='url', value='gs://bucket/file')):
    download = download_op(url)
    volume = dsl.VolumeOp(name='create', resource_name='data', size='1Gi',
                          modes=dsl.VOLUME_MODE_RWO)
    count = dsl.ContainerOp(
        name='count-words', image='alpine:3.20', command=['sh', '-c'],
        arguments=['echo "$0" | wc -w > /tmp/count', download.output],
        file_outputs={'count': '/tmp/count'}, pvolumes={'/mnt': volume.volume})
    with dsl.Condition(count.output == '3', name='three'):
        dsl.ContainerOp(name='print', image='alpine:3.20', command=['echo', dsl.RUN_ID_PLACEHOLDER])


compiler.Compiler().compile(flow, 'flow.tar.gz')
