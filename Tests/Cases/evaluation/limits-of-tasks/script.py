# Tasks are work, too: a loop that makes too many ends before it fills the memory.
from kfp import dsl


@dsl.component
def work():
    pass


@dsl.pipeline
def pipeline():
    for _ in range(15_000):
        work()


print("never")
