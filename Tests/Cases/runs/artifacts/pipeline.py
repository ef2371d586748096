from typing import List, NamedTuple

from kfp import dsl
from kfp.dsl import (ClassificationMetrics, Dataset, Input, InputPath, Metrics, Model, Output,
                     OutputPath)


@dsl.component
def make(name: str, data: Output[Dataset], count: OutputPath(int)):
    with open(data.path, 'w') as file:
        file.write(name)
    data.metadata['name'] = name
    with open(count, 'w') as file:
        file.write(str(len(name)))


@dsl.component
def train(data: Input[Dataset], rate: float) -> NamedTuple('Trained', [
        ('model', Model), ('metrics', Metrics), ('score', float)]):
    model = Model(uri=dsl.get_uri('model'), metadata={'rate': rate})
    model.framework = 'none'
    with open(data.path) as source, open(model.path, 'w') as target:
        target.write(source.read() + '!')
    metrics = Metrics(uri=dsl.get_uri('metrics'))
    metrics.log_metric('accuracy', 0.5)
    return (model, metrics, 2)


@dsl.component
def curve(result: Output[ClassificationMetrics]):
    result.log_roc_curve([0.0, 1.0], [0.5, 1.0], [0.9, 0.1])
    result.log_confusion_matrix(['a', 'b'], [[1, 2], [3, 4]])


@dsl.component
def elsewhere(data: Output[Dataset]):
    import os
    import tempfile
    path = os.path.join(tempfile.mkdtemp(), 'data.txt')
    with open(path, 'w') as file:
        file.write('from elsewhere')
    data.set_path(path)


@dsl.component
def read(data: InputPath('Dataset')) -> str:
    with open(data) as file:
        return file.read()


@dsl.component
def join(parts: List[Dataset], model: Input[Model]) -> str:
    texts = [open(part.path).read() for part in parts]
    with open(model.path) as file:
        return ','.join(texts) + ' ' + file.read() + ' ' + model.framework


@dsl.pipeline(name='artifacts')
def artifacts() -> str:
    one = make(name='one')
    trained = train(data=one.outputs['data'], rate=0.25)
    curve()
    read(data=elsewhere().outputs['data'])
    with dsl.ParallelFor(['x', 'yy']) as name:
        part = make(name=name)
    return join(
        parts=dsl.Collected(part.outputs['data']), model=trained.outputs['model']).output
