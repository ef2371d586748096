// swift-format-ignore-file
// Written by grammar/embed from the chapters beside it. Change those and run it again.

/// The chapters of the book, in their order.
let bookChapters: [BookChapter] = [
BookChapter(topic: "scripts-and-cells", text: ##"""
# 1. Scripts and cells

KFP Script has the syntax of Python 3.13 and the vocabulary of `kfp.dsl`. Every script is valid Python,
so editors and formatters know it already. `kfps.ebnf` is its grammar; this book is its meaning. Every
program in it is a test.

## A script

A script ends in `.kfps`. The names of `kfp.dsl` are there without an import, and so are `dsl`,
`compiler`, `components` and `kubernetes`.

```kfps file=hello.kfps
@component(base_image="python:3.11")
def hello(name: str) -> str:
    return f"Hello, {name}!"


@pipeline(name="greeting", description="Says hello")
def greeting(name: str = "world") -> str:
    return hello(name=name).output
```

`kfps check` says what is wrong with a script, here nothing. `kfps run` runs it on this computer, and
`kfps compile` writes the document that Kubeflow Pipelines runs.

```console
$ kfps check hello.kfps
$ kfps run hello.kfps --backend subprocess --quiet --no-cache
Output = 'Hello, world!'
```

## A module

What people have already is a `.py` file with its own imports. It means the same.

```python file=hello.py
from kfp import compiler, dsl


@dsl.component(base_image="python:3.11")
def hello(name: str) -> str:
    return f"Hello, {name}!"


@dsl.pipeline(name="greeting", description="Says hello")
def greeting(name: str = "world") -> str:
    return hello(name=name).output


if __name__ == "__main__":
    compiler.Compiler().compile(greeting, "greeting.yaml")
```

In a module a name that was not imported is unknown, as it is for Python.

```python error=E0201
@component
def hello(name: str) -> str:
    return name
```

## Cells

A line that begins with `# %%` begins a cell, and `# %% [markdown]` a text for people. It is the form in
which editors show scripts as notebooks. Cells change nothing about what a script means: what one
cell defines, the later ones see.

```kfps
# %% [markdown]
# # Two cells
# The component first.

# %%
@component
def double(number: int) -> int:
    return 2 * number

# %%
four = double(number=2)
eight = double(number=four.output)
```

A notebook (`.ipynb`) is read cell by cell in the same way; lines that begin with `%` or `!` are left
out.

## Lines and blocks

A block is indented further than the line it belongs to. Statements on one line are divided by `;`.
Inside brackets a line goes on, and so it does behind a backslash.

```kfps
sizes = [
    1,
    2,  # a comment ends with its line
]
total = sizes[0] + \
    sizes[1]; count = len(sizes)
if total > count: mean = total / count
assert mean == 1.5
```

A line that is indented without a reason is a mistake, and so is a text or bracket that nobody closes.

```kfps error=E0110
total = 1
  count = 2
```

```kfps error=E0017
sizes = [1, 2
total = 3
```

"""##),
BookChapter(topic: "two-stages", text: ##"""
# 2. Two stages

A script is read once, here, before anything runs: that is *script time*. What the tasks do happens
later, somewhere: that is *run time*. Almost every surprise with pipelines comes from mixing the two.

## Script time is ordinary

Constants, helper functions, loops over known lists, f-strings of known values: all of it is computed
while the script is read, and leaves no trace in the pipeline but its result.

```kfps
@component
def train(rate: float, layers: int) -> float:
    return rate / layers


def rates(start: float, count: int) -> list[float]:
    return [round(start / 10**power, 6) for power in range(count)]


@pipeline
def search(layers: int = 3):
    for rate in rates(0.1, 3):
        task = train(rate=rate, layers=layers)
        task.set_display_name(f"train at {rate}")


assert rates(0.1, 2) == [0.1, 0.01]
```

The loop above leaves three tasks. The pipeline that is written knows nothing of the loop.

## Run-time values

A parameter of a pipeline, an output of a task, an item of a `ParallelFor`: these exist when tasks run.
At script time they are promises that have a type. They can be passed to tasks, compared in `If`,
looped over in `ParallelFor`, collected, and stand in texts.

```kfps
@component
def measure(path: str) -> int:
    return len(path)


@component
def report(text: str):
    print(text)


@pipeline
def inspect(path: str):
    size = measure(path=path)
    with If(size.output > 10, name="long"):
        report(text=f"{path} has {size.output} letters")
```

Whatever would need the value now is a mistake, and it is said where it stands. Python would take a
branch here, always the same one, and say nothing.

```kfps error=E0556
@component
def measure(path: str) -> int:
    return len(path)


@pipeline
def inspect(path: str):
    size = measure(path=path)
    if size.output > 10:
        measure(path="long")
```

```message
error[E0556]: this comparison is decided when tasks run, not while the script is read
 --> page.kfps:9:8
  |
9 |     if size.output > 10:
  |        ^^^^^^^^^^^^^^^^ compares a run-time value
  |
  = note: plain `if`, `and`, `or`, `not`, `in` and chained comparisons need an answer right away
  = help: decide at run time: `with If(...):`; nest two of them where both must hold
```

The same holds for arithmetic, for loops, for `len`, for methods of texts:

```kfps error=E0553
@component
def measure(path: str) -> int:
    return len(path)


@component
def show_number(number: int):
    print(number)


@pipeline
def inspect(path: str):
    show_number(number=measure(path=path).output + 1)
```

```kfps error=E0552
@pipeline
def inspect(paths: list):
    for path in paths:
        print(path)
```

```kfps error=E0555
@component
def say(text: str):
    print(text)


@pipeline
def inspect(path: str):
    say(text=path.upper())
```

The remedy is always one of three: write the computation into a component, use `If` or `ParallelFor`, or
make the value known when the script is read.

## Looking at results

At the top level of a script, `print`, `show`, `assert` and the last line of a cell may look at the
output of a task that has run. They never change the pipeline.

```kfps
@component
def double(number: int) -> int:
    return 2 * number


four = double(number=2)
print(four.output)
four.output
```

"""##),
BookChapter(topic: "components", text: ##"""
# 3. Components

A component is a Python function that runs as one step. The decorator keeps the text of the function and
ships it; the body is not run here.

## Inputs and outputs

The annotations of the parameters are the types of the inputs: `str`, `int`, `float`, `bool`, `list` and
`dict` (also `List[int]`, `dict[str, list]` and the like). A default makes an input optional. What the
function returns is its output.

```kfps
from typing import Optional


@component
def repeat(text: str, times: int = 2, note: Optional[str] = None) -> str:
    """Repeats a text.

    Args:
        text: What is repeated.
        times: How often.

    Returns:
        The repeated text.
    """
    print(note)
    return text * times


once = repeat(text="a", times=1)
```

Several outputs are a named tuple, or an `OutputPath` each: the path of a file into which the body
writes.

```kfps
from typing import List, NamedTuple


@component
def split(text: str) -> NamedTuple("Parts", [("head", str), ("tail", str)]):
    from collections import namedtuple

    return namedtuple("Parts", ["head", "tail"])(text[:1], text[1:])


@component
def measure(words: List[str], longest: OutputPath(str), count: OutputPath(int)):
    with open(longest, "w") as file:
        file.write(max(words, key=len))
    with open(count, "w") as file:
        file.write(str(len(words)))


parts = split(text="abc")
sizes = measure(words=[parts.outputs["head"], parts.outputs["tail"]])
again = split(text=sizes.outputs["longest"])
```

An optional type is written `Optional[str]`; the form `str | None` is not understood by KFP.

```kfps error=E0413
@component
def repeat(text: str, note: str | None = None) -> str:
    return text + (note or "")
```

An input without a type is a mistake, and so is a type that cannot travel.

```kfps error=E0410
@component
def repeat(text, times: int) -> str:
    return text * times
```

```kfps error=E0411
@component
def repeat(text: bytes) -> str:
    return text.decode()
```

## A component is shipped alone

Only the text of the function reaches the task: its inputs, its own imports, and what Python has
built in. A constant or an import of the script is not there.

```kfps error=E0401
GREETING = "Hello, "


@component
def greet(name: str) -> str:
    return GREETING + name
```

```message
error[E0401]: `greet` uses `GREETING`, which will not exist where it runs
 --> page.kfps:6:12
  |
1 | GREETING = "Hello, "
  | -------- defined here, in the script
...
6 |     return GREETING + name
  |            ^^^^^^^^ not defined inside the component
  |
  = note: a component is shipped alone: only its own text, its inputs and its own imports reach the task
  = help: move the line into `greet`, or add an input: `def greet(name: str, greeting: str = "Hello, ")` (kfps check --fix can apply this)
```

Functions can be shipped along by name.

```kfps
def polished(name: str) -> str:
    return name.strip().title()


@component(additional_funcs=[polished])
def greet(name: str) -> str:
    return "Hello, " + polished(name)


hello = greet(name=" ada ")
```

## Settings

```kfps
@component(
    base_image="python:3.12",
    packages_to_install=["numpy==1.26.4"],
    pip_index_urls=["https://pypi.org/simple"],
    pip_trusted_hosts=["pypi.org"],
    install_kfp_package=True,
    use_venv=False,
)
def mean(numbers: list) -> float:
    import numpy

    return float(numpy.mean(numbers))


mean(numbers=[1, 2, 3])
```

`target_image` names an image that is built for the component, `kfp_package_path` another `kfp` to
install, and `embedded_artifact_path` a file or folder that travels inside the component:

```text file=words.txt
alpha
beta
```

```kfps
@component(embedded_artifact_path="words.txt")
def count_words(words: dsl.EmbeddedInput[Dataset]) -> int:
    return len(open(words.path).readlines())


count_words()
```

A component may ask for the settings of its own task:

```kfps
@component(
    task_config_passthroughs=[
        TaskConfigField.RESOURCES,
        TaskConfigPassthrough(field=TaskConfigField.ENV, apply_to_task=True),
    ]
)
def launch(config: TaskConfig) -> str:
    return str(config.resources)


launch().set_cpu_limit("2").set_env_variable("MODE", "fast")
```

## Checks of the body

The body is read as carefully as the rest: its syntax, names that will not exist, outputs that are
declared and not returned.

```kfps error=E0402
@component
def area(width: float, height: float) -> float:
    return width * hight
```

```kfps error=E0407
@component
def area(width: float, height: float) -> float:
    print(width * height)
```

## Notebooks as components

`@notebook_component` runs a notebook with the inputs of the function as its parameters.

```text file=analysis.ipynb
{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
```

```kfps
@notebook_component(notebook_path="analysis.ipynb")
def analyse(path: str):
    dsl.run_notebook(path=path)


analyse(path="data.csv")
```

"""##),
BookChapter(topic: "pipelines", text: ##"""
# 4. Pipelines, and the session pipeline

A pipeline is a function whose calls of components are its tasks.

```kfps
@component
def add(left: float, right: float) -> float:
    return left + right


@pipeline(name="sums", description="Adds three numbers", display_name="Three numbers")
def sums(first: float, second: float = 2.0, third: float = 3.0) -> float:
    """Adds.

    Args:
        first: The first number.
    """
    part = add(left=first, right=second)
    return add(left=part.output, right=third).output
```

Its parameters have types and defaults like those of a component; inside they are run-time values. What
it returns is an output of a task, and where there are several, a named tuple.

```kfps
from typing import NamedTuple


class Ends(NamedTuple):
    low: float
    high: float


@component
def scaled(number: float, factor: float) -> float:
    return number * factor


@pipeline
def ends(number: float) -> Ends:
    low = scaled(number=number, factor=0.9)
    high = scaled(number=number, factor=1.1)
    return Ends(low=low.output, high=high.output)


@pipeline
def outer(number: float = 1.0) -> float:
    both = ends(number=number)
    return scaled(number=both.outputs["high"], factor=2.0).output
```

A pipeline that is called in another, as `ends` is above, is one task of it.

## Settings

```kfps
@component
def work(folder: str):
    print(folder)


@pipeline(
    name="with-workspace",
    pipeline_root="gs://bucket/root",
    pipeline_config=PipelineConfig(
        workspace=WorkspaceConfig(
            size="25Gi",
            kubernetes=KubernetesWorkspaceConfig(
                pvcSpecPatch={"accessModes": ["ReadWriteOnce"]}
            ),
        ),
        ttl_seconds_after_finished=3600,
    ),
)
def with_workspace():
    work(folder=WORKSPACE_PATH_PLACEHOLDER)
```

## Facts about the run

These names stand for texts that are filled in when a task starts.

```kfps
@component
def note(text: str):
    print(text)


@pipeline
def noted():
    note(text=f"run {PIPELINE_JOB_NAME_PLACEHOLDER} ({PIPELINE_JOB_ID_PLACEHOLDER})")
    note(text=PIPELINE_JOB_RESOURCE_NAME_PLACEHOLDER)
    note(text=f"task {PIPELINE_TASK_NAME_PLACEHOLDER} ({PIPELINE_TASK_ID_PLACEHOLDER})")
    note(text=f"created {PIPELINE_JOB_CREATE_TIME_UTC_PLACEHOLDER}")
    note(text=f"planned for {PIPELINE_JOB_SCHEDULE_TIME_UTC_PLACEHOLDER}")
    note(text=f"below {PIPELINE_ROOT_PLACEHOLDER}")
```

## The session pipeline

Tasks at the top level of a script belong to a pipeline that nobody has to write: the *session
pipeline*. So a script can be a list of steps, and a prompt can be a notebook.

```kfps
@component
def double(number: int) -> int:
    return 2 * number


two = double(number=1)
with ParallelFor([1, 2, 3]) as number:
    double(number=number)
```

Calling a pipeline at top level adds it to the session pipeline as one task.

```kfps
@component
def double(number: int) -> int:
    return 2 * number


@pipeline
def quadruple(number: int) -> int:
    return double(number=double(number=number).output).output


eight = quadruple(number=2)
sixteen = double(number=eight.output)
```

## Writing documents

`kfps compile FILE` writes the document of a script. A script may also say so itself, as modules do.

```kfps
@component
def double(number: int) -> int:
    return 2 * number


@pipeline
def quadruple(number: int = 1) -> int:
    return double(number=double(number=number).output).output


compiler.Compiler().compile(
    pipeline_func=quadruple,
    package_path="quadruple.yaml",
    pipeline_name="four times",
    pipeline_parameters={"number": 3},
)
compiler.Compiler().compile(
    quadruple,
    "manifest.yaml",
    kubernetes_manifest_format=True,
    kubernetes_manifest_options=compiler.KubernetesManifestOptions(
        pipeline_name="quadruple", namespace="kubeflow", include_pipeline_manifest=True
    ),
)
```

## Mistakes

A pipeline without a task, and one inside another, mean nothing.

```kfps error=E0451
@pipeline
def empty(number: int = 1):
    print("nothing to do")
```

```kfps error=E0302
@component
def double(number: int) -> int:
    return 2 * number


@pipeline
def quadruple(number: int) -> int:
    return double(number=number).output


quadruple(numbers=2)
```

"""##),
BookChapter(topic: "tasks", text: ##"""
# 5. Tasks and their settings

Calling a component makes a task. Arguments are given by name.

```kfps file=tasks.kfps
@component
def fetch(address: str, tries: int = 3) -> str:
    return address * tries


first = fetch(address="https://example.com")
second = fetch(address=first.output, tries=1)
```

## Outputs

`task.output` is the only output of a task; `task.outputs["name"]` one of several. The result of a
function is called `Output`.

```kfps
@component
def fetch(address: str, size: OutputPath(int)) -> str:
    open(size, "w").write("1")
    return address


@component
def check_size(size: int, address: str):
    assert size > 0, address


page = fetch(address="https://example.com")
check_size(size=page.outputs["size"], address=page.outputs["Output"])
```

## What a task knows about itself

These can be read while the script is read: the name of the task, its arguments, which of them are
run-time values, and the tasks that it waits for.

```kfps
@component
def step(text: str = "") -> str:
    return text


@pipeline
def chain():
    first = step(text="a")
    second = step(text=first.output).after(first)
    assert second.name == "step-2"
    assert first.inputs["text"] == "a"
    assert second.dependent_tasks == ["step"]
    assert len(second.channel_inputs) == 1


def labelled(task: PipelineTask, label: str) -> PipelineTask:
    return task.set_display_name(label)


@pipeline
def helped():
    labelled(step(text="b"), "the only step")
```

## Order

Tasks that share no data may run at once. `after` makes one wait for others, and
`ignore_upstream_failure` lets it run also if they fail.

```kfps
@component
def step(text: str = "") -> str:
    return text


@pipeline
def ordered():
    build = step(text="build")
    test = step(text="test").after(build)
    step(text="clean up").after(build, test).ignore_upstream_failure()
```

## Resources and behaviour

Every setting returns the task, so they can be chained.

```kfps
@component
def train(rate: float = 0.1) -> float:
    return rate


@pipeline
def resources(memory: str = "8Gi"):
    task = (
        train()
        .set_cpu_request("500m")
        .set_cpu_limit("2")
        .set_memory_request("2Gi")
        .set_memory_limit(memory)
        .set_accelerator_type("NVIDIA_TESLA_T4")
        .set_accelerator_limit(1)
        .set_display_name("Train it")
        .set_env_variable("MODE", "fast")
        .set_retry(3, backoff_duration="30s", backoff_factor=2.0, backoff_max_duration="10m")
        .set_caching_options(enable_caching=True, cache_key="v1")
        .set_container_image("registry.example/train:2")
    )
    task.set_debug_pause(before=True)
```

An amount that means nothing is found here, not in the cluster.

```kfps error=E0352
@component
def train() -> float:
    return 0.1


train().set_memory_limit("8 gigs")
```

```message
error[E0352]: `8 gigs` is not an amount of memory
 --> page.kfps:6:26
  |
6 | train().set_memory_limit("8 gigs")
  |                          ^^^^^^^^ not understood
  |
  = note: memory is written `512Mi`, `4G`, `2Gi`: a whole number and a unit
```

Older names still work, with a word about the new one; and `register_pipeline_channels` is there for
libraries that put run-time values into settings of their own.

```kfps error=W0105
@component
def train() -> float:
    return 0.1


@pipeline
def older():
    train().set_accelerator_type("nvidia.com/gpu").set_gpu_limit(1)
```

```kfps
@component
def train() -> float:
    return 0.1


@pipeline
def older(kind: str = "NVIDIA_TESLA_T4"):
    task = train().add_node_selector_constraint("NVIDIA_TESLA_T4").set_accelerator_limit(1)
    task.register_pipeline_channels([kind])
```

## Kubernetes

`kubernetes` holds settings that only a Kubernetes cluster understands.

```kfps
@component
def work() -> str:
    return ""


@pipeline
def on_kubernetes(secret: str = "token"):
    claim = kubernetes.CreatePVC(
        access_modes=["ReadWriteOnce"],
        size="5Gi",
        pvc_name_suffix="-data",
        storage_class_name="standard",
    )
    task = work()
    kubernetes.mount_pvc(task, pvc_name=claim.outputs["name"], mount_path="/data")
    kubernetes.empty_dir_mount(task, volume_name="scratch", mount_path="/scratch")
    kubernetes.add_ephemeral_volume(
        task, volume_name="fast", mount_path="/fast", access_modes=["ReadWriteOnce"], size="1Gi"
    )
    kubernetes.use_secret_as_env(task, secret_name=secret, secret_key_to_env={"key": "TOKEN"})
    kubernetes.use_secret_as_volume(task, secret_name="certificates", mount_path="/certificates")
    kubernetes.use_config_map_as_env(task, "settings", config_map_key_to_env={"mode": "MODE"})
    kubernetes.use_config_map_as_volume(task, "settings", mount_path="/settings")
    kubernetes.use_field_path_as_env(task, "POD_NAME", field_path="metadata.name")
    kubernetes.add_node_selector(task, label_key="disk", label_value="fast")
    kubernetes.add_node_affinity(
        task, match_expressions=[{"key": "zone", "operator": "In", "values": ["a"]}], weight=5
    )
    kubernetes.add_toleration(task, key="gpu", operator="Exists", effect="NoSchedule")
    kubernetes.add_pod_label(task, "team", "research")
    kubernetes.add_pod_annotation(task, annotation_key="owner", annotation_value="ada")
    kubernetes.set_image_pull_policy(task, "Always")
    kubernetes.set_image_pull_secrets(task, ["registry"])
    kubernetes.set_security_context(task, run_as_user=1000, run_as_non_root=True)
    kubernetes.set_timeout(task, 600)
    kubernetes.DeletePVC(pvc_name=claim.outputs["name"]).after(task)
```

Some settings can be given as one value, also one that a task computes.

```kfps
@component
def work() -> str:
    return ""


@pipeline
def as_values(selector: dict = {"disk": "fast"}):
    task = work()
    kubernetes.add_node_selector_json(task, selector)
    kubernetes.add_toleration_json(task, [{"key": "gpu", "operator": "Exists"}])
    kubernetes.add_node_affinity_json(
        work(),
        {"requiredDuringSchedulingIgnoredDuringExecution": {"nodeSelectorTerms": []}},
    )
```

"""##),
BookChapter(topic: "control-flow", text: ##"""
# 6. Control flow

What depends on values of run time is written with groups: `with` statements whose blocks hold tasks.

## If, Elif, Else, OneOf

A condition compares a run-time value with a constant or another one: `==`, `!=`, `<`, `<=`, `>`, `>=`.

```kfps
@component
def toss() -> str:
    import random

    return random.choice(["heads", "tails", "edge"])


@component
def say(text: str) -> str:
    return text


@pipeline
def game() -> str:
    coin = toss()
    with If(coin.output == "heads", name="heads"):
        won = say(text="You win.")
    with Elif(coin.output == "tails"):
        lost = say(text="You lose.")
    with Else():
        odd = say(text="Again!")
    answer = OneOf(won.output, lost.output, odd.output)
    return say(text=answer).output
```

`Elif` and `Else` follow the `If` they belong to. A branch may not run, so nothing outside may use its
outputs; `OneOf` may, if it names one of each branch and there is an `Else`.

```kfps error=E0501
@component
def toss() -> str:
    return "heads"


@component
def say(text: str) -> str:
    return text


@pipeline
def game():
    with If(toss().output == "heads"):
        won = say(text="You win.")
    say(text=won.output)
```

```message
error[E0501]: `won` may not run, so its output cannot be used outside its `If`
  --> page.kfps:15:14
   |
13 |     with If(toss().output == "heads"):
   |          ---------------------------- `won` runs only if this condition holds
14 |         won = say(text="You win.")
15 |     say(text=won.output)
   |              ^^^^^^^^^^ always needs the value
   |
   = help: move the use into the same branch
   = help: or give every branch an output, add an `Else`, and use `OneOf(...)` of them
```

```kfps error=E0514
@component
def say(text: str) -> str:
    return text


@pipeline
def game(coin: str):
    with Else():
        say(text="You lose.")
```

`Condition` is the older name of `If`.

```kfps error=W0104
@component
def say(text: str) -> str:
    return text


@pipeline
def game(coin: str):
    with Condition(coin == "heads"):
        say(text="You win.")
```

## ParallelFor and Collected

`ParallelFor` runs its block once for each item, at once unless `parallelism` says how many at a time.
The items are known, or an output of a task, or a parameter that is a list.

```kfps
@component
def square(number: int) -> int:
    return number * number


@component
def total(numbers: list[int]) -> int:
    return sum(numbers)


@component
def numbers(count: int) -> list[int]:
    return list(range(count))


@pipeline
def sums(count: int = 3) -> int:
    with ParallelFor(numbers(count=count).output, name="squares", parallelism=2) as number:
        squared = square(number=number)
    return total(numbers=Collected(squared.output)).output
```

Outside of the loop an output of it is many values; `Collected` is the list of them. In two loops it is a
list of lists.

```kfps error=E0502
@component
def square(number: int) -> int:
    return number * number


@component
def total(numbers: list[int]) -> int:
    return sum(numbers)


@pipeline
def sums() -> int:
    with ParallelFor([1, 2, 3]) as number:
        squared = square(number=number)
    return total(numbers=squared.output).output
```

```message
error[E0502]: `square` runs once per item, so its output must be collected first
  --> page.kfps:15:26
   |
13 |     with ParallelFor([1, 2, 3]) as number:
   |          ---------------------- `square` runs inside this loop
14 |         squared = square(number=number)
15 |     return total(numbers=squared.output).output
   |                          ^^^^^^^^^^^^^^ one value is asked for here, many exist
   |
   = note: outside the loop, the output of `square` is a list: one value for each item
   = help: write `Collected(squared.output)` (kfps check --fix can apply this)
```

Where the items are dictionaries, their values are fields of the item. All fields count as
values of one type, that of the first one.

```kfps
@component
def train(rate: float, layers: float):
    print(rate, layers)


@pipeline
def search():
    with ParallelFor([{"rate": 0.1, "layers": 2.0}, {"rate": 0.2, "layers": 3.0}]) as item:
        train(rate=item.rate, layers=item.layers)
```

```kfps error=E0571
@component
def train(rate: float):
    print(rate)


@pipeline
def search():
    with ParallelFor([{"rate": 0.1}, {"rate": 0.2}]) as item:
        train(rate=item.rates)
```

## ExitHandler

The exit task runs after the tasks of the block, whether or not they succeed. A component that takes a
`PipelineTaskFinalStatus` learns how they ended.

```kfps
@component
def notify(message: str, status: PipelineTaskFinalStatus):
    print(message, status.state)


@component
def work(text: str) -> str:
    return text


@pipeline
def guarded():
    done = notify(message="finished")
    with ExitHandler(exit_task=done, name="guard"):
        first = work(text="a")
        work(text=first.output)
```

```kfps error=E0520
@component
def work(text: str) -> str:
    return text


@pipeline
def guarded():
    with ParallelFor(["a", "b"]) as letter:
        done = work(text="done")
        with ExitHandler(done):
            work(text=letter)
```

"""##),
BookChapter(topic: "artifacts", text: ##"""
# 7. Artifacts

A parameter is a small value that travels in the document of a run. An artifact is a file or folder that
tasks write and read, with an address, a kind and metadata.

```kfps
@component
def make(data: Output[Dataset]):
    with open(data.path, "w") as file:
        file.write("1,2,3")
    data.metadata["columns"] = 3


@component
def train(data: Input[Dataset], model: Output[Model], metrics: Output[Metrics]):
    with open(data.path) as file:
        numbers = [int(number) for number in file.read().split(",")]
    with open(model.path, "w") as file:
        file.write(str(sum(numbers)))
    metrics.log_metric("sum", sum(numbers))


@component
def evaluate(model: Input[Model], page: Output[HTML], notes: Output[Markdown]) -> float:
    with open(model.path) as file:
        score = float(file.read())
    with open(page.path, "w") as file:
        file.write(f"<b>{score}</b>")
    with open(notes.path, "w") as file:
        file.write(f"**{score}**")
    return score


@pipeline
def training() -> float:
    data = make()
    trained = train(data=data.output)
    return evaluate(model=trained.outputs["model"]).outputs["Output"]
```

## The classes

`Artifact` is anything; `Dataset`, `Model`, `Metrics`, `ClassificationMetrics`,
`SlicedClassificationMetrics`, `HTML` and `Markdown` say more. Where an `Artifact` is wanted any of
them will do, and an `Artifact` goes where one of them is wanted; a `Model` is no `Dataset`. The
methods of `SlicedClassificationMetrics` fail in the SDK (2.17.0), so they fail here; its metadata can be
set.

```kfps
@component
def classify(
    curve: Output[ClassificationMetrics], slices: Output[SlicedClassificationMetrics]
):
    curve.log_confusion_matrix(["yes", "no"], [[8, 2], [1, 9]])
    slices.metadata["evaluationSlices"] = []


@component
def archive(anything: Input[Artifact]):
    print(anything.uri)


archive(anything=classify().outputs["curve"])
```

```kfps error=E0304
@component
def make(model: Output[Model]):
    open(model.path, "w").close()


@component
def count(data: Input[Dataset]) -> int:
    return len(open(data.path).readlines())


count(data=make().output)
```

```message
error[E0304]: `data` takes Dataset, but `make().output` is Model
  --> page.kfps:11:12
   |
7  | def count(data: Input[Dataset]) -> int:
   |           -------------------- `data` is declared as Dataset here
...
11 | count(data=make().output)
   |            ^^^^^^^^^^^^^ this is Model
```

## Other ways to write them

A component can return an artifact that it makes itself, and `InputPath` and `OutputPath` give the path
alone. `get_uri` is an address for it, and works only inside a task.

```kfps
@component
def make(rows: int) -> Dataset:
    uri = dsl.get_uri(suffix="table")
    return Dataset(uri=uri, metadata={"rows": rows})


@component
def copy(source: InputPath("Dataset"), target: OutputPath("Dataset")):
    import shutil

    shutil.copyfile(source, target)


copy(source=make(rows=3).output)
```

Many artifacts of a loop are a list.

```kfps
@component
def make(seed: int) -> Model:
    return Model(uri=dsl.get_uri(), metadata={"seed": seed})


@component
def best(models: Input[list[Model]]) -> int:
    return max(model.metadata["seed"] for model in models)


with ParallelFor([1, 2, 3]) as seed:
    model = make(seed=seed)
best(models=Collected(model.output))
```

## Importing

`importer` is a task that brings in an artifact that exists already.

```kfps
@component
def count(data: Input[Dataset]) -> int:
    return len(open(data.path).readlines())


@pipeline
def counting(address: str = "gs://bucket/data.csv") -> int:
    data = importer(
        artifact_uri=address,
        artifact_class=Dataset,
        reimport=False,
        metadata={"kind": "csv"},
    )
    return count(data=data.output).output
```

## Not in texts

An artifact is no text, so it cannot stand in one; pass it to an input that is one.

```kfps error=E0558
@component
def make(data: Output[Dataset]):
    open(data.path, "w").close()


@component
def say(text: str):
    print(text)


say(text=f"made {make().output}")
```

A class of one's own belongs to the kind that its schema names.

```kfps
class Table(Dataset):
    schema_title = "system.Table"
    schema_version = "1.0.0"


@component
def read(data: Input[Dataset]) -> int:
    return len(open(data.path).readlines())


read(data=importer(artifact_uri="gs://bucket/t", artifact_class=Dataset).output)
```

"""##),
BookChapter(topic: "containers-and-placeholders", text: ##"""
# 8. Containers and placeholders

Any image and any command can be a component. The body of a container component *is* run at script time,
once, to say how the container is started; what it returns is a `ContainerSpec`.

```kfps
@container_component
def shout(text: str, loud: OutputPath(str)):
    return ContainerSpec(
        image="alpine:3.20",
        command=["sh", "-c", 'mkdir -p "$(dirname "$1")" && printf %s "$0" | tr a-z A-Z > "$1"'],
        args=[text, loud],
    )


@pipeline
def shouting(text: str = "hello") -> str:
    return shout(text=text).output
```

In the body an input is a placeholder: its value is put in when the task starts. Artifacts have `path`,
`uri` and `metadata`.

```kfps
@container_component
def convert(source: Input[Dataset], target: Output[Dataset], mode: str = "fast"):
    return ContainerSpec(
        image="registry.example/convert:2",
        command=["convert", "--mode", mode],
        args=[
            "--from", source.path, "--to", target.path,
            "--address", source.uri, "--kind", source.metadata["kind"],
        ],
    )


convert(source=importer(artifact_uri="gs://bucket/t.csv", artifact_class=Dataset).output)
```

## Putting words together

`ConcatPlaceholder` joins texts and values to one word. `IfPresentPlaceholder` leaves words out where an
optional input is not given.

```kfps
@container_component
def greet(name: str, title: str = None):
    return ContainerSpec(
        image="alpine:3.20",
        command=["echo", ConcatPlaceholder(["name=", name])],
        args=[
            IfPresentPlaceholder(
                input_name="title", then=["--title", title], else_=["--no-title"]
            )
        ],
    )


greet(name="Ada")
greet(name="Grace", title="Admiral")
```

The executor of a container may also want everything at once, as one text of JSON, and a file for its
outputs.

```kfps
@container_component
def raw(text: str, answer: OutputPath(str)):
    return ContainerSpec(
        image="registry.example/raw:1",
        args=[
            PIPELINE_TASK_EXECUTOR_INPUT_PLACEHOLDER,
            PIPELINE_TASK_EXECUTOR_OUTPUT_PATH_PLACEHOLDER,
            text,
            answer,
        ],
    )


raw(text="hi")
```

## Mistakes

An input is a placeholder, so nothing can be decided by it.

```kfps error=E0485
@container_component
def greet(name: str):
    if name == "Ada":
        return ContainerSpec(image="alpine:3.20", command=["echo", "welcome back"])
    return ContainerSpec(image="alpine:3.20", command=["echo", name])
```

```message
error[E0485]: `name` is not known when the container is described, so it cannot be used with `==` here
 --> page.kfps:3:8
  |
3 |     if name == "Ada":
  |        ^^^^^^^^^^^^^ filled in when the task starts
```

```kfps error=E0483
@container_component
def greet(name: str):
    return ContainerSpec(
        image="alpine:3.20",
        command=["echo", IfPresentPlaceholder(input_name="title", then="Dr.")],
    )
```

```kfps error=E0415
@container_component
def read(data: Dataset):
    return ContainerSpec(image="alpine:3.20", command=["cat", "data"])
```

"""##),
BookChapter(topic: "loading", text: ##"""
# 9. Loading components and documents

Components can come from documents: what `kfps compile` or the official SDK wrote, or the component
files of the first version of KFP.

```text file=echo.yaml
name: Echo words
description: Says something.
inputs:
- {name: First Word, type: String, default: hello}
outputs:
- {name: result, type: Integer}
implementation:
  container:
    image: alpine:3.20
    command: [sh, -c, 'echo "$0" > "$1"', {inputValue: First Word}, {outputPath: result}]
```

```kfps file=echoing.kfps
echo = components.load_component_from_file("echo.yaml")


@component
def double(number: int) -> int:
    return 2 * number


@pipeline
def echoing() -> int:
    said = echo(first_word="hi")
    return double(number=said.outputs["result"]).output
```

A document can be written in the script itself.

```kfps
wait = components.load_component_from_text("""
name: wait
inputs:
- {name: seconds, type: Integer}
implementation:
  container:
    image: alpine:3.20
    command: [sleep, {inputValue: seconds}]
""")

wait(seconds=60)
```

Its inputs are checked like any others.

```kfps error=E0302
wait = components.load_component_from_text("""
name: wait
inputs:
- {name: seconds, type: Integer}
implementation:
  container:
    image: alpine:3.20
    command: [sleep, {inputValue: seconds}]
""")


@pipeline
def waiting():
    wait(seconds=60, minutes=1)
```

```message
error[E0302]: `wait` has no input `minutes`
  --> page.kfps:14:22
   |
14 |     wait(seconds=60, minutes=1)
   |                      ^^^^^^^ no such input
   |
   = note: `wait` takes `seconds`
```

`load_component_from_url` reads from the network, which a script may do only where that is allowed.

```kfps error=E0602
echo = components.load_component_from_url("https://example.com/echo.yaml")
```

```kfps error=E0601
echo = components.load_component_from_file("no-such-file.yaml")
```

## Documents on their own

A compiled document needs no script: it can be checked and run as it is, and written again, in JSON or
with other defaults.

```console
$ kfps compile echoing.kfps -o echoing.yaml
$ kfps check echoing.yaml
$ kfps compile echoing.yaml -o echoing.json
```

## Other parts of `kfp`

A module may start a run by itself, or connect to a server. kfps runs tasks itself and connects nowhere
while it reads, so these calls are recognised and have no effect.

```python
from kfp import Client, components, dsl, local


@dsl.component
def double(number: int) -> int:
    return 2 * number


@dsl.pipeline
def doubling(number: int = 1) -> int:
    return double(number=number).output


if __name__ == "__main__":
    local.init(runner=local.SubprocessRunner(use_venv=False))
    local.init(local.DockerRunner())
    client = Client()
    client.create_run_from_pipeline_func(doubling, arguments={"number": 2})


def load(address: str):
    return components.load_component_from_url(address)
```

"""##),
BookChapter(topic: "script-time", text: ##"""
# 10. The script-time subset and its library

What stands outside of component bodies is evaluated by kfps. It is a large part of Python: enough for
what pipelines do while they are put together, and small enough that reading a stranger's script is safe.
It cannot start a process, open a socket or write a file.

## Values

```kfps
sizes = {"small": 1, "large": 2**3}
names = [name.upper() for name in sizes if name != "small"]
pairs = {index: name for index, name in enumerate(sizes, start=1)}
letters = {letter for letter in "banana"}
even = {2, 4} & {4, 6}
total = sum((number for number in (1, 2, 3)), start=0)
first, *rest = (1, 2.5, None, True)
text = f"{sizes['large']:>4}|{names[0]!r}|{len(pairs)=}"

assert even == {4} and total == 6
assert names == ["LARGE"] and pairs[1] == "small"
assert sorted(letters) == ["a", "b", "n"] and rest[-1] is True
assert text == "   8|'LARGE'|len(pairs)=2"
assert " ".join(reversed("a b".split())) == "b a"
assert "%s and %d" % ("a", 2) == "{} and {}".format("a", 2)
assert (7 // 2, 7 % 2, -7 // 2, 1 << 4, 6 & 3, 6 | 3, 6 ^ 3, ~6) == (3, 1, -4, 16, 2, 7, 5, -7)
```

## Statements

```kfps
def largest(numbers, default=0, *more, unit="", **options):
    best = default
    for number in [*numbers, *more]:
        if number > best:
            best = number
        elif number < 0:
            continue
        else:
            pass
    while best % 2:
        best += 1
    else:
        best *= 1
    return f"{best}{unit}"


def guarded(text):
    try:
        return int(text)
    except (ValueError, TypeError) as problem:
        return str(type(problem).__name__)
    finally:
        pass


def kind(value):
    match value:
        case int() | float() if value > 0:
            return "positive"
        case [first, *_]:
            return f"list of {first}"
        case {"name": name}:
            return name
        case _:
            return "other"


assert largest([1, 5], 2, 7, unit=" GB") == "8 GB"
assert guarded("12") == 12 and guarded("x") == "ValueError"
assert [kind(2), kind([1, 2]), kind({"name": "n"}), kind(None)] == [
    "positive", "list of 1", "n", "other",
]
```

## Classes

Simple classes work: with methods, as named tuples, dataclasses and enumerations.

```kfps
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple


class Size(Enum):
    SMALL = "1Gi"
    LARGE = "8Gi"


@dataclass
class Step:
    name: str
    size: Size = Size.SMALL
    after: list = field(default_factory=list)

    def label(self):
        return f"{self.name} ({self.size.value})"


class Point(NamedTuple):
    x: int
    y: int = 0


assert Step("train", Size.LARGE).label() == "train (8Gi)"
assert Point(1) == (1, 0)
```

## The library

```kfps
import itertools
import json
import math
import os
import textwrap
from collections import OrderedDict, defaultdict
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

assert os.path.join("a", "b.txt") == str(Path("a") / "b.txt")
assert os.environ.get("NOT_SET", "x") == "x"
assert json.loads(json.dumps({"a": [1, None]})) == {"a": [1, None]}
assert math.ceil(1.2) == 2 and math.pi > 3
assert (datetime(2024, 2, 28) + timedelta(days=1)).strftime("%Y-%m-%d") == "2024-02-29"
assert textwrap.dedent("  a\n  b") == "a\nb"
assert list(itertools.product("ab", [1]))[1] == ("b", 1)
assert partial(max, 3)(2) == 3
groups = defaultdict(list)
groups["a"].append(1)
assert OrderedDict(groups) == {"a": [1]}
```

Settings are often kept in files. YAML is read as PyYAML's safe loader reads it, TOML as `tomllib` does;
dates in them have to stand in quotes.

```yaml file=settings.yaml
defaults: &defaults {rate: 0.1, epochs: 3}
train:
  <<: *defaults
  epochs: 10
```

```kfps
import tomllib

import yaml

with open("settings.yaml") as file:
    settings = yaml.safe_load(file)

assert settings["train"] == {"rate": 0.1, "epochs": 10}
assert tomllib.loads("[train]\nepochs = 3")["train"]["epochs"] == 3
```

A generator runs while its values are taken. Context managers can be made from one: the block of the
`with` stands in place of its `yield`.

```kfps
from contextlib import contextmanager


@component
def train(seed: int) -> float:
    return seed / 2


@contextmanager
def on_gpus(kind: str):
    tasks = []
    yield tasks
    for task in tasks:
        task.set_accelerator_type(kind).set_accelerator_limit(1)


with on_gpus("nvidia.com/gpu") as tasks:
    tasks += [train(seed=seed) for seed in range(2)]
```

Random numbers are those of Python behind `random.seed(...)`; without a seed, each compilation has others,
which `kfps compile --explain-inputs` says.

```kfps
import hashlib
import random
import uuid

random.seed(7)
assert random.randint(1, 6) == 3
assert hashlib.sha256(b"data").hexdigest().startswith("3a6eb079")
assert str(uuid.uuid5(uuid.NAMESPACE_DNS, "example.com"))[:8] == "cfbff0d1"
```

Modules next to the script are read like the script. Of any other module only the import is allowed;
needing one of its values to put the pipeline together is a mistake, at the place where it is needed.

```kfps
import pandas as pd


@component
def describe(path: str) -> str:
    import pandas as pd

    return str(pd.read_csv(path).describe())


describe(path="data.csv")
```

```kfps error=E0205
import pandas as pd

if len(pd.read_csv("data.csv")) > 3:
    print("many")
```

```message
error[E0205]: the value of `pandas.read_csv(...)` is needed to put the pipeline together, and only Python could compute it
 --> page.kfps:3:4
  |
1 | import pandas as pd
  |        ------ imported here, from a module that is not read
2 |
3 | if len(pd.read_csv("data.csv")) > 3:
  |    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ measured here
  |
  = help: write the value itself, or move the computation into a component
```

Failures that Python would raise as exceptions are found with their place and the calls that led there.

```kfps error=E0206
def rate(name):
    return {"slow": 0.1}[name]


print(rate("fast"))
```

```message
error[E0206]: there is no key 'fast'
 --> page.kfps:2:12
  |
2 |     return {"slow": 0.1}[name]
  |            ^^^^^^^^^^^^^^^^^^^
...
5 | print(rate("fast"))
  |       ------------ `rate` is called here
```

## The rest of Python

In the body of a component stands any Python; it runs in the task. kfps reads all of it. This one
shows whatever the other chapters had no use for.

```kfps
@component
def everything(path: str) -> int:
    import os.path, json as j
    from . import sibling
    from ..above import (first as one, second,)
    from asyncio import *

    type Pair[T] = tuple[T, T]
    count: int = 0
    (total): float
    state = {**{}, "π": 0x_ff + 0o17 + 0b11 + 1_000 + 00 + 1.5e-3 + .5 + 2j.imag, 'b': ...}
    state["c"] = yields = lambda a, /, b=1, *c, d, e=2, **f: (a, b, *c, d, e, f)
    plain = lambda: None
    keywords = lambda *, key: key
    only = lambda **options: options
    defaults = lambda a=1: a
    data = b'a\x41\101' rb"\d" + B"""b
    """
    raw = r'\d' + R"""
    """ + u'\u00e9\U0001F600\N{LATIN SMALL LETTER A}\'' + '''it's''' "a" f'{count!r:>{total}.2f} {{}}'

    def decorate[F: (int, str), *Ts, **P](function: F, *args: *Ts, key=None, **kwargs) -> F:
        nonlocal count
        global world
        count += 1; total = -count
        return function

    def many(a, b: int = 1, /, c=2, *, d, e: str = "", **f): return a
    def few(a, /, b): return a
    def more(a, /, b=1): return a
    def starred(*args: int, key, **options: str): return args
    def no(a=1, /, b=2, *, c): yield from (a, b)
    def named(**options): return options

    @decorate
    class Thing[T](list, metaclass=type, **{}):
        size = 1

        @property
        def double(self): return self.size * 2 ** -1 @ self

    async def wait(things, *more):
        async with open(path) as file, things:
            pass
        async for thing in things:
            await thing
        with (open(path) as file, things as (a, [b, *c]),):
            pass
        return [x async for x in things if x if not x], {x: 1 for x in things}, {x for x in more}

    def generate():
        sent = yield
        yield sent, 1
        x = (yield)
        f"{(yield)}"
        return (x := 1, *[2])

    try:
        raise ValueError("a") from None
    except* ValueError as group:
        raise
    except* (TypeError, OSError):
        pass
    else:
        pass
    finally:
        del count, state["c"], (one, [second]),

    try:
        assert path, "no path"
    except OSError:
        pass
    except:
        pass

    for index, *rest in enumerate(path), :
        if (n := len(path)) > 3 and index not in rest or index is not None: break
        elif not index: continue
        else: pass
    else:
        print(*rest, sep="", **{}, end="")
    while path: path = path[1:-1:2, ..., *rest] if path else path[::], path[n:=0]

    match path, n:
        case -1 | 2.5 | -1 - 2j | "a" "b" | b"c" | None | True | False: pass
        case Thing(1, size=2) | Thing(size=_) | Thing() as thing: pass
        case {"a": [1, *others], sibling.KEY: (x), **more}: pass
        case {**more}: pass
        case {}: pass
        case (a, b) | [] | (): pass
        case 1, *_: pass
        case sibling.VALUE if (y := n): pass
        case str(): pass
    n <<= 1; n >>= 1; n |= 1; n ^= 1; n &= 1; n @= 1; n //= 1; n **= 2; n %= 2; n -= 1; n /= 1; n *= 1
    return sum(x for x in [~n, +n]) <= n >= 1 != 2 < 3 == 3
```

## The grammar by name

`grammar/kfps.ebnf` is the whole grammar. These are its productions; the program above has an example of
each, and the parser names the ones that each of its functions reads.

The script: `script`, `statement`, `simple_statements`, `block`, `simple_statement`,
`compound_statement`.

Simple statements: `assignment`, `assigned`, `augmented_operator`, `annotated_target`,
`return_statement`, `raise_statement`, `del_statement`, `del_target`, `del_targets`, `assert_statement`,
`global_statement`, `nonlocal_statement`, `type_alias`, `import_statement`, `origin`, `imported_names`,
`imported_name`, `dotted_as`, `dotted_name`.

Blocks: `if_statement`, `else_block`, `while_statement`, `for_statement`, `with_statement`, `with_item`,
`try_statement`, `handlers`, `handler`, `bare_handler`, `group_handlers`, `group_handler`,
`finally_block`.

Definitions: `decorator`, `function`, `class`, `parameters`, `required`, `defaulted`,
`starred_parameters`, `parameter_name`, `named_parameter`, `double_starred`, `type_parameters`,
`type_parameter`.

Match: `match_statement`, `subject`, `case`, `patterns`, `open_sequence`, `maybe_star`, `star_pattern`,
`capture`, `pattern`, `or_pattern`, `closed_pattern`, `literal_pattern`, `signed_number`, `complex`,
`value_pattern`, `sequence_pattern`, `mapping_pattern`, `key_pattern`, `rest_pattern`, `class_pattern`,
`pattern_arguments`, `keyword_pattern`.

What can be assigned to: `targets`, `target_or_star`, `target`, `target_list`, `single_target`, `member`.

Expressions, loosest first: `expressions`, `star_expression`, `named_expression`, `star_named`,
`star_named_list`, `yield_expression`, `expression`, `lambda`, `lambda_parameters`, `bare_name`,
`bare_defaulted`, `bare_starred`, `bare_named`, `disjunction`, `conjunction`, `negation`, `comparison`,
`comparison_operator`, `bit_or`, `bit_xor`, `bit_and`, `shift`, `sum`, `term`, `factor`, `power`,
`awaited`, `primary`, `trailer`, `atom`, `group`, `tuple`, `list`, `set`, `dictionary`, `entry`,
`list_comprehension`, `set_comprehension`, `dictionary_comprehension`, `generator_expression`,
`generator`, `clauses`, `clause`, `slices`, `subscript`, `slice`, `arguments`, `positional`,
`named_arguments`, `named_or_star`, `named_or_double`, `named_argument`, `argument_name`, `strings`,
`plain_strings`, `text`.

Tokens: `keyword`, `NEWLINE`, `COMMENT`, `INDENT`, `DEDENT`, `NAME`, `LETTER`, `DIGIT`, `NUMBER`, `REAL`,
`INTEGER`, `DECIMAL`, `DIGITS`, `HEXADECIMAL`, `OCTAL`, `BINARY`, `FLOAT`, `EXPONENT`, `IMAGINARY`,
`STRING`, `BYTES`, `QUOTED`, `RAW_QUOTED`, `PLAIN_QUOTED`, `RAW_PLAIN_QUOTED`, `CHARACTER`, `PLAIN`,
`ESCAPE`, `UNIT`, `PLAIN_ESCAPE`, `RAW_ESCAPE`, `LINE_END`, `FSTRING`, `FSTRING_START`, `FSTRING_MIDDLE`,
`FSTRING_PIECE`, `FSTRING_END`, `FIELD`, `FORMAT_FIELD`, `FORMAT_TEXT`, `FORMAT_PIECE`, `field_value`,
`CONVERSION`.

"""##),
BookChapter(topic: "session", text: ##"""
# 11. The session

`kfps` alone is a prompt. Each cell is checked first; a cell with a mistake changes nothing. Tasks of an
accepted cell run at once; the prompt comes back when they have finished.

A value that is the last line of a cell is shown.

```session
In [1]: sizes = {"small": 1, "large": 8}
In [2]: sizes["large"] * 2
Out[2]: 16
```

Defining components costs nothing; calling one makes a task of the session pipeline, and runs it.

```session
In [1]: @component(base_image="python:3.11")
   ...: def double(number: int) -> int:
   ...:     return 2 * number
   ...: 
In [2]: two = double(number=1)
Output = 2
In [3]: four = double(number=two.output)
Output = 4
In [4]: four.output
Out[4]: 4
In [5]: %tasks
double-2
In [5]: four
Out[5]: task double-2 of double(number: int) -> int: succeeded
Output = 4
In [6]: double
Out[6]: component double(number: int) -> int
```

A mistake is shown where it stands, and the cell can be written again.

```session
In [1]: sizes = [1, 2
   ...: ]
In [2]: sizes[5]
error[E0206]
In [3]: sizes[1]
Out[3]: 2
```

Artifacts are shown with what the task said about them, metrics as a small table, pipelines as a tree.

```session
In [1]: @component(base_image="python:3.11")
   ...: def score(metrics: Output[Metrics]):
   ...:     metrics.log_metric("accuracy", 0.93)
   ...:     metrics.log_metric("images", 1200)
   ...: 
In [2]: scored = score()
finished
In [3]: scored.outputs["metrics"]
Out[3]: system.Metrics at
accuracy  0.93
images    1200
In [4]: @pipeline
   ...: def twice():
   ...:     first = score()
   ...:     score().after(first)
   ...: 
In [5]: twice
Out[5]: pipeline twice()
score-2
```

## Typing

A cell is complete when the parser says so: an open bracket, a text in three quotes, a `with` block and
the body of a component go on, and an empty line ends a block. The next line is indented as far as it
probably wants to be. What is pasted arrives as one piece, however long it is, and Enter takes it; `# %%`
lines inside it divide it into cells. Ctrl-C while one of them runs stops it and leaves the rest out.

| key | what it does |
| --- | --- |
| Enter | ends the cell, or opens its next line; within a line of a cell that was brought back it takes the cell |
| Tab | completes names, inputs of the component that is called, outputs of a task, methods, names of `dsl`, commands and files; shows them with their types where there are several; indents at the start of a line |
| Up, Down | move between the lines of a cell, and beyond them through the history |
| Ctrl-R | searches the history, which keeps cells of several lines whole, goes back to earlier sessions and is shared by those that run at the same time |
| Ctrl-A, Ctrl-E, Home, End | go to the ends of the line |
| Ctrl-C | drops the line; while a cell runs, stops it and keeps the session; a second one kills what still runs |
| Ctrl-Z | leaves the terminal to the shell; `fg` comes back |
| Ctrl-D | leaves |

The keys are libedit's: `~/.editrc` changes them, `bind -v` there asks for those of vi. What is typed while
a cell runs waits for the prompt. Where the terminal can only print (`TERM=dumb`, or output that goes to a
file), the prompt reads plain lines and writes no escape sequences; colours are left out there, and where
`NO_COLOR` is set.

libedit cannot do some things, and the prompt lives with them:

- Of a cell taller than the window it draws the last window-full only. The prompt draws the part around the
  cursor over it; `%edit -e` opens an editor for the cell.
- Further lines of a cell begin at the left margin, not under the first.
- It draws no marks that follow their character (an accent typed by itself). The prompt prints such lines
  over libedit's own, and moves and deletes a character with its marks. Characters that a terminal draws
  as one although they are several wide ones (families of emoji) may look too narrow while they are edited.
- Of a cell that one leaves for the history it keeps 1,024 characters. The prompt keeps all of them.
- With vi keys, `0` and `$` go to the ends of the whole cell; `I` and `A` are those of the line.
- It colours nothing while one types.

## Changing cells

Each accepted cell keeps its number. `%edit 2` brings a cell back to be changed, `%delete 2` removes it,
`%move 4 2` puts it elsewhere, `%undo` takes the last change back, whatever it was, and `%redo` does it
again. If the cells do not hold together afterwards, nothing happens.

What is stale then is said and runs again; everything else keeps its result. A result belongs to what
decided it (the component, the values that went in, the files), not to the name of a task or the place of a
cell: removing a cell above renames tasks and runs nothing.

```text file=edit.kfps
# %%
%auto off

# %%
@component
def double(number: int) -> int:
    return 2 * number

# %%
two = double(number=1)

# %%
four = double(number=two.output)

# %%
%edit 2
two = double(number=5)
```

In a script, the lines behind `%edit` are the new text:

```console
$ kfps repl edit.kfps
tasks of a cell wait for %run
stale: double, its inputs changed
stale: double-2, it takes from `double`
%run runs what is stale
```

A component that is defined anew does not change the tasks that used the old one: so it is in the file that
the session is, too. The prompt says which tasks those are.

```session
In [1]: @component(base_image="python:3.11")
   ...: def size() -> int:
   ...:     return 1
   ...: 
In [2]: first = size()
Output = 1
In [3]: @component(base_image="python:3.11")
   ...: def size() -> int:
   ...:     return 2
   ...: 
note: `size` of In [2] still uses `size` of In [1], not that of In [3]
In [4]: %move 2
stale: size, its component changed
Output = 2
In [4]: %undo
took the move of In [2] back
stale: size, its component changed
0 tasks ran, 1 kept its result
In [4]: %undo 99
error: there are only 3 changes to take back
```

## Commands

Lines that begin with `%` are commands of the prompt itself, and never part of the script; where one stands
in the middle of a cell, the lines before and behind it are cells of their own. `%help` lists them,
`%help NAME` and `%NAME?` explain one.

| command | what it does |
| --- | --- |
| `%help [NAME]` | lists the commands, or explains one |
| `%cells [N]`, `%edit [N]`, `%move N [M]`, `%delete N` | show and change cells |
| `%undo [N]`, `%redo [N]`, `%reset` | take changes back, do them again, forget everything |
| `%history [N\|WORD]` | what was typed |
| `%check` | what there is to say about all cells |
| `%type EXPR` | the type of an expression; nothing runs |
| `%explain CODE` | what a code such as E0302 means |
| `%run [PIPELINE [INPUT=VALUE ...]]` | runs what has no result, or a pipeline by itself |
| `%rerun [N\|TASK]` | runs tasks again although they have results |
| `%tasks`, `%show TASK`, `%logs TASK` | what tasks left, all about one, what it printed |
| `%time [CELL]` | how long a cell takes |
| `%auto [on\|off]` | whether the tasks of a cell run at once |
| `%backend [NAME]` | what runs the tasks |
| `%cache [on\|off]` | whether results of earlier sessions are used |
| `%emit [FILE]` | the document of the session's pipeline |
| `%graph [PIPELINE]` | draws it |
| `%save FILE`, `%load FILE` | writes the session as a script, adds the cells of one |
| `%export FILE` | writes it with its results as `.html`, `.ipynb`, `.md` or `.py` |
| `%cd [FOLDER]` | where files are found |
| `%quit` | leaves |
| `!COMMAND` | a command of the shell |
| `NAME?`, `NAME??` | what a name is, and its source |

```session
In [1]: @component(base_image="python:3.11")
   ...: def greet(name: str = "you") -> str:
   ...:     """Says hello."""
   ...:     return "hello " + name
   ...: 
In [2]: %auto off
tasks of a cell wait for %run
In [2]: hello = greet()
In [3]: %type hello.output
str, the output `Output` of `greet`
In [3]: %type [len("abc"), 2.5]
list
In [3]: greet?
component greet(name: str = ...) -> str
Says hello.
In [3]: greet??
return "hello " + name
In [3]: ParallelFor?
ParallelFor(items, name=None, parallelism=None)
In [3]: %run greet name=all
Output = 'hello all'
In [3]: %run
greet started
1 task: succeeded
In [3]: %rerun greet
1 task ran
In [3]: %show greet
Output = 'hello you'
In [3]: !echo from the shell
from the shell
In [3]: %undo 7
error: there are only 2 changes to take back
```

```text file=sides.kfps
sides = [3, 4]
%type sides
sides[0] * sides[1]
```

```console
$ kfps repl sides.kfps
list
Out[2]: 12
```

```session
In [1]: answer = 42
In [2]: %cells
answer = 42
In [2]: %undo
took In [1] back
In [2]: answer
error[E0201]
In [3]: %redo
did In [1] again
In [3]: answer
Out[3]: 42
In [4]: %move 3 1
error[E0218]
error: the cells do not hold together then; nothing was changed
In [4]: %history 3
> answer
> %move 3 1
In [4]: %time sum(range(10))
Out[4]: 45
checked in
In [5]: %nonsense
error: there is no %nonsense; %help lists all
```

## Saving

A session and the script that `%save` writes mean the same: `kfps compile` makes of the one what `%emit`
writes of the other.

The session is also kept while it grows, in `.kfps/sessions`, a line for each thing that happens. After a
crash, a `kill -9` or Ctrl-D, `kfps --restore` brings the latest session of the folder back with its
cells and results; `kfps --restore NAME` takes another one. A task that was running when it ended counts as
stopped: `%run` goes on with it. A session that is open elsewhere is not taken.

`kfps repl FILE` starts a session with the cells of a script. Standard input that is no terminal is
executed as a script of cells, and so is the text behind `-c`; the exit status is 1 if a cell was refused or
a task failed.

```console
$ kfps -c 6*7
Out[1]: 42
$ kfps -c %undo
error: there is no cell to take back
```

"""##),
BookChapter(topic: "not-supported", text: ##"""
# 12. What is not supported, and why

## At script time

Only what is put together while the script is read is meant here; the bodies of components are Python
without limits.

| not there | why |
| --- | --- |
| values of other modules (`pandas`, `requests`, one's own compiled packages) | reading a script must be safe and fast, and give the same result everywhere |
| processes, sockets, writing files | a script is read, not trusted; files that it writes exist only while it is read |
| `async`, `await` | there is nothing to wait for |
| whole numbers beyond 64 bits | amounts of a pipeline are smaller |
| metaclasses, descriptors, `__new__`, values sent into generators | no pipeline needs them, and every reader is glad |
| `eval`, `exec`, `compile` | a text is no program |
| more than some million steps | a script that does not end is a mistake |

```kfps error=E0211
big = 2**62 + 2**62
```

```kfps error=E0205
import requests

rates = requests.get("https://example.com").json()
for rate in rates:
    print(rate)
```

## In pipelines

| not there | why |
| --- | --- |
| exit handlers inside groups, groups that wait for groups | the document cannot say it |
| computing with run-time values | tasks compute; write a component |
| `break` out of a `ParallelFor`, loops until a condition holds | the document cannot say it |
| pipelines that call themselves | the document would have no end |

```kfps error=E0218
@pipeline
def endless():
    endless()
```

## Of the first SDK

`ContainerOp`, `func_to_container_op` and their relatives belong to a version of KFP whose documents
nobody runs any more. They are recognised, to say what to write now; [chapter 14](14-from-v1.md) is
about them.

```python error=W0109
from kfp import dsl


def run_id():
    return dsl.RUN_ID_PLACEHOLDER
```

"""##),
BookChapter(topic: "clusters", text: ##"""
# 13. Clusters

A pipeline that outgrew this computer runs on Kubeflow Pipelines or on Vertex AI Pipelines. Both execute the
document that `kfps compile` writes; `kfps submit` brings it there, starts a run and can follow it.

`kfps submit train.kfps --to staging -p rate=0.1 --watch` compiles, says
what the target cannot do, uploads the pipeline, starts a run, prints its name and address, and shows the
same progress as `kfps run`. FILE can be anything that `kfps run` takes: a script, a
module, a notebook, or a compiled document, ours or the official SDK's.

| command | does |
| --- | --- |
| `kfps submit FILE --to NAME` | starts a run; `--watch` follows it, `--dry-run` only checks |
| `kfps schedule FILE --to NAME --cron "0 9 * * 1-5"` | starts a run again and again; `--every 6h` on Kubeflow Pipelines |
| `kfps runs --to NAME` | lists the latest runs |
| `kfps show RUN --to NAME` | tells what happened in a run, or to one of its tasks |
| `kfps cancel RUN --to NAME` | stops a run |
| `kfps pull RUN --to NAME` | keeps the record of a run here, for `kfps show`, `kfps report` and `kfps open` |

RUN is the identifier that the service gave, or the whole name of the run. Ctrl-C ends watching; the run
goes on.

## Targets

Targets stand in `~/.config/kfps/targets.toml` (below `$XDG_CONFIG_HOME`, where that is set; `$KFPS_TARGETS`
names another file).

```toml file=targets.toml
default = "staging"

[targets.staging]
kind = "kubeflow"
host = "https://kubeflow.example.org/pipeline"
namespace = "team-a"
token-file = "~/.config/kfps/staging.token"

[targets.cloud]
kind = "vertex"
project = "my-project"
region = "europe-west4"
pipeline-root = "gs://my-bucket/runs"
```

The file is TOML; of TOML, tables, texts on one line, numbers, `true`, `false` and comments are read,
everything else is refused with its line. A relative path begins at the file's folder. Without a file,
`--host URL`, or `--project NAME --region NAME`, describe a target on the command line; the other options
of a target (`--namespace`, `--token-file`, `--key-file`, `--ca`) go over what the file says.

| setting | of | is |
| --- | --- | --- |
| `kind` | both | `kubeflow` or `vertex` |
| `host` | kubeflow | the address in front of `/apis/v2beta1` |
| `pages` | kubeflow | the address of its pages, where that is another one |
| `namespace`, `experiment` | kubeflow | where runs belong; by default no namespace, and the experiment `Default` |
| `token`, `token-file`, `token-env` | both | a bearer token: itself, a file that holds it (such as the projected token of a Kubernetes service account), or a variable |
| `cookie`, `cookie-file`, `cookie-env` | kubeflow | a cookie, such as `authservice_session=...` |
| `client-certificate`, `client-key` | both | files in PEM form, for services that ask for a certificate |
| `project`, `region` | vertex | where jobs run |
| `credentials` | vertex | `gcloud` (`gcloud auth print-access-token`), `key`, or `metadata` (on machines of Google Cloud) |
| `key-file` | vertex | the key of a service account, or what `gcloud auth application-default login` wrote; else `$GOOGLE_APPLICATION_CREDENTIALS`, else `gcloud` |
| `network`, `encryption-key`, `endpoint` | vertex | as in a pipeline job; another address of the service |
| `pipeline-root`, `service-account` | both | where artifacts are kept, and who tasks run as, unless the command says |
| `ca` | both | a file with the authorities to trust in place of the system's |
| `proxy`, `no-proxy` | both | in place of `$HTTPS_PROXY` and `$NO_PROXY` |
| `connect-timeout`, `timeout` | both | seconds: 15 and 120 |
| `retries`, `retry-delay`, `poll-interval` | both | 4 times, after 0.5 seconds and twice as long each time; 3 seconds between looks |

## Secrets

A token or a cookie goes into the header of a request and nowhere else: it is not in what commands print,
not in records, and taken out of what a service says about a failure. None is sent over a connection that is
not encrypted, except to this computer. A file of targets that holds secrets and that others can read is
remarked on. The key of a service account signs through `openssl`, which reads it from a pipe.

## Once and not twice

What only looks is sent again after a failure. What makes something is sent again only where it is certain
that it was not carried out: nobody was reached, or the service says so (429). Where an answer is
lost, kfps first looks for what it made, by its name: a run has a name that no other run has, a version of a
pipeline is named after its content, and a job of Vertex AI has its identifier from us. So one `submit`
starts one run, and the same document is uploaded once. With `--name`, names are yours to keep apart, and a
run whose answer was lost may be started twice.

## What a target cannot do

Some pipelines are fine and a service cannot run them all the same. `kfps submit` says so, with a code
that `kfps explain` knows, and sends nothing.

| code | target | what |
| --- | --- | --- |
| E0701 | Vertex AI | settings of Kubernetes |
| E0702 | Vertex AI | a workspace |
| E0703 | Vertex AI | more than 96 CPUs or 624 GB for a task |
| E0704 | Vertex AI | an accelerator that it does not have |
| E0705 | Vertex AI | no address in Cloud Storage for artifacts |
| E0706 | both | a pipeline that takes artifacts |
| E0707 | both | a name of more than 128 characters |
| E0708 | Vertex AI | `TaskConfig` |
| E0711 | Kubeflow Pipelines | a loop over artifacts |
| W0711 | Kubeflow Pipelines | retries in a loop, which may be ignored |

This one runs here and on Kubeflow Pipelines; Vertex AI has no secrets of Kubernetes:

```kfps file=reports.kfps
@component(base_image="python:3.11")
def fetch() -> str:
    import os

    return "password" if "PASSWORD" in os.environ else "none"


@pipeline
def reports():
    task = fetch()
    kubernetes.use_secret_as_env(
        task, secret_name="database", secret_key_to_env={"password": "PASSWORD"}
    )
```

```console
$ kfps submit reports.kfps --project my-project --region europe-west4 --dry-run
error[E0701]: `fetch` has settings of Kubernetes: `secretAsEnv`
  = note: Vertex AI runs tasks as jobs of its own and refuses documents with such settings
  = help: leave the calls of `kubernetes.…` out, or choose a Kubeflow Pipelines

error[E0705]: it is not said where the run keeps its artifacts
  = help: give `--root gs://BUCKET/FOLDER`, or `pipeline-root` in the target
```

## What a pulled run holds

Vertex AI tells states, times, failures, values and artifacts of tasks. Kubeflow Pipelines tells states,
times and failures; values and artifacts stand in its metadata store, which its v2beta1 interface does not
show. Where its engine shows tasks of one name in several groups, a task is put into the innermost
group that is open.

"""##),
BookChapter(topic: "from-v1", text: ##"""
# 14. From the first SDK

Code of the first SDK (kfp 1.x) is recognised. `kfps check` says what is left of it, with a page for each
idiom (`kfps explain W0102`), and `kfps migrate` rewrites what needs no thought.

```text file=old.py
from kfp import compiler, components, dsl
from kfp.components import create_component_from_func, InputPath, OutputPath


@create_component_from_func
def make(count, rows_path: OutputPath('CSV')):
    # Comments stay.
    with open(rows_path, 'w') as f:
        f.write('1\n' * int(count))


def total(rows_path: InputPath('CSV')) -> int:
    with open(rows_path) as f:
        return sum(map(int, f))


total_op = create_component_from_func(total, base_image='python:3.11')


@dsl.pipeline(name='rows')
def rows(count='3'):
    made = make(count)
    with dsl.Condition(count != '0'):
        total_op(made.outputs['rows']).set_gpu_limit(1).add_pod_label('team', 'blue')


compiler.Compiler().compile(rows, 'rows.tar.gz')
```

```console
$ kfps migrate old.py --diff
--- old.py
+++ old.py
@@ -1,9 +1,10 @@
 from kfp import compiler, components, dsl
-from kfp.components import create_component_from_func, InputPath, OutputPath
+from kfp.dsl import InputPath, OutputPath
+from kfp import kubernetes
 
 
-@create_component_from_func
-def make(count, rows_path: OutputPath('CSV')):
+@dsl.component
+def make(count: str, rows_path: OutputPath('CSV')):
     # Comments stay.
     with open(rows_path, 'w') as f:
         f.write('1\n' * int(count))
@@ -14,14 +15,14 @@
         return sum(map(int, f))
 
 
-total_op = create_component_from_func(total, base_image='python:3.11')
+total_op = dsl.component(total, base_image='python:3.11')
 
 
 @dsl.pipeline(name='rows')
-def rows(count='3'):
-    made = make(count)
-    with dsl.Condition(count != '0'):
-        total_op(made.outputs['rows']).set_gpu_limit(1).add_pod_label('team', 'blue')
+def rows(count: str = '3'):
+    made = make(count=count)
+    with dsl.If(count != '0'):
+        kubernetes.add_pod_label(total_op(rows_path=made.outputs['rows_path']).set_accelerator_limit(1).set_accelerator_type("nvidia.com/gpu"), 'team', 'blue')
 
 
-compiler.Compiler().compile(rows, 'rows.tar.gz')
+compiler.Compiler().compile(rows, 'rows.yaml')
old.py: complete; the result compiles
```

Everything else stays as it is, to the letter. `-o FILE` writes the result to another file, `-o FOLDER` those of
several, and `--write` replaces them. Folders are searched for scripts, notebooks (whose outputs and other
cells stay), and component files.

## What is rewritten

| first SDK | second SDK |
| --- | --- |
| `from kfp.v2 import dsl` | `from kfp import dsl` |
| `create_component_from_func`, `func_to_container_op`, also as decorators and in `functools.partial` | `dsl.component` |
| `output_component_file=...` | `compiler.Compiler().compile(component, ...)` |
| `annotations=...` | nothing |
| parameters without types, or with types of one's own | `str`, or the type of the default |
| `InputTextFile`, `OutputBinaryFile`, ... | `InputPath()`, `OutputPath()` and `open` |
| arguments by position | arguments by name |
| `train(model=...)` for an input `model_path: InputPath(...)` | `train(model_path=...)` |
| constants of another type, such as `'3'` for an `int` | `3` |
| a function that returns `dsl.ContainerOp(...)`, or one in a pipeline | `@dsl.container_component` |
| `file_outputs` | `OutputPath(str)` where the command named the file |
| functions that are only compiled | `@dsl.pipeline` |
| `dsl.Condition`, `dsl.RUN_ID_PLACEHOLDER` | `dsl.If`, `dsl.PIPELINE_JOB_ID_PLACEHOLDER` |
| `set_gpu_limit`, `add_node_selector_constraint` | `set_accelerator_limit`, `set_accelerator_type`, `kubernetes.add_node_selector` |
| `add_pod_label`, `add_toleration`, `set_timeout`, `add_env_variable`, `add_pvolumes`, ... | functions of `kfp.kubernetes` |
| `apply(gcp.use_gcp_secret(...))`, `aws`, `azure`, `onprem` | `kubernetes.use_secret_as_volume`, ... |
| `dsl.VolumeOp` | `kubernetes.CreatePVC` |
| `max_cache_staleness = "P0D"` | `set_caching_options(False)` |
| `Compiler(mode=...)`, `.tar.gz`, `.zip` | `Compiler()`, `.yaml` |

## What needs a person

What has no counterpart stays, with a comment above it, and is told. So does what the result's check says:
the second SDK compares types where the first one passed texts.

```text file=left.py
from kfp import dsl
from kfp.components import func_to_container_op


@func_to_container_op
def flip() -> str:
    return 'heads'


@func_to_container_op
def double(number: int) -> int:
    return 2 * number


@dsl.pipeline(name='left')
def left():
    side = flip().set_retry(2, policy='Always')
    side.add_sidecar('echo')
    double(side.output)
```

```console
$ kfps migrate left.py -o new.py
warning[W0121]: a retry has no policy any more, so `Always` was left out: a task is tried again whenever it fails
  --> left.py:16:19
   |
16 |     side = flip().set_retry(2)
   |                   ^^^^^^^^^^^^ left for a person

error[E0344]: `add_sidecar` belongs to the first SDK; a task has it no more
  --> left.py:17:10
   |
16 |     side = flip().set_retry(2)
   |            ------ the task
17 |     side.add_sidecar('echo')
   |          ^^^^^^^^^^^ an idiom of the first SDK
   |
   = help: a task is one container; run a service beside the pipeline

error[E0304]: `number` takes int, but `side.output` is str
  --> left.py:18:19
   |
10 | def double(number: int) -> int:
   |            ----------- `number` is declared as int here
...
18 |     double(number=side.output)
   |                   ^^^^^^^^^^^ this is str
   |
   = note: types are not converted between tasks: str stays str
left.py: 3 left for a person; the result does not compile yet
$ kfps check new.py --format short
new.py:19:10: error[E0344]: `add_sidecar` belongs to the first SDK; a task has it no more
new.py:21:19: error[E0304]: `number` takes int, but `side.output` is str
```

## Component files

A component file of the first SDK can still be loaded. `kfps migrate` makes a module of it, which can be
read, checked and changed. Descriptions and annotations become comments, so that the document of the
component stays the same; that is checked.

```text file=count.yaml
name: Count words
description: Counts the words of a text.
inputs:
- {name: Text, type: Dataset, description: Any text.}
- {name: at least, type: Integer, default: '0'}
outputs:
- {name: number, type: Integer}
implementation:
  container:
    image: alpine:3.20
    command:
    - sh
    - -ec
    - |
      wc -w < "$0" > "$2"
      test "$(cat "$2")" -ge "$1"
    - {inputPath: Text}
    - {inputValue: at least}
    - {outputPath: number}
```

```console
$ kfps migrate count.yaml
from kfp import dsl


@dsl.container_component
def count_words(
    # Any text.
    text: dsl.Input[dsl.Dataset],
    number: dsl.OutputPath(int),
    at_least: int = 0,
):
    """Counts the words of a text."""
    return dsl.ContainerSpec(
        image="alpine:3.20",
        command=[
            "sh",
            "-ec",
            """wc -w < "$0" > "$2"
test "$(cat "$2")" -ge "$1"
""",
            text.path,
            at_least,
            number,
        ],
    )
count.yaml: complete; the documents are equal
```

Some component files say what the second SDK cannot: an environment (it is set on tasks), outputs at places
that the program chooses, an input and an output of one name.

## How the result is proved

The result is compiled. Where the old file compiles, too, the documents are compared, and the places where they
differ are told. With `KFPS_PYTHON`, a Python that has kfp, the official SDK runs both files as well.
`Tests/Tools/measure_migration.py` and `measure_script_migration.py` measure all this on folders of old files.

"""##),
BookChapter(topic: "notebooks-and-lessons", text: ##"""
# 15. Notebooks and lessons

A script with cells is a notebook. It runs cell by cell, it can be written in other forms, and with a few
more words it is a lesson.

## Cells

`# %%` begins a cell of code; words behind it are its title. `# %% [markdown]` begins a text. A mark inside
a string, a bracket or an indented block is a comment like any other, so a cell is always whole.

```kfps file=adding.kfps
# %% [markdown]
# # Adding
#
# Two numbers, and *once more*.

# %%
@component(base_image="python:3.11")
def add(a: int, b: int) -> int:
    return a + b

# %% The sum
three = add(a=1, b=2)
three.output

# %% Once more
six = add(a=three.output, b=three.output)
print("twice is", six.output)
assert six.output == 6, "it should be twice as much"
```

`kfps run` executes the cells one after the other, with a heading for each: the tasks of a cell start when
those of the cells before have ended, side by side where they do not need each other. What a cell prints, and
the value of its last line, is shown when its tasks have run. When something fails, later cells are not
executed; an assertion that does not hold makes the command fail. With `--quiet` there are only the results,
with `--cells` also the source of each cell.

```console
$ kfps run adding.kfps --backend subprocess --no-cache --quiet
= 3
= twice is 6
```

It is one run: `kfps runs` lists one, and its page shows the tasks of all cells.

## Other forms

`kfps export` writes a script or notebook in another form, which the name of the output says: `.html`, `.ipynb`,
`.md`, `.py` or `.kfps`. With `--execute` the cells run first, and their results are part of it.

- `.html` is a page that needs nothing else, with the graph of each pipeline.
- `.ipynb` opens in Jupyter. A first cell with the tag `kfps-setup` imports what a script has without imports and,
  where tasks stand at top level, asks the SDK to run them as processes; it is left out when the notebook is read
  again. Lines for Jupyter's kernel are comments in a script (`# %pip ...`, `# !ls`, `# kernel: files = !ls`), and
  cells that only the kernel understands are `# %% [kernel]` cells of comments, so that going back
  and forth keeps cells and text.
- `.py` is a module that stands alone: the official SDK compiles it to an equal document. Names are imported, and
  tasks at top level become the body of a pipeline function. What only looks at results becomes a comment.

```console
$ kfps export adding.kfps -o adding.ipynb
$ kfps export adding.ipynb -o again.kfps
$ kfps compile again.kfps -o again.yaml
$ kfps export adding.kfps -o adding.py
$ kfps check adding.py
$ kfps export adding.kfps -o - --format py
# %%
from kfp import compiler
from kfp.dsl import component, pipeline

# %% [markdown]
# # Adding
#
# Two numbers, and *once more*.

# %%
@component(base_image="python:3.11")
def add(a: int, b: int) -> int:
    return a + b


# %%
@pipeline(name="adding")
def session_pipeline():
    three = add(a=1, b=2)
    # three.output

    six = add(a=three.output, b=three.output)
    # print("twice is", six.output)
    # assert six.output == 6, "it should be twice as much"


# %%
if __name__ == "__main__":
    compiler.Compiler().compile(session_pipeline, "adding.yaml")
```

## Lessons

`kfps tutorial` lists the lessons, and `kfps tutorial NAME` walks through one: texts, cells to run, and exercises
whose answers are checked. `hint` helps, `solution` shows an answer, `quit` leaves; next time the lesson goes on
where it was. `--lang ja` speaks Japanese.

```console
$ kfps tutorial
 1  hello       Hello, world
 2  pipelines   Pipelines, parameters and the document
 3  connecting  Connecting components
 4  checking    What the compiler checks
 5  conditions  Conditions
 6  loops       Fan-out and fan-in
 7  artifacts   Artifacts
 8  containers  Container components
 9  robustness  Exit handlers, retries and caching
10  nesting     Nested pipelines
11  migration   From v1 to v2

`kfps tutorial NAME` begins one.
```

A lesson is a script whose cells have a part, named in brackets behind the mark. An exercise and its hint are
comments; a fence at the end of an exercise is what the editor starts with. The solution and the check are code
like any other, so a lesson runs as it is (`kfps run`), and its checks are assertions.

```kfps
# %% [markdown]
# # A lesson

# %%
@component(base_image="python:3.11")
def double(number: int) -> int:
    return 2 * number

# %% [exercise] Four
# Double 2 in a task `four`.
#
# ```python
# four = double(number=1)
# ```

# %% [hint]
# The number is 2.

# %% [solution]
four = double(number=2)

# %% [check]
assert four.output == 4, "`four` should be 4"
```

"""##),
]
