"""A file with the line ends of Windows and a body indented by tabs."""
from kfp import dsl


@dsl.component
def work() -> str:
	if True:
		return """a
b"""
	return ''


@dsl.pipeline
def pipeline():
    work()
