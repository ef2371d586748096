"""A module whose component forgets that it travels alone."""
import json
import os.path as paths
import pandas as pd
from collections import defaultdict
from kfp import dsl
from kfp.dsl import Dataset, Input, Output

PREFIX = 'Hello, '
LIMITS = [1, 2, 3]
TABLE = {'a': len(PREFIX)}


def shout(text):
    return text.upper() + PREFIX


class Point:
    pass


@dsl.component
def greet(name: str) -> str:
    """Greets."""
    print(LIMITS, TABLE)
    return PREFIX + name


@dsl.component(packages_to_install=['pandas'])
def tabulate(rows: Input[Dataset], result: Output[Dataset], limit: int = LIMITS):
    with open(rows.path) as file:
        content = json.load(file)
    counts = defaultdict(int)
    pd.DataFrame(content).to_csv(result.path)
    print(paths.join('a', 'b'), Point(), shout('x'), counts, limit)


@dsl.component(additional_funcs=[shout])
def loud(name: str) -> str:
    return shout(name)


@dsl.component
def oneline(name: str) -> str: return PREFIX + name


@dsl.component
def nested(name: str) -> str:
    def inner(text):
        return greet(text) + misspelt
    return inner(name)
