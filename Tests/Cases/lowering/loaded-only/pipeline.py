"""A script that does nothing but load a compiled component, which is given as it is."""
from kfp import components

copied = components.load_component_from_file('copied.yaml')
