"""Compiles pipelines with the official SDK, many in one process.

    sdk_compile.py JOBS.json

JOBS.json is a list of {"source": FILE, "pipeline": NAME or null, "output": FILE}. Each source is
imported as a module of its file's name; without a name, the only pipeline that no other one uses is
compiled. For each job a line is printed: `ok`, or `error: TYPE: MESSAGE`.
"""

import contextlib
import importlib.util
import io
import json
import os
import sys
import warnings

warnings.simplefilter("ignore")

from kfp import compiler  # noqa: E402
from kfp.dsl import base_component, graph_component  # noqa: E402


def chosen(module, name):
    if name:
        return getattr(module, name)
    found = {}
    for value in vars(module).values():
        if isinstance(value, graph_component.GraphComponent):
            found[id(value)] = value
    if not found:
        for value in vars(module).values():
            if isinstance(value, base_component.BaseComponent):
                found[id(value)] = value
    return list(found.values())[-1]


def compile_one(job):
    source = os.path.abspath(job["source"])
    sys.path.insert(0, os.path.dirname(source))
    try:
        name = os.path.splitext(os.path.basename(source))[0]
        spec = importlib.util.spec_from_file_location(name, source)
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        with contextlib.redirect_stdout(io.StringIO()):
            spec.loader.exec_module(module)
            compiler.Compiler().compile(chosen(module, job.get("pipeline")), job["output"])
        return "ok"
    except BaseException as error:
        return f"error: {type(error).__name__}: {' '.join(str(error).split())[:300]}"
    finally:
        sys.path.pop(0)


for job in json.load(open(sys.argv[1], encoding="utf-8")):
    print(compile_one(job), flush=True)
