"""Vertex AI: pipeline jobs and schedules."""

import json
import re
import time

import contract
import engine
from common import Refusal, stamp


def answer(world, method, path, query, body, violate):
    found = re.fullmatch(r"(projects/[^/]+/locations/[^/]+)/(pipelineJobs|schedules)(/[^/:]+)?(:\w+)?",
                         path)
    if not found:
        raise Refusal(404, f"no such path: {path}")
    parent, kind, name, verb = found.groups()
    table = world.jobs if kind == "pipelineJobs" else world.schedules
    if method == "POST" and not name:
        value = json.loads(body)
        message = "PipelineJob" if kind == "pipelineJobs" else "Schedule"
        violate(contract.check_vertex(value, message), f"POST {path}")
        make = make_job if kind == "pipelineJobs" else make_schedule
        made = make(world, parent, query, value)
        violate(contract.check_vertex(public(made), message), f"answer to POST {path}")
        return public(made)
    if method == "GET" and not name:
        items = [public(i) for i in reversed(table.values()) if i["name"].startswith(parent)]
        start, size = int(query.get("pageToken") or 0), int(query.get("pageSize") or 100)
        page = {kind: items[start:start + size]}
        if start + size < len(items):
            page["nextPageToken"] = str(start + size)
        return page
    item = table.get(f"{parent}/{kind}{name}")
    if item is None:
        raise Refusal(404, f"{name} not found")
    if verb == ":cancel":
        item["state"] = "PIPELINE_STATE_CANCELLING"
        return {}
    if verb == ":pause":
        item["state"] = "PAUSED"
        return {}
    if kind == "pipelineJobs":
        advance(item)
        violate(contract.check_vertex(public(item), "PipelineJob"), f"answer to GET {path}")
    return public(item)


def public(item):
    return {k: v for k, v in item.items() if not k.startswith("_")}


def make_job(world, parent, query, job):
    identifier = query.get("pipelineJobId", "job-1")
    if not re.fullmatch(r"[a-z][-a-z0-9]{0,127}", identifier):
        raise Refusal(400, f"bad pipelineJobId {identifier}")
    name = f"{parent}/pipelineJobs/{identifier}"
    if name in world.jobs:
        raise Refusal(409, f"{name} exists already")
    if not job.get("runtimeConfig", {}).get("gcsOutputDirectory", "").startswith("gs://"):
        raise Refusal(400, "runtime_config.gcs_output_directory is missing")
    start = int(time.time()) - 60
    world.jobs[name] = {
        **job, "name": name, "state": "PIPELINE_STATE_PENDING", "createTime": stamp(start),
        "_looks": 0, "_start": start}
    return world.jobs[name]


def make_schedule(world, parent, query, schedule):
    name = f"{parent}/schedules/{1000 + len(world.schedules)}"
    world.schedules[name] = {**schedule, "name": name, "state": "ACTIVE", "createTime": stamp()}
    return world.schedules[name]


def advance(job):
    if job["state"].removeprefix("PIPELINE_STATE_") in ("SUCCEEDED", "FAILED", "CANCELLED"):
        return
    if job["state"] == "PIPELINE_STATE_CANCELLING":
        job["state"] = "PIPELINE_STATE_CANCELLED"
        job["endTime"] = stamp()
        return
    job["_looks"] += 1
    steps = engine.plan(job["pipelineSpec"])
    tasks = [{"taskId": "1", "taskName": job["name"].split("/")[-1], "state": "RUNNING",
              "startTime": stamp(job["_start"])}]
    add_tasks(tasks, "1", steps, job["_start"])
    shown = len(tasks) if job["_looks"] > 2 else len(tasks) * job["_looks"] // 3
    job["jobDetail"] = {"taskDetails": tasks[:max(1, shown)]}
    job["state"] = "PIPELINE_STATE_RUNNING"
    if shown == len(tasks):
        failed = engine.fails(steps)
        tasks[0]["state"] = "FAILED" if failed else "SUCCEEDED"
        job["state"] = f"PIPELINE_STATE_{tasks[0]['state']}"
        job["endTime"] = stamp(job["_start"] + 30)
        if failed:
            job["error"] = {"code": 9, "message": "The DAG failed because some tasks failed."}


def add_tasks(tasks, parent, steps, start):
    for step in steps:
        identifier = str(len(tasks) + 1)
        begin = start + len(tasks)
        state = engine.state_of(step)
        detail = {"taskId": identifier, "parentTaskId": parent, "taskName": step["name"],
                  "state": "SKIPPED" if state == "CACHED" else state,
                  "createTime": stamp(begin), "startTime": stamp(begin), "endTime": stamp(begin + 2)}
        if step["kind"] == "leaf" and state in ("SUCCEEDED", "CACHED"):
            detail["execution"] = {"metadata": {"input:text": "in", "output:Output": "out"}}
            detail["outputs"] = {"model": {"artifacts": [{
                "name": "projects/1/artifacts/9", "displayName": "model",
                "uri": "gs://bucket/model", "schemaTitle": "system.Model",
                "schemaVersion": "0.0.1", "metadata": {"framework": "none"}}]}}
        if state == "FAILED":
            detail["error"] = {"code": 9, "message": "The replica exited with status 1."}
        tasks.append(detail)
        if step["kind"] == "loop":
            for index, inner in enumerate(step["inner"]):
                number = str(len(tasks) + 1)
                tasks.append({"taskId": number, "parentTaskId": identifier,
                              "taskName": f"{step['name']}-{index}",
                              "state": "FAILED" if engine.fails(inner) else "SUCCEEDED",
                              "startTime": stamp(begin), "endTime": stamp(begin + 9)})
                add_tasks(tasks, number, inner, start)
        elif step["kind"] == "dag":
            add_tasks(tasks, identifier, step["inner"], start)
        if state == "FAILED":
            break
