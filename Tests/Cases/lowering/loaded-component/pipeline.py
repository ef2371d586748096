"""A compiled component that is loaded from a file."""
from kfp import components, dsl

say = components.load_component_from_file('say.yaml')


@dsl.pipeline
def pipeline():
    made = say(text='a')
    say(text=made.output).set_env_variable('A', 'b')
