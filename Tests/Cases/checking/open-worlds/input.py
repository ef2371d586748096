from kfp import dsl
from helpers import *

print(anything, dsl)


def function():
    return something_else
