from kfp.v2 import dsl


@dsl.component
def flip() -> str:
    return 'heads'


@dsl.pipeline(name='equal')
def flow():
    side = flip()
    with dsl.Condition(side.output == 'heads'):
        flip()
