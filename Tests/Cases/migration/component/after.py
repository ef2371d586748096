# Copyright of somebody.

from typing import Optional

from kfp import dsl


class VertexEndpoint(dsl.Artifact):
    schema_title = "google.VertexEndpoint"
    schema_version = "0.0.1"


# author: Somebody <somebody@example.com>
@dsl.container_component
def train_model(
    # The table, as CSV.
    training_data: dsl.Input[dsl.Dataset],
    bucket: str,
    model: dsl.Output[dsl.Model],
    accuracy: dsl.OutputPath(float),
    endpoint: dsl.Output[VertexEndpoint],
    epochs: int = 10,
    # How fast.
    learning_rate: float = 0.1,
    label: Optional[str] = None,
    options: dict = {"verbose": True},
    shuffled: bool = True,
):
    """Trains a model on a table."""
    return dsl.ContainerSpec(
        image="example.com/train:1.2",
        command=[
            "python3",
            "-c",
            r"""import sys
print(sys.argv, "\n")
""",
            "--data",
            training_data.path,
        ],
        args=[
            dsl.ConcatPlaceholder(["--epochs=", epochs]),
            "--rate",
            learning_rate,
            dsl.IfPresentPlaceholder(input_name="label", then=["--label", label], else_=["--no-label"]),
            bucket,
            options,
            shuffled,
            model.path,
            accuracy,
            endpoint.uri,
            "{{$}}",
        ],
    )
