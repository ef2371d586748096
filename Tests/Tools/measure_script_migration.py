"""Measures `kfps migrate` on scripts of the first SDK.

    measure_script_migration.py --kfps KFPS FOLDER...

Run it with a Python that has the official SDK. Each folder is copied, and every `.py` and `.ipynb`
file in the copy that uses the first SDK is migrated in place. A result that is said to be complete is
run with the SDK, and its last document is compared with the one that kfps compiles.

    full       complete, and the SDK's document equals ours
    unproved   complete, but the SDK cannot run it here (a module is missing, there is no pipeline)
    remarks    the migration says what is left for a person
    unused     nothing had to be changed
    refused    the file cannot be read
    WRONG      complete, but the SDK refuses the result, or its document is another one

With $KFPS_URL_MAP, a JSON file from addresses to files, components are loaded from those. The status
is 1 where one is wrong.
"""

import argparse
import collections
import contextlib
import io
import json
import multiprocessing
import os
import pathlib
import re
import runpy
import shutil
import subprocess
import sys
import tempfile
import warnings

warnings.simplefilter("ignore")

import yaml  # noqa: E402
import kfp  # noqa: E402
from kfp import compiler, components  # noqa: E402
from kfp.dsl import graph_component  # noqa: E402

OLD = re.compile(
    r"create_component_from_func|func_to_container_op|ContainerOp|kfp\.v2|dsl\.Condition"
    r"|set_gpu_limit|add_node_selector_constraint|VolumeOp|get_pipeline_conf|PipelineConf"
    r"|max_cache_staleness|InputTextFile|PipelineParam|V2_COMPATIBLE|RUN_ID_PLACEHOLDER")
# What says nothing about the result: the machine lacks something that the script wants.
ELSEWHERE = (ImportError, FileNotFoundError, ConnectionError, OSError, SystemExit, NameError)


def read(path):
    with open(path, encoding="utf-8") as stream:
        document = next(yaml.safe_load_all(stream))
    document.pop("sdkVersion", None)
    return document


def load_from_address(address, *_, **__):
    with open(os.environ.get("KFPS_URL_MAP", os.devnull), encoding="utf-8") as stream:
        known = json.loads(stream.read() or "{}")
    if address not in known:
        raise ConnectionError(address)
    return components.load_component_from_file(known[address])


class NoClient:
    def __init__(self, *_, **__):
        raise ConnectionError("there is no server")


def run(path, connection):
    """Runs a script with the SDK and sends its last document, or why there is none."""
    documents = []
    original = compiler.Compiler.compile

    def recording(self, pipeline_func, package_path, *arguments, **named):
        with tempfile.TemporaryDirectory() as folder:
            target = os.path.join(folder, "document.yaml")
            original(self, pipeline_func, target, *arguments, **named)
            documents.append(read(target))

    compiler.Compiler.compile = recording
    components.load_component_from_url = load_from_address
    kfp.components.load_component_from_url = load_from_address
    kfp.Client = NoClient
    os.chdir(path.parent)
    sys.path.insert(0, str(path.parent))
    sys.argv = [path.name]
    problem = None
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            names = runpy.run_path(str(path), run_name="__main__")
            pipelines = {
                id(v): v for v in names.values() if isinstance(v, graph_component.GraphComponent)}
            if not documents and len(pipelines) == 1:
                recording(compiler.Compiler(), *pipelines.values(), "document.yaml")
    except ELSEWHERE as error:
        problem = None if documents else ("elsewhere", f"{type(error).__name__}: {error}"[:200])
    except BaseException as error:
        problem = ("refused", f"{type(error).__name__}: {' '.join(str(error).split())}"[:200])
    connection.send((documents[-1] if documents else None, problem))


def of_sdk(path):
    """Runs a script in a process of its own; what it changes must not reach the next one."""
    receiver, sender = multiprocessing.Pipe(False)
    process = multiprocessing.Process(target=run, args=(path, sender))
    process.start()
    sender.close()
    try:
        return receiver.recv() if receiver.poll(120) else (None, ("elsewhere", "no end"))
    except EOFError:
        return None, ("elsewhere", "ended")
    finally:
        process.kill()
        process.join()


def module_of(path):
    """The code cells of a notebook as a module; None where the kernel's own lines are needed."""
    if path.suffix == ".py":
        return path
    with open(path, encoding="utf-8") as stream:
        cells = json.load(stream).get("cells", [])
    code = ["".join(c["source"]) for c in cells if c["cell_type"] == "code"]
    lines = "\n".join(code).split("\n")
    module = path.with_suffix(".notebook.py")
    module.write_text("\n".join("" if re.match(r"\s*[%!?]", line) else line for line in lines))
    return module


def judged(kfps, path, scratch):
    done = subprocess.run(
        [kfps, "migrate", "--write", str(path)], capture_output=True, text=True, timeout=300)
    lines = [line for line in done.stderr.splitlines() if line.startswith(f"{path}: ")]
    summary = lines[-1][len(str(path)) + 2:] if lines else " ".join(done.stderr.split())[-200:]
    if done.returncode not in (0, 1):
        return "refused", summary
    if done.returncode == 1:
        said = re.findall(r"^(?:warning|error)\[(\w+)\]", done.stderr, re.M)
        return "remarks", " ".join(f"{c}*{n}" for c, n in collections.Counter(said).items())
    if summary.startswith("nothing"):
        return "unused", ""
    module = module_of(path)
    theirs, problem = of_sdk(module)
    if problem:
        return ("unproved" if problem[0] == "elsewhere" else "WRONG"), f"SDK: {problem[1]}"
    if theirs is None:
        return "unproved", "the script compiles nothing"
    document = scratch / "ours.yaml"
    document.unlink(missing_ok=True)
    name = theirs["pipelineInfo"]["name"]
    ours = subprocess.run(
        [kfps, "compile", str(module), "-o", str(document)], capture_output=True, text=True)
    if ours.returncode:
        return "unproved", "kfps compile: " + " ".join(ours.stderr.split())[:160]
    mine = read(document)
    if mine["pipelineInfo"]["name"] != name:
        return "unproved", f"the script compiles several pipelines, {name} last"
    return ("full", "") if mine == theirs else ("WRONG", "the documents differ")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--kfps", default="kfps")
    parser.add_argument("folders", nargs="+", type=pathlib.Path)
    options = parser.parse_args()
    kfps = str(pathlib.Path(options.kfps).resolve())
    counts = collections.Counter()
    with tempfile.TemporaryDirectory() as scratch:
        for number, top in enumerate(options.folders):
            copy = pathlib.Path(scratch) / str(number) / top.name
            shutil.copytree(top, copy, symlinks=True)
            for path in sorted(copy.rglob("*")):
                if path.suffix not in (".py", ".ipynb") or not path.is_file():
                    continue
                if not OLD.search(path.read_text(encoding="utf-8", errors="replace")):
                    continue
                verdict, reason = judged(kfps, path, pathlib.Path(scratch))
                counts[verdict] += 1
                if verdict != "full":
                    print(f"{verdict}\t{top}/{path.relative_to(copy)}\t{reason}", flush=True)
    print(", ".join(f"{verdict} {count}" for verdict, count in sorted(counts.items())))
    sys.exit(1 if counts["WRONG"] else 0)


if __name__ == "__main__":
    main()
