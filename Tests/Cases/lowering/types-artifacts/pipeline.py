"""Every class of artifacts, as input and output."""
from kfp import dsl
from kfp.dsl import (
    HTML,
    Artifact,
    ClassificationMetrics,
    Dataset,
    Input,
    Markdown,
    Metrics,
    Model,
    Output,
    SlicedClassificationMetrics,
)


@dsl.component
def make(
    a: Output[Artifact], b: Output[Model], c: Output[Dataset], d: Output[Metrics],
    e: Output[ClassificationMetrics], f: Output[SlicedClassificationMetrics], g: Output[HTML],
    h: Output[Markdown],
):
    pass


@dsl.component
def use(
    a: Input[Artifact], b: Input[Model], c: Input[Dataset], d: Input[Metrics],
    e: Input[ClassificationMetrics], f: Input[SlicedClassificationMetrics], g: Input[HTML],
    h: Input[Markdown],
):
    pass


@dsl.pipeline
def pipeline():
    use(**make().outputs)
    made = make()
    use(
        a=made.outputs['b'], b=made.outputs['a'], c=made.outputs['c'], d=made.outputs['d'],
        e=made.outputs['e'], f=made.outputs['f'], g=made.outputs['g'], h=made.outputs['h'])
