from kfp import components, dsl

copy_op = components.load_component_from_text("""
name: Copy
inputs:
- {name: From, type: URI}
- {name: To}
- name: Times
  type: Integer
outputs:
- {name: Place, type: String}
implementation:
  container:
    image: alpine:3.20
    command: [cp, {inputValue: From}, {inputValue: To}, {inputValue: Times}, {outputPath: Place}]
""")


@dsl.pipeline(name='texts')
def flow(times=2):
    copied = copy_op('a', 'b', times)
    copy_op(copied.outputs['Place'], to='c', times='3')
