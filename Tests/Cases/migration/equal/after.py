from kfp import dsl


@dsl.component
def flip() -> str:
    return 'heads'


@dsl.pipeline(name='equal')
def flow():
    side = flip()
    with dsl.If(side.output == 'heads'):
        flip()
