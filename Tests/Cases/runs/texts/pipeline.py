from kfp import dsl


@dsl.component
def echo(text: str) -> str:
    return text


@dsl.component
def join(left: str, right: str, words: list, table: dict) -> str:
    return '|'.join([left, right, *words, *table, *table.values()])


@dsl.pipeline(name='texts')
def texts(odd: str) -> str:
    first = echo(text=odd)
    second = join(
        left=f'<{first.output}>', right=f'{odd}-{first.output}',
        words=['x', f'{first.output}!'], table={'key': f'{odd}?'})
    return second.output
