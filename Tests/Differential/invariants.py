"""The rules that every compiled pipeline must keep, whoever compiled it."""

import json
import re

INPUT = re.compile(r"\{\{\$\.inputs\.(?:parameters|artifacts)\['([^']*)'\]")
CONDITION_INPUT = re.compile(r"inputs\.parameter_values\['([^']*)'\]")


def broken_rules(docs):
    """What is wrong with a document, as sentences; empty where nothing is."""
    spec = docs[0]
    problems = []
    components = spec.get("components", {})
    executors = spec.get("deploymentSpec", {}).get("executors", {})
    if "{{channel:" in json.dumps(docs):
        problems.append("holds the text of a channel")
    used = set()
    for name, component in [("root", spec["root"]), *components.items()]:
        if ("dag" in component) == ("executorLabel" in component):
            problems.append(f"component `{name}` has neither or both of dag and executor")
        label = component.get("executorLabel")
        if label is not None:
            if label not in executors:
                problems.append(f"component `{name}` has no executor")
            if label in used:
                problems.append(f"executor `{label}` is shared")
            used.add(label)
        if "dag" in component:
            check_dag(name, component, components, problems)
    for reachable in set(components) - reached(spec, components):
        problems.append(f"component `{reachable}` is used nowhere")
    for platform in docs[1:]:
        configured = platform.get("platforms", {}).get("kubernetes", {})
        settings = configured.get("deploymentSpec", {}).get("executors", {})
        for label in settings:
            if label not in executors:
                problems.append(f"platform executor `{label}` does not exist")
        for name, component in [("root", spec["root"]), *components.items()]:
            check_settings(name, component, components, settings, problems)
    return problems


def check_settings(name, component, components, settings, problems):
    """What the platform sets for a task comes from where the task's inputs come from."""
    tasks = component.get("dag", {}).get("tasks", {})
    for task_name, task in tasks.items():
        target = components.get(task.get("componentRef", {}).get("name"), {})
        for source in sources(settings.get(target.get("executorLabel"), {})):
            check_source(
                f"task `{task_name}` of `{name}`", "a Kubernetes setting", "parameters", source,
                ports(component, "inputDefinitions"), task, tasks, components, problems)


def sources(value):
    if isinstance(value, dict):
        if "componentInputParameter" in value or "taskOutputParameter" in value:
            yield value
        value = list(value.values())
    for part in value if isinstance(value, list) else []:
        yield from sources(part)


def hidden_items(docs):
    """Whether a loop's item has the name of one around it, so that the outer one cannot be reached."""
    components = docs[0].get("components", {})
    for component in components.values():
        inputs = ports(component, "inputDefinitions")
        for task in component.get("dag", {}).get("tasks", {}).values():
            for kind in ("parameterIterator", "artifactIterator"):
                if task.get(kind, {}).get("itemInput") in inputs:
                    return True
    return False


def reached(spec, components):
    found, waiting = set(), [spec["root"]]
    while waiting:
        for task in waiting.pop().get("dag", {}).get("tasks", {}).values():
            name = task.get("componentRef", {}).get("name")
            if name in components and name not in found:
                found.add(name)
                waiting.append(components[name])
    return found


def ports(component, side):
    definitions = component.get(side, {})
    found = {n: ("parameter", p.get("parameterType"))
             for n, p in definitions.get("parameters", {}).items()}
    for name, artifact in definitions.get("artifacts", {}).items():
        found[name] = ("artifact", bool(artifact.get("isArtifactList")))
    return found


def check_dag(name, component, components, problems):
    dag = component["dag"]
    tasks = dag.get("tasks", {})
    inputs = ports(component, "inputDefinitions")
    if not tasks:
        problems.append(f"`{name}` has no tasks")
    for task_name, task in tasks.items():
        place = f"task `{task_name}` of `{name}`"
        target = components.get(task.get("componentRef", {}).get("name"))
        if target is None:
            problems.append(f"{place}: its component does not exist")
            continue
        check_inputs(place, task, target, inputs, tasks, components, problems)
        check_iterator(place, task, target, problems)
        waits = set(task.get("dependentTasks", []))
        if not waits <= set(tasks):
            problems.append(f"{place}: waits for a task that is not there")
    if is_cyclic(tasks):
        problems.append(f"tasks of `{name}` wait for each other")
    check_outputs(name, component, tasks, components, problems)


def check_inputs(place, task, target, inputs, tasks, components, problems):
    given = {}
    for kind in ("parameters", "artifacts"):
        for name, source in task.get("inputs", {}).get(kind, {}).items():
            given[name] = kind
            check_source(place, name, kind, source, inputs, task, tasks, components, problems)
    texts = json.dumps([s for s in task.get("inputs", {}).get("parameters", {}).values()
                        if "runtimeValue" in s])
    for name in INPUT.findall(texts):
        if name not in given:
            problems.append(f"{place}: a text needs `{name}`")
    condition = task.get("triggerPolicy", {}).get("condition", "")
    for name in CONDITION_INPUT.findall(condition):
        if name not in given:
            problems.append(f"{place}: its condition needs `{name}`")
    wanted = target.get("inputDefinitions", {})
    iterated = set()
    for kind in ("parameterIterator", "artifactIterator"):
        if kind in task:
            iterated.add(task[kind].get("itemInput"))
    for kind in ("parameters", "artifacts"):
        for name, definition in wanted.get(kind, {}).items():
            if not definition.get("isOptional") and name not in given and name not in iterated:
                problems.append(f"{place}: lacks the input `{name}`")


def check_source(place, name, kind, source, inputs, task, tasks, components, problems):
    outer = source.get("componentInputParameter") or source.get("componentInputArtifact")
    if outer is not None:
        if outer not in inputs:
            problems.append(f"{place}: `{name}` comes from `{outer}`, which is not there")
        elif (inputs[outer][0] + "s") != kind:
            problems.append(f"{place}: `{name}` is of another kind than `{outer}`")
    made = source.get("taskOutputParameter") or source.get("taskOutputArtifact")
    if made is not None:
        producer = tasks.get(made["producerTask"])
        key = made.get("outputParameterKey") or made.get("outputArtifactKey")
        outputs = ports(components.get((producer or {}).get("componentRef", {}).get("name"), {}),
                        "outputDefinitions")
        if producer is None:
            problems.append(f"{place}: `{name}` comes from a task that is not there")
        elif key not in outputs:
            problems.append(f"{place}: `{name}` comes from an output that is not there")
        elif (outputs[key][0] + "s") != kind:
            problems.append(f"{place}: `{name}` is of another kind than the output")
        if made["producerTask"] not in task.get("dependentTasks", []):
            problems.append(f"{place}: does not wait for what `{name}` needs")


def check_iterator(place, task, target, problems):
    for kind, group in (("parameterIterator", "parameters"), ("artifactIterator", "artifacts")):
        if kind not in task:
            continue
        given = task.get("inputs", {}).get(group, {})
        items = task[kind].get("items", {})
        over = items.get("inputParameter") or items.get("inputArtifact")
        item = task[kind].get("itemInput")
        if over is not None and over not in given:
            problems.append(f"{place}: loops over an input that it is not given")
        if item in given:
            problems.append(f"{place}: is given its own item")
        if item not in target.get("inputDefinitions", {}).get(group, {}):
            problems.append(f"{place}: its item is no input of its component")


def is_cyclic(tasks):
    done, busy = set(), set()

    def visit(name):
        if name in busy:
            return True
        if name in done or name not in tasks:
            return False
        busy.add(name)
        found = any(visit(other) for other in tasks[name].get("dependentTasks", []))
        busy.discard(name)
        done.add(name)
        return found

    return any(visit(name) for name in tasks)


def check_outputs(name, component, tasks, components, problems):
    wired = component["dag"].get("outputs", {})
    for kind in ("parameters", "artifacts"):
        declared = component.get("outputDefinitions", {}).get(kind, {})
        given = wired.get(kind, {})
        if set(declared) != set(given):
            problems.append(f"outputs of `{name}` are declared and given differently")
        for source in given.values():
            selectors = source.get("artifactSelectors", [])
            selectors = selectors + source.get("valueFromOneof", {}).get("parameterSelectors", [])
            if "valueFromParameter" in source:
                selectors = selectors + [source["valueFromParameter"]]
            for selector in selectors:
                producer = tasks.get(selector["producerSubtask"])
                key = selector.get("outputParameterKey") or selector.get("outputArtifactKey")
                reference = (producer or {}).get("componentRef", {}).get("name")
                outputs = ports(components.get(reference, {}), "outputDefinitions")
                if producer is None or key not in outputs:
                    problems.append(f"an output of `{name}` comes from nowhere")
