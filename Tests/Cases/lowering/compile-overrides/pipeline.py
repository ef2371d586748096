"""Name, display name and parameters that the compile call overrides."""
from kfp import compiler, dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.pipeline(name='first', display_name='First')
def pipeline(a: str, b: int = 1, c: list = [], d: bool = False, e: float = 1.0, f: dict = {}):
    work(text=a)


if __name__ == '__main__':
    compiler.Compiler().compile(
        pipeline_func=pipeline,
        package_path='compiled.yaml',
        pipeline_name='other-name',
        pipeline_display_name='Other',
        pipeline_parameters={'a': 'x', 'b': 2, 'c': [1, 'y'], 'd': True, 'e': 0.5, 'f': {'k': 1}},
    )
