from kfp import components, dsl

copy_op = components.load_component_from_text("""
name: Copy
inputs:
- {name: From, type: String}
- {name: To, type: String}
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
def flow(times: int = 2):
    copied = copy_op(**{"from": 'a'}, to='b', times=times)
    copy_op(**{"from": copied.outputs['place']}, to='c', times=3)
