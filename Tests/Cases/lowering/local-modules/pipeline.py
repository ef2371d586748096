"""Components and helpers from modules beside the script."""
from kfp import dsl

import parts
from tools import apply
from tools.more import NAME, other


@dsl.pipeline(name=NAME)
def pipeline():
    first = apply(parts.work(text='a'))
    other(text=first.output)
    parts.PARTS['again'](text='b')
