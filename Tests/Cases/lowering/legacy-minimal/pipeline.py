"""A component without name and interface."""
from kfp import components, dsl

run = components.load_component_from_text('''
implementation:
  container:
    image: alpine
''')


@dsl.pipeline
def pipeline():
    run()
    run()
