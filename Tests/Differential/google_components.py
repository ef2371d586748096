"""Compiles everything in google_cloud_pipeline_components with the official SDK and with kfps.

    $KFPS_SDK_VENV/bin/python Tests/Differential/google_components.py [--kfps PATH] [--only PART]
        [--sample N] [--official FOLDER] [--keep FOLDER]

Every component and pipeline that a module of the package defines is compiled by the SDK, which
imports it, and by kfps, which reads it with `--path SITE_PACKAGES`. It is reported as

  equal        the documents are the same to the letter
  reordered    they are the same but for the names of inner components
  both refuse  neither compiles it
  SDK broken   the SDK's document breaks a rule of such documents, and that of kfps breaks none
  known        kfps refuses, for a reason given in KNOWN
  unexplained  anything else, and the exit status is 1

`--sample N` takes every Nth only.
"""

import argparse
import ast
import collections
import importlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import warnings

warnings.simplefilter("ignore")

from fuzz import documents, resolved  # noqa: E402
from invariants import broken_rules  # noqa: E402
from kfp import compiler  # noqa: E402
from kfp.dsl import base_component  # noqa: E402

PACKAGE = "google_cloud_pipeline_components"

# What kfps refuses, and why.
KNOWN = {
    "google_cloud_pipeline_components.preview.automl.vision.data_converter.data_converter":
        "a class derived from the SDK's IfPresentPlaceholder",
}


def modules(folder):
    """The names of the modules in a folder that mention the DSL, with their files."""
    for place, _, files in sorted(os.walk(os.path.join(folder, PACKAGE))):
        for file in sorted(files):
            path = os.path.join(place, file)
            if not file.endswith(".py"):
                continue
            name = os.path.relpath(path, folder)[:-3].replace(os.sep, ".")
            yield name.removesuffix(".__init__"), path


def definitions(folder):
    """What the modules define: (module, name), each once."""
    for module, path in modules(folder):
        with open(path, encoding="utf-8") as stream:
            tree = ast.parse(stream.read())
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and node.decorator_list:
                yield module, node.name
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                yield module, node.targets[0].id


def official(module, name, output):
    """Whether the SDK has such a component, and its complaint if it does not compile it."""
    try:
        value = getattr(importlib.import_module(module), name)
    except Exception as error:
        return False, f"{type(error).__name__}: {error}"
    if not isinstance(value, base_component.BaseComponent):
        return False, None
    try:
        compiler.Compiler().compile(value, output)
        return True, None
    except Exception as error:
        return True, f"{type(error).__name__}: {error}"


def ours(kfps, module, name, output, folder, place):
    source = os.path.join(place, "job.py")
    with open(source, "w", encoding="utf-8") as stream:
        stream.write(
            f"from kfp import compiler\nfrom {module} import {name} as it\n\n"
            "compiler.Compiler().compile(it, 'ours.yaml')\n")
    result = subprocess.run(
        [kfps, "compile", "job.py", "-o", "ours.yaml", "--path", folder], cwd=place,
        capture_output=True, text=True, env={**os.environ, "NO_COLOR": "1"})
    return None if result.returncode == 0 else result.stderr or f"status {result.returncode}"


def judge(name, refusal, complaint, theirs, mine):
    if complaint and "error[" in complaint and name in KNOWN:
        return "known", ""
    if refusal or complaint:
        if refusal and complaint and "error[" in complaint:
            return "both refuse", ""
        return "unexplained", (complaint or f"only the SDK refuses: {refusal}")
    with open(theirs, "rb") as left, open(mine, "rb") as right:
        if left.read() == right.read():
            return "equal", ""
    left, right = documents(theirs), documents(mine)
    if left == right:
        return "unexplained", "only the texts differ"
    if resolved(left) == resolved(right):
        return "reordered", ""
    if broken_rules(left) and not broken_rules(right):
        return "SDK broken", ""
    return "unexplained", "different documents"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    parser.add_argument("--kfps", default=os.path.join(root, ".build/debug/kfps"))
    parser.add_argument("--only", help="a part of MODULE.NAME")
    parser.add_argument("--sample", type=int, default=1)
    parser.add_argument("--official", help="a folder that keeps what the SDK writes")
    parser.add_argument("--keep", help="a folder for documents that differ")
    options = parser.parse_args()
    kfps = os.path.abspath(options.kfps)
    package = importlib.util.find_spec(PACKAGE)
    folder = os.path.dirname(os.path.dirname(package.origin))
    wanted = [d for d in definitions(folder) if (options.only or "") in ".".join(d)]
    totals, broken = collections.Counter(), collections.Counter()
    with tempfile.TemporaryDirectory() as place:
        for module, name in wanted[:: options.sample]:
            theirs = os.path.join(options.official or place, f"{module}.{name}.yaml")
            mine = os.path.join(place, "ours.yaml")
            if os.path.exists(mine):
                os.remove(mine)
            exists, refusal = True, None
            if not os.path.exists(theirs):
                exists, refusal = official(module, name, theirs)
            if not exists:
                if refusal:
                    broken[module, refusal] += 1
                continue
            complaint = ours(kfps, module, name, mine, folder, place)
            verdict, detail = judge(f"{module}.{name}", refusal, complaint, theirs, mine)
            totals[verdict] += 1
            if verdict == "unexplained":
                print(f"{module}.{name}: {detail.strip()[:2000]}", flush=True)
                if options.keep:
                    keep = os.path.join(options.keep, f"{module}.{name}")
                    os.makedirs(keep, exist_ok=True)
                    for path in (theirs, mine):
                        if os.path.exists(path):
                            shutil.copy(path, keep)
    for (module, refusal), _ in broken.items():
        print(f"the SDK cannot import {module}: {refusal[:200]}")
    print(", ".join(f"{verdict} {count}" for verdict, count in totals.most_common()))
    return 1 if totals["unexplained"] else 0


if __name__ == "__main__":
    sys.exit(main())
