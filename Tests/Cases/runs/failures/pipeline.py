from kfp import dsl


@dsl.component
def fail() -> str:
    raise ValueError('on purpose')


@dsl.component
def echo(text: str = 'default') -> str:
    return text


@dsl.component
def silent() -> int:
    return None


@dsl.component
def wrong() -> int:
    return 'text'


@dsl.component
def unwritten(path: dsl.OutputPath(str)):
    pass


@dsl.component
def stop(code: int):
    import sys
    sys.exit(code)


@dsl.pipeline(name='failures')
def failures() -> str:
    bad = fail()
    skipped = echo(text=bad.output)
    echo(text='after').after(skipped)
    echo(text='despite').after(bad).ignore_upstream_failure()
    echo(text=bad.output).set_display_name('with default').ignore_upstream_failure()
    silent()
    wrong()
    unwritten()
    stop(code=0)
    stop(code=3)
    return echo(text='independent').output
