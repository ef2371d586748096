"""Measures `kfps migrate` on component files of the first SDK.

    measure_migration.py --kfps KFPS FOLDER...

Run it with a Python that has the official SDK. Each `.yaml` file that has an `implementation` is
migrated. The result is compiled by kfps and by the SDK, the old file is loaded and compiled by the
SDK, and the three documents are compared.

    full      nothing is left for a person, and the documents are equal
    remarks   the migration says what has changed
    refused   the file is no component, or one that the SDK and kfps refuse
    WRONG     nothing was said, but the documents differ or the result does not compile

Prints the counts, and a line for each file that is not full. The status is 1 where one is wrong.
"""

import argparse
import collections
import contextlib
import io
import json
import pathlib
import runpy
import subprocess
import sys
import tempfile
import warnings

warnings.simplefilter("ignore")

import yaml  # noqa: E402
from kfp import compiler, components  # noqa: E402
from kfp.dsl import base_component  # noqa: E402


def compiled(component, folder):
    path = str(pathlib.Path(folder) / "document.yaml")
    with contextlib.redirect_stdout(io.StringIO()):
        compiler.Compiler().compile(component, path)
    return read(path)


def read(path):
    with open(path, encoding="utf-8") as stream:
        document = next(yaml.safe_load_all(stream))
    document.pop("sdkVersion", None)
    return document


def of_old(path, folder):
    return compiled(components.load_component_from_file(str(path)), folder)


def of_new(path, folder):
    names = runpy.run_path(str(path))
    found = [v for v in names.values() if isinstance(v, base_component.BaseComponent)]
    return compiled(found[-1], folder)


def attempt(action, *arguments):
    try:
        return action(*arguments), None
    except BaseException as error:
        return None, f"{type(error).__name__}: {' '.join(str(error).split())[:160]}"


def differences(old, new, path=""):
    """The paths at which two documents differ."""
    if isinstance(old, dict) and isinstance(new, dict):
        return [
            found
            for key in sorted(set(old) | set(new), key=str)
            for found in differences(old.get(key), new.get(key), f"{path}.{key}")
        ]
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        return [
            found
            for index, pair in enumerate(zip(old, new))
            for found in differences(*pair, f"{path}[{index}]")
        ]
    # 1 and 1.0 are one number in a document, and True is none.
    if old == new and (type(old) is bool) == (type(new) is bool):
        return []
    return [path or "."]


def judged(kfps, path, folder):
    module, document = folder / "component.py", folder / "ours.yaml"
    for left in (module, document):
        left.unlink(missing_ok=True)
    done = subprocess.run(
        [kfps, "migrate", str(path), "-o", str(module), "--format", "json"],
        capture_output=True, text=True)
    if not module.exists():
        _, problem = attempt(of_old, path, folder)
        text = " ".join(done.stderr.split())[:160]
        if problem:
            return "refused", f"{text} | SDK: {problem}"
        return "WRONG", f"refused, but the SDK takes it: {text}"
    said = [json.loads(line) for line in done.stdout.splitlines() if line.strip()]
    remarks = [complaint["code"] for complaint in said if complaint["severity"] != "note"]
    ours = subprocess.run(
        [kfps, "compile", str(module), "-o", str(document)], capture_output=True, text=True)
    if ours.returncode and done.returncode == 1:
        return "remarks", "told: the result does not compile yet"
    if ours.returncode:
        return "WRONG", "kfps does not compile the result: " + " ".join(ours.stderr.split())[:160]
    new, problem = attempt(of_new, module, folder)
    if problem:
        return "WRONG", "the SDK does not compile the result: " + problem
    found = differences(new, read(document))
    if found:
        return "WRONG", "kfps and the SDK differ: " + ", ".join(found[:5])
    old, problem = attempt(of_old, path, folder)
    if remarks:
        return "remarks", " ".join(sorted(set(remarks))) + (f" | SDK: {problem}" if problem else "")
    if problem:
        return "full", f"the SDK does not load the old file: {problem}"
    found = differences(old, new)
    return ("WRONG", "the documents differ: " + ", ".join(found[:5])) if found else ("full", "")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--kfps", default="kfps")
    parser.add_argument("folders", nargs="+", type=pathlib.Path)
    options = parser.parse_args()
    counts = collections.Counter()
    with tempfile.TemporaryDirectory() as scratch:
        for top in options.folders:
            for path in sorted([top] if top.is_file() else top.rglob("*.y*ml")):
                if "implementation:" not in path.read_text(encoding="utf-8", errors="replace"):
                    continue
                verdict, reason = judged(options.kfps, path, pathlib.Path(scratch))
                counts[verdict] += 1
                if reason:
                    print(f"{verdict}\t{path}\t{reason}", flush=True)
    print(", ".join(f"{verdict} {count}" for verdict, count in sorted(counts.items())))
    sys.exit(1 if counts["WRONG"] else 0)


main()
