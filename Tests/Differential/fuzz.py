"""Compiles random pipelines with the official SDK and with kfps, and compares the documents.

    $KFPS_SDK_VENV/bin/python Tests/Differential/fuzz.py [--kfps PATH] [--seed N] [--count N]
        [--keep FOLDER]

Each program is nested at random: tasks, conditions, loops over constants, inputs, outputs, fields,
items and artifacts, collected results, one-of, exit handlers, pipelines in pipelines, texts with
run-time values, placeholders, importers, resources, environment, Kubernetes settings, waiting. It is
reported as

  equal          the documents are equal but for the names of components and executors where a
                 pipeline is in a pipeline (the SDK numbers these in the order of a hash table)
  both refuse    neither compiles it
  kfps refuses   with a code, and the SDK's document is broken, or the reason is known (REFUSALS)
  SDK refuses    where it is a known mistake of the SDK (MISTAKES)
  SDK broken     both compile it, and the SDK's document breaks a rule of such documents while ours
                 breaks none
  known          both documents are in order, and the difference is a known one
  unexplained    anything else; its source is kept, and the exit status is 1
"""

import argparse
import collections
import json
import os
import random
import re
import subprocess
import sys
import tempfile

import yaml

from invariants import broken_rules, hidden_items

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

LIBRARY = '''from typing import Dict, List, NamedTuple, Optional

from kfp import compiler, components, dsl, kubernetes


@dsl.container_component
def text(o: dsl.OutputPath(str), x: str = 'd', y: str = 'e'):
    return dsl.ContainerSpec(image='i', command=['c', x, y, o])


@dsl.container_component
def number(o: dsl.OutputPath(int), x: int = 1):
    return dsl.ContainerSpec(image='i', command=['c', x, o])


@dsl.container_component
def flag(o: dsl.OutputPath(bool), x: str = 'd'):
    return dsl.ContainerSpec(image='i', command=['c', x, o])


@dsl.container_component
def texts(o: dsl.OutputPath(List[str]), x: str = 'd'):
    return dsl.ContainerSpec(image='i', command=['c', x, o])


@dsl.container_component
def rows(o: dsl.OutputPath(List[Dict[str, str]]), x: str = 'd'):
    return dsl.ContainerSpec(image='i', command=['c', x, o])


@dsl.container_component
def data(o: dsl.Output[dsl.Dataset], x: str = 'd'):
    return dsl.ContainerSpec(image='i', command=['c', x, o.path])


@dsl.container_component
def use(o: dsl.OutputPath(str), d: dsl.Input[dsl.Dataset]):
    return dsl.ContainerSpec(image='i', command=['c', d.path, o])


@dsl.container_component
def use_all(o: dsl.OutputPath(str), d: dsl.Input[List[dsl.Dataset]]):
    return dsl.ContainerSpec(image='i', command=['c', d, o])


@dsl.container_component
def join(o: dsl.OutputPath(str), l: List[str]):
    return dsl.ContainerSpec(image='i', command=['c', l, o])


@dsl.container_component
def total(o: dsl.OutputPath(int), l: List[int]):
    return dsl.ContainerSpec(image='i', command=['c', l, o])


@dsl.container_component
def parts(o: dsl.OutputPath(str), x: str = 'd', n: Optional[int] = None, d: Dict[str, str] = {}):
    return dsl.ContainerSpec(
        image='i:1', command=['c', dsl.ConcatPlaceholder(['--x=', x, ';', o])],
        args=[dsl.IfPresentPlaceholder('n', ['--n', n], ['--none']), f'--d={d}'])


@dsl.component(packages_to_install=['numpy==1.26'])
def python(x: str = 'd', n: int = 1) -> NamedTuple('Out', o=str, count=int):
    """Does it in Python.

    Args:
        x: What to do it to.
    """
    return x, n


@dsl.container_component
def ending(s: dsl.PipelineTaskFinalStatus, x: str = 'd'):
    return dsl.ContainerSpec(image='i', command=['c', s, x])
'''

# What an output is called and what it is, by component.
OUTPUTS = {
    "text": "str", "number": "int", "flag": "bool", "texts": "strs", "rows": "rows",
    "data": "data", "use": "str", "use_all": "str", "join": "str", "total": "int",
    "parts": "str", "python": "str",
}
ANNOTATIONS = {
    "str": "str", "int": "int", "bool": "bool", "strs": "List[str]",
    "rows": "List[Dict[str, str]]", "data": "dsl.Input[dsl.Dataset]",
    "datas": "dsl.Input[List[dsl.Dataset]]", "ints": "List[int]",
}
RETURNS = {**ANNOTATIONS, "data": "dsl.Dataset", "datas": "List[dsl.Dataset]"}

Value = collections.namedtuple("Value", "code kind path task")


class Pipeline:
    """Writes one pipeline function."""

    def __init__(self, rng, name, others, depth_limit, size):
        self.rng, self.name, self.others = rng, name, others
        self.depth_limit, self.size = depth_limit, size
        self.lines, self.values, self.tasks, self.count = [], [], [], 0
        self.loops = {}
        self.inputs = []
        for index in range(rng.randint(0, 4)):
            kind = rng.choice(["str", "str", "int", "bool", "strs", "rows", "data", "datas"])
            # Names that are parts of other names are what the SDK stumbles over.
            name = rng.choice(["a", "item", "loop", "p", "in", "first", "text"]) + str(index)
            default = {"str": "'v'", "int": "3", "bool": "True", "strs": "['v']"}.get(kind)
            default = default if rng.random() < 0.5 and kind in ("str", "int", "strs") else None
            self.inputs.append((name, kind, default))
        self.inputs.sort(key=lambda i: i[2] is not None)
        for name, kind, _ in self.inputs:
            self.values.append(Value(name, kind, (), None))

    def emit(self, depth, line):
        self.lines.append("    " * (depth + 1) + line)

    def fresh(self, stem):
        self.count += 1
        return f"{stem}_{self.count}"

    def visible(self, path, kinds):
        """Values that may be used at a place; now and then one that may not."""
        found = []
        for value in self.values:
            if value.kind not in kinds:
                continue
            inside = path[: len(value.path)] == value.path
            if inside or self.rng.random() < 0.01:
                found.append(value)
        return found

    def pick(self, path, *kinds):
        found = self.visible(path, kinds)
        return self.rng.choice(found).code if found else None

    def collected(self, path, kind):
        """A result of a loop that is not around the place, as a list."""
        found = []
        for value in self.values:
            if value.kind != kind or value.task is None:
                continue
            shared = 0
            while (shared < min(len(path), len(value.path))
                   and path[shared] == value.path[shared]):
                shared += 1
            rest = value.path[shared:]
            if rest and rest[0].startswith("loop"):
                found.append(value)
        return f"dsl.Collected({self.rng.choice(found).code})" if found else None

    def text_argument(self, path):
        roll = self.rng.random()
        if roll < 0.4:
            return self.pick(path, "str") or "'k'"
        if roll < 0.7:
            parts = [self.pick(path, "str", "int", "bool") for _ in range(self.rng.randint(1, 3))]
            parts = [p for p in parts if p and "'" not in p]
            return "f'" + "-".join("{%s}" % p for p in parts) + "!'" if parts else "'t'"
        return "'c'"

    def add_task(self, path, depth):
        component = self.rng.choice(
            ["text", "text", "text", "number", "flag", "texts", "rows", "data", "use", "use_all",
             "join", "total", "parts", "python"])
        arguments = []
        if component == "number":
            value = self.pick(path, "int")
            if value and self.rng.random() < 0.7:
                arguments.append(f"x={value}")
        elif component == "use":
            value = self.pick(path, "data")
            if not value:
                return
            arguments.append(f"d={value}")
        elif component == "use_all":
            value = self.collected(path, "data") or self.pick(path, "datas")
            if not value:
                return
            arguments.append(f"d={value}")
        elif component == "join":
            value = self.collected(path, "str")
            if not value or self.rng.random() < 0.3:
                value = self.pick(path, "strs")
            if not value and self.visible(path, ["str"]):
                value = f"['k', {self.pick(path, 'str')}]"
            if not value:
                return
            arguments.append(f"l={value}")
        elif component == "total":
            value = self.collected(path, "int") or self.pick(path, "ints")
            arguments.append(f"l={value or '[1, 2]'}")
        else:
            if self.rng.random() < 0.8:
                arguments.append(f"x={self.text_argument(path)}")
            if component == "text" and self.rng.random() < 0.3:
                arguments.append(f"y={self.text_argument(path)}")
            if component in ("parts", "python") and self.rng.random() < 0.5:
                arguments.append(f"n={self.pick(path, 'int') or 5}")
            if component == "parts" and self.rng.random() < 0.4:
                arguments.append(f"d={{'k': {self.text_argument(path)}}}")
        self.add_call(path, depth, component, arguments, OUTPUTS[component], ".outputs['o']")

    def add_call(self, path, depth, component, arguments, kind, output, settings=None):
        task = self.fresh("t")
        settings = self.settings(path, component) if settings is None else settings
        self.emit(depth, f"{task} = {component}({', '.join(arguments)}){settings}")
        if kind:
            self.values.append(Value(f"{task}{output}", kind, path, task))
        if component == "python" and kind:
            self.values.append(Value(f"{task}.outputs['count']", "int", path, task))
        self.tasks.append((task, path))
        if component in OUTPUTS and self.rng.random() < 0.08:
            self.emit(depth, self.kubernetes(task, path))

    def add_importer(self, path, depth):
        address = self.pick(path, "str") if self.rng.random() < 0.5 else None
        metadata = ""
        if self.rng.random() < 0.4:
            # With several values, the SDK names them in the order of a hash table.
            value = self.text_argument(path)
            metadata = f", metadata={{'k': {value if value.count('{') < 2 else repr('v')}}}"
        self.add_call(
            path, depth, "dsl.importer",
            [f"artifact_uri={address or repr('gs://b/o')}", "artifact_class=dsl.Dataset",
             f"reimport={self.rng.random() < 0.5}{metadata}"],
            "data", ".output", settings="")

    def kubernetes(self, task, path):
        name = self.pick(path, "str") if self.rng.random() < 0.5 else None
        name = name or "'n'"
        return "kubernetes." + self.rng.choice([
            f"use_secret_as_env({task}, {name}, {{'a': 'A'}})",
            f"use_secret_as_volume({task}, 's', mount_path='/s', optional=True)",
            f"use_config_map_as_env({task}, {name}, {{'a': 'B'}})",
            f"use_config_map_as_volume({task}, 'm', '/m')",
            f"mount_pvc({task}, pvc_name={name}, mount_path='/d')",
            f"add_node_selector({task}, 'k', {name})",
            f"add_toleration({task}, key='k', operator='Exists', effect='NoSchedule')",
            f"add_pod_label({task}, 'k', 'v')", f"add_pod_annotation({task}, 'k', 'v')",
            f"set_timeout({task}, 20)", f"set_image_pull_policy({task}, 'Always')",
            f"set_image_pull_secrets({task}, [{name}])",
            f"use_field_path_as_env({task}, 'N', 'metadata.name')",
            f"add_ephemeral_volume({task}, 'e', '/e', ['ReadWriteOnce'], '5Gi')",
            f"empty_dir_mount({task}, 'v', '/v')", f"set_security_context({task}, run_as_user=7)",
            f"add_node_affinity({task}, match_expressions=[{{'key': 'k', 'operator': 'Exists'}}])",
        ])

    def settings(self, path, component):
        if self.rng.random() < 0.7:
            return ""
        choices = [
            ".set_caching_options(False)", ".set_retry(2, '30s')", ".set_display_name('shown')",
            ".set_caching_options(True, cache_key='key')", ".set_retry(1, '1m', 2.0, '3600s')",
            ".ignore_upstream_failure()",
        ]
        if component in OUTPUTS:
            text = self.pick(path, "str") or "'2'"
            choices += [
                ".set_cpu_limit('1')", ".set_cpu_request('500m').set_memory_limit('2Gi')",
                ".set_memory_request('100Mi')", ".set_env_variable('A', 'b')",
                ".set_accelerator_type('T').set_accelerator_limit(2)", ".set_accelerator_limit(1)",
                f".set_cpu_limit({text})", f".set_memory_limit({text})",
                f".set_accelerator_type({text})", ".set_container_image('other')",
                f".set_container_image({text})", ".set_gpu_limit('1')",
            ]
        before = [t for t, p in self.tasks if path[: len(p)] == p or self.rng.random() < 0.02]
        if before:
            choices += [f".after({self.rng.choice(before)})"] * 3
        return self.rng.choice(choices)

    def add_sub_pipeline(self, path, depth):
        if not self.others:
            return
        other = self.rng.choice(self.others)
        arguments = []
        for name, kind, default in other.inputs:
            if default and self.rng.random() < 0.5:
                continue
            constants = {"int": "7", "bool": "False", "strs": "['q']", "rows": "[{'k': 'v'}]"}
            if kind == "str":
                value = self.text_argument(path)
            elif kind == "datas":
                value = self.collected(path, "data") or self.pick(path, "datas")
            else:
                value = self.pick(path, kind) or constants.get(kind)
            if not value:
                return
            arguments.append(f"{name}={value}")
        kind = other.returned[0][1] if len(other.returned) == 1 else None
        self.add_call(path, depth, other.name, arguments, kind, ".output")
        task = self.tasks[-1][0]
        for name, kind in other.returned[1:] and other.returned:
            self.values.append(Value(f"{task}.outputs['{name}']", kind, path, task))

    def condition(self, path):
        value = self.pick(path, "str", "int", "bool") or "'x'"
        kind = next((v.kind for v in self.values if v.code == value), "str")
        operators = ["==", "!="] if kind != "int" else ["==", "!=", "<", "<=", ">", ">="]
        operator = self.rng.choice(operators)
        other = None
        if self.rng.random() < 0.3:
            other = self.pick(path, kind)
        if other == value:
            other = None
        if value == "'x'":
            return None
        return f"{value} {operator} " + (other or {"str": "'x'", "int": "2", "bool": "True"}[kind])

    def add_branches(self, path, depth):
        condition = self.condition(path)
        if not condition:
            return self.add_task(path, depth)
        kinds = ["if"]
        if self.rng.random() < 0.5:
            kinds += ["elif"] * self.rng.randint(0, 2) + ["else"]
        marks = []
        chain = self.fresh("branches")
        for kind in kinds:
            group = self.fresh("branch")
            if kind == "if":
                self.emit(depth, f"with dsl.If({condition}):")
            elif kind == "elif":
                self.emit(depth, f"with dsl.Elif({self.condition(path) or condition}):")
            else:
                self.emit(depth, "with dsl.Else():")
            inner = path + ((chain, group) if len(kinds) > 1 else (group,))
            before = len(self.values)
            self.add_body(inner, depth + 1)
            marks.append([v for v in self.values[before:] if v.path == inner and v.task])
        if len(kinds) > 1 and self.rng.random() < 0.7:
            for kind in ("str", "int", "data"):
                options = [[v for v in mark if v.kind == kind] for mark in marks]
                if all(options):
                    codes = ", ".join(self.rng.choice(o).code for o in options)
                    name = self.fresh("one")
                    self.emit(depth, f"{name} = dsl.OneOf({codes})")
                    self.values.append(Value(name, kind, path, None))
                    break

    def add_loop(self, path, depth):
        roll, fields = self.rng.random(), []
        if roll < 0.3:
            items, kind = "['u', 'v']", "str"
        elif roll < 0.4:
            items, kind = "[1, 2]", "int"
        elif roll < 0.5:
            items, kind, fields = "[{'k': 'u', 'l': 'v'}, {'k': 'w', 'l': 'x'}]", None, ["k", "l"]
        else:
            wanted = self.rng.choice(["strs", "strs", "rows", "datas"])
            items = self.pick(path, wanted)
            kind, fields = {"strs": ("str", []), "rows": (None, ["k", "l"]),
                            "datas": ("data", [])}[wanted]
            if not items:
                items, kind, fields = "['u']", "str", []
        item, group = self.fresh("item"), self.fresh("loop")
        limit = f", parallelism={self.rng.randint(1, 4)}" if self.rng.random() < 0.2 else ""
        self.emit(depth, f"with dsl.ParallelFor({items}{limit}) as {item}:")
        inner = path + (group,)
        if kind:
            self.values.append(Value(item, kind, inner, None))
        for field in fields:
            self.values.append(Value(f"{item}.{field}", "str", inner, None))
        self.add_body(inner, depth + 1)

    def add_exit_handler(self):
        task, group = self.fresh("end"), self.fresh("handler")
        argument = self.rng.choice(["", "x='z'"] + [
            f"x={n}" for n, kind, _ in self.inputs if kind == "str"])
        self.emit(0, f"{task} = ending({argument})")
        self.emit(0, f"with dsl.ExitHandler({task}):")
        self.add_body((group,), 1)

    def add_body(self, path, depth):
        before = len(self.lines)
        for _ in range(self.rng.randint(1, 3)):
            self.add_step(path, depth)
        if len(self.lines) == before or not any(
                re.match(r"\s*t_\d+ =", line) for line in self.lines[before:]):
            self.add_call(path, depth, "text", [], "str", ".outputs['o']")

    def add_step(self, path, depth):
        roll = self.rng.random()
        if self.count > self.size:
            return self.add_task(path, depth)
        if depth < self.depth_limit:
            if roll < 0.15:
                return self.add_branches(path, depth)
            if roll < 0.3:
                return self.add_loop(path, depth)
            if roll < 0.34 and not path:
                return self.add_exit_handler()
        if roll > 0.9:
            return self.add_sub_pipeline(path, depth)
        if roll > 0.87:
            return self.add_importer(path, depth)
        return self.add_task(path, depth)

    def add_return(self):
        """What the pipeline gives, and the annotation that says so."""
        self.returned = []
        candidates = [
            (v.code, v.kind) for v in self.values
            if v.path == () and (v.task or "one_" in v.code)]
        for kind, kinds in (("str", "strs"), ("int", "ints"), ("data", "datas")):
            code = self.collected((), kind)
            if code:
                candidates.append((code, kinds))
        if not candidates or self.rng.random() < 0.5:
            return ""
        chosen = self.rng.sample(
            candidates, min(len(candidates), self.rng.choice([1, 1, 1, 2, 3])))
        self.returned = [(f"r{index}", kind) for index, (_, kind) in enumerate(chosen)]
        if len(chosen) == 1:
            self.emit(0, f"return {chosen[0][0]}")
            return f" -> {RETURNS[chosen[0][1]]}"
        fields = ", ".join(f"{name}={RETURNS[kind]}" for name, kind in self.returned)
        results = ", ".join(
            f"{name}={code}" for (name, _), (code, _) in zip(self.returned, chosen))
        self.emit(0, f"result = NamedTuple('Result', {fields})")
        self.emit(0, f"return result({results})")
        return f" -> NamedTuple('Result', {fields})"

    def write(self):
        for _ in range(self.rng.randint(2, 7)):
            self.add_step((), 0)
        if not self.tasks:
            self.add_call((), 0, "text", [], "str", ".outputs['o']")
        annotation = self.add_return()
        signature = ", ".join(
            f"{n}: {ANNOTATIONS[k]}" + (f" = {d}" if d else "") for n, k, d in self.inputs)
        return [f"@dsl.pipeline\ndef {self.name}({signature}){annotation}:", *self.lines]


def program(seed):
    rng = random.Random(seed)
    pipelines, texts = [], []
    for index in range(rng.choice([0, 0, 1, 1, 2])):
        inner = Pipeline(rng, f"inner_{index}", list(pipelines), 2, 8)
        texts.append("\n".join(inner.write()))
        pipelines.append(inner)
    texts.append("\n".join(Pipeline(rng, "p", pipelines, rng.randint(1, 4), 25).write()))
    # A pipeline that no other one uses would be checked by kfps, and not seen in the document.
    for index in reversed(range(len(pipelines))):
        if not any(f" {pipelines[index].name}(" in text for text in texts[index + 1:]):
            del texts[index]
    # Some inner pipelines are called as the documents that they were compiled to.
    for index, inner in enumerate(pipelines):
        if index < len(texts) - 1 and rng.random() < 0.3:
            file = f"{inner.name}.yaml"
            for place, text in enumerate(texts):
                if text.startswith(f"@dsl.pipeline\ndef {inner.name}("):
                    texts[place] += (
                        f"\n\n\ncompiler.Compiler().compile({inner.name}, '{file}')\n"
                        f"{inner.name} = components.load_component_from_file('{file}')")
    return "\n\n\n".join([LIBRARY.rstrip("\n"), *texts]) + "\n"


# MARK: Comparing


def documents(path):
    with open(path, encoding="utf-8") as stream:
        return [d for d in yaml.load_all(stream, Loader=Loader) if d]


def resolved(docs):
    """The documents with components, and what the platform sets for them, in the places of the
    references to them."""
    spec = docs[0]
    kubernetes = docs[1].get("platforms", {}).get("kubernetes", {}) if docs[1:] else {}
    settings = kubernetes.get("deploymentSpec", {}).get("executors", {})
    components = spec.get("components", {})
    executors = spec.get("deploymentSpec", {}).get("executors", {})

    def component(value, depth):
        value = json.loads(json.dumps(value))
        if "executorLabel" in value:
            label = value["executorLabel"]
            value["executorLabel"] = [executors.get(label), settings.get(label)]
        for task in value.get("dag", {}).get("tasks", {}).values():
            name = task.get("componentRef", {}).get("name")
            task["componentRef"] = (
                component(components[name], depth + 1) if name in components and depth < 40
                else None)
        return value

    return [{**{k: v for k, v in spec.items() if k not in ("components", "deploymentSpec")},
             "root": component(spec["root"], 0)},
            {k: v for k, v in kubernetes.items() if k != "deploymentSpec"}]


def with_fields_by_name(value):
    """A field of an item, taken from the item, as if it were taken from the input that holds it."""
    if isinstance(value, list):
        return [with_fields_by_name(item) for item in value]
    if not isinstance(value, dict):
        return value
    field = re.fullmatch(
        r'parseJson\(string_value\)\["(\w+)"\]', value.get("parameterExpressionSelector") or "")
    if field and "componentInputParameter" in value:
        return {"componentInputParameter": f"{value['componentInputParameter']}-subvar-{field[1]}"}
    return {key: with_fields_by_name(item) for key, item in value.items()}


def lean(docs):
    """The documents with fields by name, and without inputs of groups that nothing in them takes."""
    root, settings = resolved(with_fields_by_name(docs))

    def prune(component):
        for task in component.get("dag", {}).get("tasks", {}).values():
            inner = task["componentRef"]
            if not inner or "dag" not in inner:
                continue
            prune(inner)
            condition = task.get("triggerPolicy", {}).get("condition", "")
            taken = json.dumps(inner["dag"])
            for kind in ("parameters", "artifacts"):
                declared = inner.get("inputDefinitions", {}).get(kind, {})
                for name in list(declared):
                    if f"{json.dumps(name)}" not in taken and f"'{name}'" not in condition:
                        del declared[name]
                        task.get("inputs", {}).get(kind, {}).pop(name, None)

    prune(root["root"])
    return [root, settings]


def leaks(official, mine):
    """Whether the documents differ only in that the SDK sets for one executor what is set for
    another one of an inner pipeline, too."""
    def settings(docs):
        kubernetes = docs[1].get("platforms", {}).get("kubernetes", {}) if docs[1:] else {}
        executors = kubernetes.get("deploymentSpec", {}).get("executors", {})
        return [(key, value) for config in executors.values() for key, value in config.items()]

    theirs, ours = settings(official), settings(mine)
    return (resolved([official[0]]) == resolved([mine[0]])
            and all(setting in ours for setting in theirs)
            and all(setting in theirs for setting in ours))


# Programs that kfps refuses although the SDK's document breaks no rule, and why.
REFUSALS = {
    "E0558": "the SDK writes the text of its own channel object",
    "E0329": "the SDK's Kubernetes settings name an input for a field that nobody declares",
}
# Programs that only the SDK refuses, by a part of its message, and why.
MISTAKES = {
    "AssertionError": "an input that the SDK forgot to hand down",
    "KeyError: 'pipelinechannel": "a reference that the SDK lost",
    "TypeError: 'NoneType' object cannot be": "collected artifacts inside a group",
    "NotImplementedError: dsl.OneOf": "a one-of inside a list",
    "KeyError: '": "ignore_upstream_failure of a task with an input that is left out",
    "Got: str": "metadata of an importer with the item of a List[str]",
    "Got: int": "metadata of an importer with the item of a List[int]",
}
# Rules that a document of kfps breaks only where it equals the SDK's, and why.
WAITING = "does not wait for what `"


def refusal(error):
    codes = re.findall(r"error\[(E\d+)\]", error)
    return codes[0] if codes else None


def judge(official_answer, ours, error, official_path, ours_path):
    """What became of a program, and a detail."""
    code = refusal(error)
    if official_answer != "ok" and not ours:
        return ("both refuse", code) if code else ("unexplained", f"no code: {error[:200]}")
    if official_answer != "ok":
        broken = [b for b in broken_rules(documents(ours_path)) if WAITING not in b]
        if broken:
            return "unexplained", f"ours is broken: {broken[0]}"
        for part, reason in MISTAKES.items():
            if part in official_answer:
                return "SDK refuses", reason
        return "unexplained", f"only the SDK refuses: {official_answer}"
    official = documents(official_path)
    broken = broken_rules(official)
    if ours and official == documents(ours_path):
        wrong = [b for b in broken_rules(official) if WAITING not in b]
        if wrong:
            return "unexplained", f"both are broken: {wrong[0]}"
        return ("equal", "as they are") if not broken else (
            "equal", "as they are; nothing waits for the output that a resource is taken from")
    if not ours:
        if not code:
            return "unexplained", f"no code: {error[:200]}"
        if broken:
            return "kfps refuses", f"{code}: the SDK's document is broken"
        if code in REFUSALS:
            return "kfps refuses", f"{code}: {REFUSALS[code]}"
        return "unexplained", f"only kfps refuses: {error.splitlines()[0]}"
    mine = documents(ours_path)
    wrong = [b for b in broken_rules(mine) if WAITING not in b or b not in broken]
    if wrong:
        return "unexplained", f"ours is broken: {wrong[0]}"
    if hidden_items(official):
        return "known", "the item of an inner loop over the same list hides the outer item"
    if set(broken) - set(broken_rules(mine)):
        return "SDK broken", re.sub(r"`[^`]*`", "`…`", broken[0])
    if resolved(official) == resolved(mine):
        return "equal", "but for names of inner components"
    if with_fields_by_name(official) == with_fields_by_name(mine) or lean(official) == lean(mine):
        return "known", "a field of an item is taken from the input that holds the field, or the item"
    if leaks(official, mine):
        return "known", "settings of an inner task leak to one of its name"
    return "unexplained", "different documents"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    parser.add_argument("--kfps", default=os.path.join(root, ".build/debug/kfps"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--keep", help="a folder for unexplained programs")
    options = parser.parse_args()
    kfps = os.path.abspath(options.kfps)
    sdk = subprocess.Popen(
        [sys.executable, os.path.join(root, "Tests/Tools/sdk_compile.py"), "-"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONHASHSEED": "0"})
    totals, details, unexplained = collections.Counter(), collections.Counter(), []
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(options.seed, options.seed + options.count):
            place = os.path.join(folder, str(seed))
            os.mkdir(place)
            source = os.path.join(place, "p.py")
            official, ours = os.path.join(place, "sdk.yaml"), os.path.join(place, "kfps.yaml")
            with open(source, "w", encoding="utf-8") as stream:
                stream.write(program(seed))
            sdk.stdin.write(json.dumps(
                {"source": source, "output": official, "pipeline": "p"}) + "\n")
            sdk.stdin.flush()
            result = subprocess.run(
                [kfps, "compile", source, "-o", ours, "--pipeline", "p"], capture_output=True,
                text=True, cwd=place, env={**os.environ, "NO_COLOR": "1"})
            answer = sdk.stdout.readline().strip()
            if result.returncode not in (0, 1, 2):
                verdict, detail = "unexplained", f"exit status {result.returncode}"
            else:
                verdict, detail = judge(
                    answer, result.returncode == 0, result.stderr, official, ours)
            totals[verdict] += 1
            details[verdict, detail] += 1
            if verdict == "unexplained":
                unexplained.append((seed, detail))
                if options.keep:
                    os.makedirs(options.keep, exist_ok=True)
                    with open(os.path.join(options.keep, f"{seed}.py"), "w") as stream:
                        stream.write(program(seed))
                print(f"seed {seed}: {detail}", flush=True)
    sdk.stdin.close()
    sdk.wait()
    for (verdict, detail), count in sorted(details.items(), key=lambda d: -d[1]):
        if verdict != "unexplained":
            print(f"{count:6}  {verdict}: {detail}")
    print(", ".join(f"{verdict} {count}" for verdict, count in totals.most_common()))
    return 1 if unexplained else 0


if __name__ == "__main__":
    sys.exit(main())
