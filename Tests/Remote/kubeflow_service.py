"""Kubeflow Pipelines: each function is one route; the first four arguments are the world, the query,
the body, and parts of the path."""

import email.parser
import json
import time
import uuid

import yaml

import engine
from common import Refusal, stamp


def healthz(world, query, body, headers):
    return {"multi_user": False}


def page(items, query, key):
    size = int(query.get("page_size") or 10)
    start = int(query.get("page_token") or 0)
    items = filtered(items, query.get("filter"))
    if query.get("namespace"):
        items = [i for i in items if i.get("_namespace") == query["namespace"]]
    if query.get("sort_by", "").startswith("created_at"):
        items = sorted(items, key=lambda i: i["_order"], reverse=query["sort_by"].endswith("desc"))
    answer = {key: [public(i) for i in items[start:start + size]], "total_size": len(items)}
    if start + size < len(items):
        answer["next_page_token"] = str(start + size)
    return answer


def filtered(items, text):
    if not text:
        return items
    for predicate in json.loads(text)["predicates"]:
        if predicate["operation"] not in ("EQUALS", 1):
            raise Refusal(400, "only EQUALS is known here")
        value = predicate.get("string_value", predicate.get("stringValue"))
        items = [i for i in items if i.get(predicate["key"]) == value]
    return items


def public(item):
    return {k: v for k, v in item.items() if not k.startswith("_")}


def made(world, table, key, item, namespace=None):
    identifier = str(uuid.uuid4())
    item = {**item, key: identifier, "created_at": stamp(), "_order": len(table),
            "_namespace": namespace or ""}
    table[identifier] = item
    return item


def found(table, identifier, what):
    if identifier not in table:
        raise Refusal(404, f"{what} {identifier} not found")
    return table[identifier]


def list_pipelines(world, query, body, headers):
    return page(list(world.pipelines.values()), query, "pipelines")


def create_pipeline(world, query, body, headers):
    name = body.get("name") or body.get("display_name")
    if any(p["name"] == name for p in world.pipelines.values()):
        raise Refusal(409, f"a pipeline {name} exists already")
    return public(made(world, world.pipelines, "pipeline_id", {**body, "name": name},
                       body.get("namespace")))


def pipeline_by_name(world, query, body, name, headers):
    for pipeline in world.pipelines.values():
        if pipeline["name"] == name and pipeline["_namespace"] == query.get("namespace", ""):
            return public(pipeline)
    raise Refusal(404, f"pipeline {name} not found")


def get_pipeline(world, query, body, identifier, headers):
    return public(found(world.pipelines, identifier, "pipeline"))


def uploaded(headers, body):
    """The documents in the file of a form."""
    text = b"Content-Type: " + headers["Content-Type"].encode() + b"\r\n\r\n" + body
    message = email.parser.BytesParser().parsebytes(text)
    for part in message.get_payload():
        if part.get_param("name", header="content-disposition") == "uploadfile":
            content = part.get_payload(decode=True).decode()
            documents = list(yaml.safe_load_all(content))
            if "pipelineInfo" not in documents[0]:
                raise Refusal(400, "this is no pipeline")
            if len(documents) == 1:
                return documents[0]
            return {"pipeline_spec": documents[0], "platform_spec": documents[1]}
    raise Refusal(400, "Failed to read pipeline from file")


def upload(world, query, body, headers):
    spec = uploaded(headers, body)
    pipeline = create_pipeline(
        world, query, {"name": query["name"], "display_name": query["name"],
                       "namespace": query.get("namespace", "")}, headers)
    add_version(world, pipeline["pipeline_id"], query["name"], spec)
    return pipeline


def upload_version(world, query, body, headers):
    found(world.pipelines, query["pipelineid"], "pipeline")
    return public(add_version(world, query["pipelineid"], query["name"], uploaded(headers, body)))


def add_version(world, pipeline, name, spec):
    for version in world.versions.values():
        if version["pipeline_id"] == pipeline and version["name"] == name:
            raise Refusal(409, f"a version {name} exists already")
    return made(world, world.versions, "pipeline_version_id", {
        "pipeline_id": pipeline, "name": name, "display_name": name, "pipeline_spec": spec})


def list_versions(world, query, body, pipeline, headers):
    versions = [v for v in world.versions.values() if v["pipeline_id"] == pipeline]
    return page(versions, query, "pipeline_versions")


def get_version(world, query, body, pipeline, version, headers):
    return public(found(world.versions, version, "version"))


def list_experiments(world, query, body, headers):
    return page(list(world.experiments.values()), query, "experiments")


def create_experiment(world, query, body, headers):
    name = body["display_name"]
    if any(e["display_name"] == name for e in world.experiments.values()):
        raise Refusal(409, f"an experiment {name} exists already")
    return public(made(world, world.experiments, "experiment_id", body, body.get("namespace")))


def get_experiment(world, query, body, identifier, headers):
    return public(found(world.experiments, identifier, "experiment"))


def spec_of(world, run):
    spec = run.get("pipeline_spec")
    reference = run.get("pipeline_version_reference")
    if spec is None and reference:
        spec = found(world.versions, reference["pipeline_version_id"], "version")["pipeline_spec"]
    if spec is None:
        raise Refusal(400, "neither a pipeline nor a version")
    return spec.get("pipeline_spec", spec)


def create_run(world, query, body, headers):
    if not body.get("display_name"):
        raise Refusal(400, "the run has no name")
    spec = spec_of(world, body)
    known = spec["root"].get("inputDefinitions", {}).get("parameters", {})
    for name in body.get("runtime_config", {}).get("parameters", {}):
        if name not in known:
            raise Refusal(400, f"unknown parameter {name}")
    experiment = world.experiments.get(body.get("experiment_id"), {})
    run = made(world, world.runs, "run_id", body, experiment.get("_namespace"))
    start = int(time.time()) - 60
    run.update(state="PENDING", storage_state="AVAILABLE", created_at=stamp(start), _looks=0,
               _start=start, _spec=spec)
    return public(run)


def list_runs(world, query, body, headers):
    return page(list(world.runs.values()), query, "runs")


def get_run(world, query, body, identifier, headers):
    run = found(world.runs, identifier, "run")
    advance(run)
    return public(run)


def advance(run):
    if run["state"] in ("SUCCEEDED", "FAILED", "CANCELED"):
        return
    if run["state"] == "CANCELING":
        run["state"] = "CANCELED"
        run["finished_at"] = stamp()
        return
    run["_looks"] += 1
    steps = engine.plan(run["_spec"])
    nodes = engine.Argo("workflow-x7k2p", steps, run["_start"]).nodes
    shown = len(nodes) * run["_looks"] // 3
    details = []
    for node in nodes[:shown]:
        state = node["state"]
        if shown < len(nodes) and node["end"] >= nodes[shown]["start"]:
            state = "RUNNING"
        detail = {
            "run_id": run["run_id"], "task_id": str(uuid.uuid5(uuid.UUID(run["run_id"]), node["id"])),
            "display_name": node["name"], "create_time": stamp(run["_start"]),
            "start_time": stamp(node["start"]), "state": state, "pod_name": node["pod"],
            "end_time": "1970-01-01T00:00:00Z" if state == "RUNNING" else stamp(node["end"]),
            "state_history": [{"update_time": stamp(node["start"]), "state": state}],
        }
        if node["children"]:
            detail["child_tasks"] = [{"pod_name": c} for c in node["children"]]
        if state == "FAILED" and node["name"] != "root":
            detail["error"] = {"code": 2, "message": "exit code 1"}
        details.append(detail)
    run["run_details"] = {"task_details": details}
    run["state"] = "RUNNING"
    if shown >= len(nodes):
        run["state"] = "FAILED" if engine.fails(steps) else "SUCCEEDED"
        run["finished_at"] = stamp(nodes[0]["end"] + 3)


def terminate_run(world, query, body, identifier, headers):
    run = found(world.runs, identifier, "run")
    if run["state"] not in ("SUCCEEDED", "FAILED", "CANCELED"):
        run["state"] = "CANCELING"
    return {}


def list_recurring(world, query, body, headers):
    return page(list(world.recurring.values()), query, "recurringRuns")


def create_recurring(world, query, body, headers):
    spec_of(world, body)
    if not 1 <= int(body.get("max_concurrency") or 0) <= 10:
        raise Refusal(400, "max_concurrency should be from 1 to 10")
    cron = body.get("trigger", {}).get("cron_schedule", {}).get("cron")
    if cron is not None and len(cron.split()) != 6:
        raise Refusal(400, "cron has six fields")
    body["max_concurrency"] = str(body["max_concurrency"])
    for trigger in body["trigger"].values():
        if "interval_second" in trigger:
            trigger["interval_second"] = str(trigger["interval_second"])
    return public(made(world, world.recurring, "recurring_run_id", body))
