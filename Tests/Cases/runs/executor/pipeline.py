from typing import Dict, List, NamedTuple, Optional

from kfp import compiler, dsl
from kfp.dsl import HTML, Artifact, Dataset, Input, Markdown, Model, Output, OutputPath

HOSTILE = 'a\'b"c $(id) `id` \\ {{$}} \n é ☃ '


@dsl.component
def values(text: str, flag: bool, number: float, items: list, table: dict,
           missing: Optional[str] = None, standard: int = 7) -> Dict[str, str]:
    assert missing is None
    return {'text': text, 'kinds': ' '.join(type(one).__name__ for one in (
        flag, number, items, table, items[0], table['n'], standard)), 'items': repr(items),
            'table': repr(table)}


@dsl.component
def several(n: int) -> NamedTuple('Several', [
        ('flag', bool), ('table', dict), ('items', List[int]), ('text', str), ('half', float)]):
    several = __import__('collections').namedtuple('S', 'flag table items text half')
    return several(n > 1, {'n': n, 'nested': {'a': [1, None, 2.5]}}, [n, n], 'é' * n, n / 2)


@dsl.component
def text_artifact(text: str) -> Artifact:
    artifact = Artifact(uri=dsl.get_uri(), metadata={'text': text, 'n': 3, 'list': [1, 'a']})
    with open(artifact.path, 'w') as file:
        file.write(text)
    return artifact


@dsl.component
def pages(html: Output[HTML], markdown: Output[Markdown]):
    with open(html.path, 'w') as file:
        file.write('<p>hi</p>')
    with open(markdown.path, 'w') as file:
        file.write('# hi')
    markdown.metadata['title'] = html.name


@dsl.component
def folder(data: Output[Dataset], out: OutputPath(str)):
    import os
    os.makedirs(data.path)
    for name in ('one', 'two'):
        with open(os.path.join(data.path, name), 'w') as file:
            file.write(name)
    with open(out, 'w') as file:
        file.write('written by itself')


@dsl.component
def look(data: Input[Dataset], anything: Input[Artifact]) -> str:
    import os
    with open(anything.path) as file:
        return f'{sorted(os.listdir(data.path))} {file.read()!r} {sorted(anything.metadata)}'


@dsl.component
def leave(code: int) -> str:
    import sys
    print('to stderr', file=sys.stderr)
    sys.exit(code)


@dsl.component
def model(model: Output[Model]):
    model.framework = 'none'
    model.metadata['pi'] = 3.5
    model.name = 'renamed'
    with open(model.path, 'w') as file:
        file.write('m')


@dsl.component
def wrong_list() -> List[int]:
    return ('not', 'a list')


@dsl.component
def wrong_count() -> NamedTuple('Two', [('a', int), ('b', int)]):
    return (1,)


@dsl.component
def wrong_dict() -> dict:
    return [1]


@dsl.component
def whole_as_float() -> float:
    return 2


@dsl.pipeline(name='executor')
def executor():
    values(text=HOSTILE, flag=True, number=3.0, items=[1, 'two', 2.0], table={'n': 1, 'more': {'a': [1, 2.5]}})
    two = several(n=2)
    values(text=two.outputs['text'], flag=two.outputs['flag'], number=two.outputs['half'],
           items=two.outputs['items'], table=two.outputs['table'])
    made = text_artifact(text=HOSTILE)
    pages()
    data = folder()
    look(data=data.outputs['data'], anything=made.output)
    model()
    whole_as_float()
    leave(code=3)
    wrong_list()
    wrong_count()
    wrong_dict()


if __name__ == '__main__':
    compiler.Compiler().compile(executor, 'pipeline.yaml')
