"""Components of the first version from texts."""
from kfp import components, dsl

copy = components.load_component_from_text('''
name: Copy Things
description: |
  Copies.
  And more.
metadata:
  annotations: {author: someone}
inputs:
- {name: Input 1, type: String, description: The first}
- {name: Number, type: Integer, default: '3'}
- {name: rate, type: Float, optional: true}
- {name: flag, type: Bool, default: 'yes'}
- {name: rows, type: JsonArray, default: '[1, "a"]'}
- {name: table, type: JsonObject, default: '{"a": 1}'}
- {name: data, type: Dataset}
- {name: anything}
- {name: model, type: google.VertexModel, optional: true}
outputs:
- {name: Output 1, type: String}
- {name: out, type: Model}
- {name: other}
implementation:
  container:
    image: alpine
    command:
    - sh
    - -c
    - echo
    - {inputValue: Input 1}
    - {inputPath: data}
    - {inputUri: anything}
    args:
    - --number
    - {inputValue: Number}
    - {outputPath: Output 1}
    - {outputPath: out}
    - {outputUri: other}
    - {executorInput: null}
    - {concat: [a, {inputValue: Input 1}, {inputValue: Number}]}
    - if:
        cond: {isPresent: rate}
        then: [--rate, {inputValue: rate}]
        else: [--no-rate]
''')


@dsl.component
def make(data: dsl.Output[dsl.Dataset]) -> str:
    return ''


@dsl.pipeline
def pipeline():
    made = make()
    first = copy(input_1='x', data=made.outputs['data'], anything=made.outputs['data'])
    copy(
        input_1=first.outputs['output_1'], number=5, rate=1.5, flag=False, rows=[], table={},
        data=made.outputs['data'], anything=first.outputs['out'])
