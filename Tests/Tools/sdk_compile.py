"""Compiles pipelines with the official SDK, many in one process.

    sdk_compile.py JOBS.json
    sdk_compile.py -

A job is {"source": FILE, "pipeline": NAME or null, "output": FILE}, or {"load": FILE}, which loads a
document as a component, or {"ours": FILE, "official": FILE}, which compares two documents but for the
helper text of embedded files, which is everybody's own. JOBS.json is a list of them; with `-` they are read
from standard input, one a line. For each a line is printed: `ok`, or `error: TYPE: MESSAGE`.

Each source is run as a program in a copy of its folder. Without a name, the document is that of its
last call of the compiler; without a call, that of the only pipeline that no other one uses, or of
its only component.
"""

import contextlib
import io
import json
import os
import re
import runpy
import shutil
import sys
import tempfile
import warnings

warnings.simplefilter("ignore")

import yaml  # noqa: E402
from kfp import compiler, components  # noqa: E402
from kfp.dsl import base_component, graph_component  # noqa: E402

ORIGINAL = compiler.Compiler.compile


def chosen(names, wanted):
    if wanted:
        return names[wanted]
    for kind in (graph_component.GraphComponent, base_component.BaseComponent):
        found = {id(value): value for value in names.values() if isinstance(value, kind)}
        if found:
            return list(found.values())[-1]
    raise LookupError("there is neither a pipeline nor a component")


@contextlib.contextmanager
def inside(folder):
    """Works in a copy of a folder, and forgets afterwards what was imported from it."""
    before, known, path = os.getcwd(), set(sys.modules), list(sys.path)
    with tempfile.TemporaryDirectory() as scratch:
        copy = os.path.join(os.path.realpath(scratch), os.path.basename(folder))
        shutil.copytree(folder, copy)
        os.chdir(copy)
        sys.path.insert(0, copy)
        try:
            yield copy
        finally:
            os.chdir(before)
            sys.path[:] = path
            for name in set(sys.modules) - known:
                if (getattr(sys.modules[name], "__file__", None) or "").startswith(copy):
                    del sys.modules[name]


def compile_one(job):
    source, output = os.path.abspath(job["source"]), os.path.abspath(job["output"])
    suffix = os.path.splitext(output)[1]
    calls = []

    def recording(self, pipeline_func, package_path, *arguments, **named):
        ORIGINAL(self, pipeline_func, package_path, *arguments, **named)
        calls.append(package_path)
        if os.path.splitext(package_path)[1] == suffix:
            shutil.copyfile(package_path, output)

    quiet = io.StringIO()
    try:
        with inside(os.path.dirname(source)) as folder, contextlib.redirect_stdout(quiet):
            compiler.Compiler.compile = recording
            names = runpy.run_path(
                os.path.join(folder, os.path.basename(source)), run_name="__main__")
            if not calls or job.get("pipeline"):
                ORIGINAL(compiler.Compiler(), chosen(names, job.get("pipeline")), output)
        return "ok"
    except BaseException as error:
        if os.path.exists(output):
            os.remove(output)
        return f"error: {type(error).__name__}: {' '.join(str(error).split())[:300]}"
    finally:
        compiler.Compiler.compile = ORIGINAL


def load_one(path):
    """Loads a document, and sees whether the component has the inputs that stand there."""
    try:
        component = components.load_component_from_file(path)
        with open(path, encoding="utf-8") as stream:
            root = next(yaml.safe_load_all(stream))["root"]
        inputs = root.get("inputDefinitions", {})
        wanted = set(inputs.get("parameters", {})) | set(inputs.get("artifacts", {}))
        found = set(component.component_spec.inputs or {})
        if wanted != found:
            raise ValueError(f"the inputs are {sorted(found)} instead of {sorted(wanted)}")
        return "ok"
    except BaseException as error:
        return f"error: {type(error).__name__}: {' '.join(str(error).split())[:300]}"


HELPER = re.compile(r"__KFP_EMBEDDED_ARCHIVE_B64 = .*\n+(?=def \w+\()", re.S)


def without_helpers(value):
    if isinstance(value, dict):
        return {key: without_helpers(item) for key, item in value.items()}
    if isinstance(value, list):
        return [without_helpers(item) for item in value]
    return HELPER.sub("HELPER ", value) if isinstance(value, str) else value


def compare(ours, official):
    """Whether two documents are equal but for helper text, which must be there in both."""
    texts = []
    for path in (ours, official):
        with open(path, encoding="utf-8") as stream:
            texts.append(without_helpers(list(yaml.safe_load_all(stream))))
    if "HELPER " not in json.dumps(texts[0]):
        return "error: nothing is embedded"
    return "ok" if texts[0] == texts[1] else "error: the documents differ elsewhere, too"


def main():
    if sys.argv[1] == "-":
        jobs = map(json.loads, sys.stdin)
    else:
        with open(sys.argv[1], encoding="utf-8") as stream:
            jobs = json.load(stream)
    for job in jobs:
        if "load" in job:
            answer = load_one(job["load"])
        elif "ours" in job:
            answer = compare(job["ours"], job["official"])
        else:
            answer = compile_one(job)
        print(answer, flush=True)


main()
