"""A component of the first version from a file."""
import os

from kfp import components, dsl

HERE = os.path.dirname(os.path.abspath(__file__))
say = components.load_component_from_file(os.path.join(HERE, 'component.yaml'))


@dsl.pipeline
def pipeline():
    say(text='a').set_cpu_limit('1')
