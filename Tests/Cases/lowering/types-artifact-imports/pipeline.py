"""Classes of artifacts from modules, which the component's text imports."""
import arts
import pkg.more
from arts import Report
from kfp import dsl
from kfp.dsl import Input, Output


@dsl.component
def work(
    a: Output[Report], b: Output[arts.Sheet], c: Output[pkg.more.Thing], d: Input[arts.Sheet],
):
    pass


@dsl.component
def give() -> Report:
    pass


@dsl.pipeline
def pipeline(d: Input[arts.Sheet]):
    work(d=d)
    give()
