from typing import Optional

from kfp import dsl


# kfps: `text` is of the type `String`, but read from a file, so it is an artifact now
# kfps: the default of `text` is lost, because an artifact has none
# kfps: the input `from` is called `input_from` now
# kfps: the output `data` is called `data_output` now
# kfps: a component has no environment: `MODE` is set on its tasks; write `task.set_env_variable(name="MODE", value="fast")`
# kfps: the output `lines` is expected at a place that the program gets as an argument, no more at `/tmp/lines`
@dsl.container_component
def _2_texts(
    input_from: str,
    data: dsl.Input[dsl.Artifact],
    data_output: dsl.Output[dsl.Artifact],
    lines: dsl.OutputPath(int),
    text: Optional[dsl.Input[dsl.Artifact]] = None,
):
    return dsl.ContainerSpec(
        image="alpine:3.20",
        command=[
            "sh",
            "-c",
            'cat "$1" "$2" > "$3"',
            "sh",
            text.path,
            data.path,
            data_output.path,
        ],
        args=[
            input_from,
        ],
    )
