"""A notebook in a folder, with other packages."""
from kfp import dsl


@dsl.notebook_component(
    notebook_path='book', packages_to_install=['nbclient'], base_image='python:3.12')
def work(text: str):
    dsl.run_notebook(text=text)


@dsl.notebook_component(notebook_path='book', packages_to_install=[])
def other():
    dsl.run_notebook()


@dsl.pipeline
def pipeline():
    work(text='a')
    other()
