"""Bodies on the line of def, and long signatures."""
from kfp import dsl


@dsl.component
def work(): pass  # on one line


@dsl.component
def other(a: int, b: int = 2,
          c: str = "x"
          ) -> int: return a


@dsl.pipeline
def pipeline():
    work()
    other(a=1)
