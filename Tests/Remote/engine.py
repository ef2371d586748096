"""What happens to a run, as the engines of the two services tell it.

A run goes on a step whenever it is looked at. A task whose name holds `fail` fails, one that holds
`cached` takes an earlier result, one that holds `skip` is skipped; loops go over the items that stand in
the document, or twice.
"""

import json


def plan(spec):
    """The tasks in an order in which they can run: (path, names, task, kind)."""
    return _dag(spec, spec["root"], [])


def _dag(spec, component, path):
    steps = []
    tasks = dict(component.get("dag", {}).get("tasks", {}))
    done = set()
    while tasks:
        ready = [n for n, t in tasks.items() if set(t.get("dependentTasks", [])) <= done] or list(tasks)
        for name in ready:
            task = tasks.pop(name)
            done.add(name)
            steps.append(_task(spec, name, task, path))
    return steps


def _task(spec, name, task, path):
    component = spec["components"][task["componentRef"]["name"]]
    step = {"name": name, "task": task, "path": path + [name], "inner": [], "kind": "leaf"}
    iterator = task.get("parameterIterator")
    if iterator:
        raw = iterator.get("items", {}).get("raw")
        count = len(json.loads(raw)) if raw else 2
        step["kind"] = "loop"
        step["inner"] = [_dag(spec, component, path + [name, str(i)]) for i in range(count)]
    elif "dag" in component:
        step["kind"] = "dag"
        step["inner"] = _dag(spec, component, path + [name])
    return step


def fails(steps):
    for step in steps:
        inner = step["inner"]
        if step["kind"] == "loop" and any(fails(i) for i in inner):
            return True
        if step["kind"] == "dag" and fails(inner):
            return True
        if step["kind"] == "leaf" and "fail" in step["name"]:
            return True
    return False


def state_of(step):
    if step["kind"] == "leaf":
        for word, state in [("fail", "FAILED"), ("skip", "SKIPPED"), ("cached", "CACHED")]:
            if word in step["name"]:
                return state
        return "SUCCEEDED"
    inner = [s for i in step["inner"] for s in i] if step["kind"] == "loop" else step["inner"]
    return "FAILED" if fails(inner) else "SUCCEEDED"


class Argo:
    """The nodes of Argo Workflows, which Kubeflow Pipelines passes on: a node's children are what
    starts after it, inside of it or behind it."""

    def __init__(self, run, steps, start):
        self.run, self.nodes, self.clock, self.count = run, [], start, 0
        whole = self.node(run, "RUNNING", "dag")
        driver = self.node("root-driver", "SUCCEEDED", "system-dag-driver")
        root = self.node("root", "FAILED" if fails(steps) else "SUCCEEDED", "root")
        whole["children"].append(driver["id"])
        driver["children"].append(root["id"])
        self.chain(root, steps)
        whole["state"] = root["state"]
        for node in self.nodes:
            node["end"] = max(node["end"], node["start"] + 1)

    def node(self, name, state, template):
        self.count += 1
        self.clock += 1
        number = str(1000000 + self.count * 7919)
        node = {"name": name, "state": state, "start": self.clock, "end": self.clock + 2,
                "id": f"{self.run}-{number}", "pod": f"{self.run}-{template}-{number}",
                "children": []}
        self.nodes.append(node)
        return node

    def chain(self, parent, steps):
        """Each step behind the one before it; the nodes behind which the next one starts."""
        behind = [parent]
        for step in steps:
            first, last = self.step(step)
            for node in behind:
                node["children"].append(first["id"])
            behind = last
            if state_of(step) == "FAILED":
                break
        parent["end"] = self.clock + 2
        return behind

    def step(self, step):
        name, state = step["name"], state_of(step)
        if step["kind"] == "loop":
            loop = self.node(name, state, "iterator")
            driver = self.node("iteration-driver", "SUCCEEDED", "system-dag-driver")
            group = self.node("iteration-iterations", state, "group")
            loop["children"].append(driver["id"])
            driver["children"].append(group["id"])
            last = []
            for index, inner in enumerate(step["inner"]):
                bad = "FAILED" if fails(inner) else "SUCCEEDED"
                item = self.node(f"iteration-iterations({index}:{index})", bad, "iteration")
                inner_driver = self.node("iteration-item-driver", "SUCCEEDED", "system-dag-driver")
                dag = self.node("iteration-item", bad, "dag")
                group["children"].append(item["id"])
                item["children"].append(inner_driver["id"])
                inner_driver["children"].append(dag["id"])
                last += self.chain(dag, inner)
                item["end"] = self.clock + 2
            loop["end"] = self.clock + 2
            return loop, last or [group]
        driver = self.node(f"{name}-driver", "SUCCEEDED", "system-container-driver")
        node = self.node(name, state, "system-container-executor")
        driver["children"].append(node["id"])
        if step["kind"] == "dag":
            return driver, self.chain(node, step["inner"])
        if state in ("SUCCEEDED", "FAILED"):
            pod = self.node("executor", state, "system-container-impl")
            node["children"].append(pod["id"])
            return driver, [pod]
        if state == "CACHED":
            node["state"] = "SUCCEEDED"
        return driver, [node]
