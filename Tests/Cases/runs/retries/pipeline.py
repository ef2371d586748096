from kfp import dsl


@dsl.component
def flaky(folder: str, times: int) -> int:
    import os
    os.makedirs(folder, exist_ok=True)
    attempt = len(os.listdir(folder)) + 1
    open(os.path.join(folder, str(attempt)), 'w').close()
    if attempt <= times:
        raise RuntimeError(f'attempt {attempt}')
    return attempt


@dsl.pipeline(name='retries', pipeline_config=dsl.PipelineConfig(
    workspace=dsl.WorkspaceConfig(size='1Gi')))
def retries() -> int:
    root = dsl.WORKSPACE_PATH_PLACEHOLDER
    hopeless = flaky(folder=f'{root}/hopeless', times=9)
    hopeless.set_retry(num_retries=1, backoff_duration='0s')
    good = flaky(folder=f'{root}/good', times=2)
    good.set_retry(num_retries=3, backoff_duration='0s')
    return good.output
