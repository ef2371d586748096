"""A script that does nothing but load a component of the first SDK."""
from kfp import components

count = components.load_component_from_text("""
name: Count lines
description: Counts.
inputs:
- {name: Text, type: Dataset}
- {name: limit, type: Integer, default: '7', optional: true}
- {name: skip, type: Boolean, default: 'yes'}
- {name: options, type: JsonObject, default: '{"a": [1, 2.5]}'}
outputs:
- {name: lines, type: Integer}
implementation:
  container:
    image: alpine
    command: [sh, -c, 'wc -l < "$0" > "$1"', {inputPath: Text}, {outputPath: lines}]
    args:
    - concat: [--limit=, {inputValue: limit}]
    - if: {cond: {isPresent: skip}, then: [--skip, {inputValue: skip}]}
    - {inputValue: options}
""")
