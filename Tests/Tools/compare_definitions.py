"""Compares the shipped text of every function with what the official SDK would take.

    python3 Tests/Tools/compare_definitions.py [--binary PATH] [PATH...]
"""

import argparse
import ast
import inspect
import itertools
import subprocess
import sys
import sysconfig
import tempfile
import textwrap
import warnings

from compare_ast import files_under

warnings.simplefilter("ignore")


def functions(body):
    """Functions in the order of the source, outer ones first."""
    for node in body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node
        for field in ("body", "handlers", "cases", "orelse", "finalbody"):
            inner = getattr(node, field, None)
            if isinstance(inner, list):
                yield from functions(inner)


def shipped(lines, node):
    start = min([node.lineno] + [d.lineno for d in node.decorator_list])
    text = textwrap.dedent("".join(inspect.getblock(lines[start - 1:])))
    rest = itertools.dropwhile(lambda line: not line.startswith("def"), text.split("\n"))
    return "\n".join(rest)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", default=".build/debug/kfps-ast")
    parser.add_argument("paths", nargs="*", default=[sysconfig.get_paths()["stdlib"]])
    options = parser.parse_args()
    files = [f for path in options.paths for f in files_under(path)]
    names = tempfile.TemporaryFile("w+")
    names.write("\n".join(files) + "\n")
    names.seek(0)
    process = subprocess.Popen(
        [options.binary, "--definitions"], stdin=names, stdout=subprocess.PIPE)
    same, shown = 0, 0
    for file in files:
        ours = process.stdout.read(int(process.stdout.readline())).decode("utf-8")
        if ours.startswith("ERROR"):
            continue
        try:
            with open(file, encoding="utf-8-sig") as stream:
                source = stream.read()
            nodes = list(functions(ast.parse(source).body))
        except (SyntaxError, ValueError, RecursionError):
            continue
        lines = source.split("\n")
        lines = [line + "\n" for line in lines[:-1]] + ([lines[-1] + "\n"] if lines[-1] else [])
        texts = ours.split("\0")[:-1]
        if len(texts) != len(nodes):
            print(f"{file}: {len(texts)} and {len(nodes)} functions")
            continue
        for node, text in zip(nodes, texts):
            expected = shipped(lines, node)
            if text == expected:
                same += 1
                continue
            shown += 1
            if shown <= 10:
                print(f"{file}:{node.lineno}:\n  kfps   {text[-200:]!r}\n  Python {expected[-200:]!r}")
    print(f"{same} equal, {shown} different")
    return 1 if shown else 0


if __name__ == "__main__":
    sys.exit(main())
