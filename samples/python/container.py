from kfp import compiler, dsl


@dsl.container_component
def shout(text: str, loud: dsl.OutputPath(str)):
    return dsl.ContainerSpec(
        image="python:3.11",
        command=["sh", "-c", 'mkdir -p "$(dirname "$1")" && printf %s "$0" | tr a-z A-Z > "$1"'],
        args=[text, loud],
    )


@dsl.component(base_image="python:3.11")
def show_text(text: str) -> str:
    print(text)
    return text


@dsl.pipeline(name="container", description="A container and a Python component")
def container(text: str = "hello, container") -> str:
    loud = shout(text=text)
    shown = show_text(text=loud.outputs["loud"])
    return shown.output


if __name__ == "__main__":
    compiler.Compiler().compile(container, "container.yaml")
