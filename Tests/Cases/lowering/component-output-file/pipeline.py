"""A component that is written to a file by its decorator, and loaded from it."""
from kfp import components, dsl


@dsl.component(output_component_file='work.yaml')
def work(text: str = 'a') -> str:
    """Does some work."""
    return text


again = components.load_component_from_file('work.yaml')


@dsl.pipeline
def pipeline():
    again(text=work().output)
