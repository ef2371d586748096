from kfp import compiler, dsl


@dsl.component(base_image="python:3.9")
def hello_world(text: str) -> str:
    print(text)
    return text


@dsl.pipeline(name="two-tasks", description="One task after the other")
def two_tasks(text: str = "Hello, world!") -> str:
    first = hello_world(text=text)
    second = hello_world(text=first.output)
    return second.output


if __name__ == "__main__":
    compiler.Compiler().compile(two_tasks, "two_tasks.yaml")
