"""Components that are loaded from texts, and from a file that the script itself compiled."""
import os
import tempfile

from kfp import compiler, components, dsl

echo = components.load_component_from_text("""
name: Echo words
description: Says something.
inputs:
- {name: First Word, type: String, default: hello}
- {name: data}
outputs:
- {name: result, type: Integer}
implementation:
  container:
    image: alpine
    command: [sh, -c, 'echo "$0" > "$1"', {inputValue: First Word}, {outputPath: result}]
    args: [{if: {cond: {isPresent: First Word}, then: [--word, {inputValue: First Word}]}}]
""")


@dsl.component
def make(out: dsl.Output[dsl.Artifact]) -> str:
    return ''


@dsl.component
def make_text(text: str) -> str:
    return text


@dsl.pipeline
def sub(text: str = 'a') -> str:
    return make_text(text=text).output


with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, 'sub.yaml')
    compiler.Compiler().compile(sub, path)
    loaded = components.load_component_from_file(path)


@dsl.pipeline
def pipeline():
    made = make()
    echo(data=made.outputs['out'])
    echo(first_word='x', data=made.outputs['out'])
    make_text(text=loaded(text=made.outputs['Output']).output)


compiler.Compiler().compile(pipeline, 'expected.yaml')
