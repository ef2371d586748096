from kfp import compiler, dsl
from kfp.dsl import Metrics


@dsl.component(base_image="python:3.9")
def train(seed: int) -> Metrics:
    return Metrics(uri=dsl.get_uri(), metadata={"score": seed})


@dsl.component(base_image="python:3.9")
def calc_average(models: list[Metrics]) -> float:
    scores = [model.metadata["score"] for model in models]
    return sum(scores) / len(scores)


@dsl.pipeline(name="fan-in", description="Ten models, one average")
def fan_in() -> float:
    with dsl.ParallelFor(items=[i for i in range(10)]) as item:
        model = train(seed=item)
    average = calc_average(models=dsl.Collected(model.output))
    return average.output


if __name__ == "__main__":
    compiler.Compiler().compile(fan_in, "fan_in.yaml")
