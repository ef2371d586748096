from kfp import compiler, dsl


@dsl.component(base_image="python:3.9")
def hello_world(text: str) -> str:
    print(text)
    return text


@dsl.pipeline(
    name="intro-pipeline",
    description="A simple intro pipeline",
    pipeline_root="gs://my-bucket/intro",
)
def intro_pipeline(text: str = "Hello, world!"):
    hello_world(text=text)


if __name__ == "__main__":
    compiler.Compiler().compile(intro_pipeline, "intro_pipeline.yaml")
