"""Components of Python functions: every setting of the decorator, types, defaults, docstrings."""
from typing import Dict, List, NamedTuple, Optional

from kfp import compiler, dsl
from kfp.dsl import Dataset, Input, InputPath, Model, Output, OutputPath


@dsl.component
def plain(text: str, count: int = 3, rate: float = 0.5, flag: bool = True) -> str:
    """Repeats a text.

    Longer words about it.

    Args:
        text: What is repeated.
        count: How often.

    Returns:
        The repeated text.
    """
    # A comment inside.
    return text * count  # and one behind
    # One that still belongs to it.


# One that does not.
@dsl.component(
    base_image='python:3.12',
    packages_to_install=['numpy==1.26.4', 'pandas'],
    pip_index_urls=['https://index.example/simple', 'https://other.example/simple'],
    pip_trusted_hosts=['index.example'],
)
def train(
    data: Input[Dataset],
    model: Output[Model],
    report: OutputPath(str),
    raw: InputPath('Dataset'),
    options: Dict[str, int] = {'a': 1, 'b': 2},
    names: List[str] = ['x', 'y'],
    nested: dict[str, list[int]] = {},
    note: Optional[str] = None,
) -> NamedTuple('Outputs', [('score', float), ('labels', List[str])]):
    from collections import namedtuple
    return namedtuple('Outputs', ['score', 'labels'])(0.5, ['a'])


def helper(x: int) -> int:
    return x + 1


@dsl.component(additional_funcs=[helper], install_kfp_package=False, use_venv=True)
def uses_helper(x: int) -> int:
    return helper(x)


@dsl.component(target_image='registry.example/image:1', packages_to_install=['a'])
def built() -> None:
    pass


@dsl.component(kfp_package_path='git+https://git.example/kfp')
def special(x: int) -> list:
    return [x]


@dsl.component
def load(path: OutputPath('Dataset')):
    with open(path, 'w') as f:
        f.write('''text
at the first column
''')


@dsl.pipeline(name='Python components', description='All settings.', display_name='Shown')
def pipeline(text: str = 'a', count: int = 2):
    first = plain(text=text, count=count)
    plain(text=first.output, rate=1.5, flag=False)
    loaded = load()
    trained = train(data=loaded.outputs['path'], raw=loaded.outputs['path'], note='n')
    uses_helper(x=count).after(trained)
    built()
    special(x=1)


compiler.Compiler().compile(pipeline, 'expected.yaml')
