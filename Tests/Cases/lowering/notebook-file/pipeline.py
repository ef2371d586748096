"""A component that is a notebook."""
from kfp import dsl


@dsl.notebook_component(notebook_path='work.ipynb')
def work(text: str, data: dsl.Output[dsl.Dataset]):
    """Runs a notebook."""
    dsl.run_notebook(text=text, path=data.path)


@dsl.pipeline
def pipeline():
    work(text='a')
