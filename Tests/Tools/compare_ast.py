"""Compares the trees of kfps with those of the Python that runs this script.

    python3 Tests/Tools/compare_ast.py [--binary .build/release/kfps-ast] [--show N] [PATH...]

A PATH is a file or folder; without one it is the standard library. With Python 3.13 everything is
compared, positions included. With 3.11 positions inside f-strings are left out on both sides, and
files that use newer syntax count as disagreements about acceptance.
"""

import argparse
import ast
import os
import re
import subprocess
import sys
import sysconfig
import tempfile
import warnings

warnings.simplefilter("ignore")
sys.setrecursionlimit(20000)
IS_NEW = sys.version_info >= (3, 12)
POSITION = re.compile(r", lineno=\d+, col_offset=\d+, end_lineno=\d+, end_col_offset=\d+")


def python_dump(data):
    tree = ast.parse(data)
    options = {"show_empty": True} if sys.version_info >= (3, 13) else {}
    return ast.dump(tree, include_attributes=True, **options)


def without_fstring_positions(text):
    """Leaves out the positions inside `JoinedStr(...)`, strings being skipped over."""
    pieces, position = [], 0
    string = re.compile(r"b?'(?:[^'\\]|\\.)*'|b?\"(?:[^\"\\]|\\.)*\"|[()]", re.S)
    while True:
        start = text.find("JoinedStr(", position)
        if start < 0:
            pieces.append(text[position:])
            return "".join(pieces)
        depth, end = 0, start
        for match in string.finditer(text, start):
            mark = match.group()
            if mark == "(":
                depth += 1
            elif mark == ")":
                depth -= 1
                if depth == 0:
                    end = match.end()
                    break
        pieces.append(text[position:start])
        pieces.append(POSITION.sub("", text[start:end]))
        position = end


def comparable(text):
    """ASCII only, as the two know different versions of Unicode; halves of pairs are U+FFFD."""
    text = text.encode("ascii", "backslashreplace").decode("ascii")
    return re.sub(r"(?<!\\)((?:\\\\)*)\\ud[89a-f][0-9a-f]{2}", r"\1\\ufffd", text)


def files_under(path):
    if os.path.isfile(path):
        yield path
    for folder, folders, names in os.walk(path):
        folders.sort()
        for name in sorted(names):
            if name.endswith(".py"):
                yield os.path.join(folder, name)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", default=".build/debug/kfps-ast")
    parser.add_argument("--show", type=int, default=10)
    parser.add_argument("paths", nargs="*", default=[sysconfig.get_paths()["stdlib"]])
    options = parser.parse_args()
    files = [f for path in options.paths for f in files_under(path)]
    flags = ["--python313"] if IS_NEW else []
    names = tempfile.TemporaryFile("w+")
    names.write("\n".join(files) + "\n")
    names.seek(0)
    process = subprocess.Popen([options.binary, *flags], stdin=names, stdout=subprocess.PIPE)
    same = rejected = 0
    different = []
    for file in files:
        count = process.stdout.readline()
        if not count:
            print(f"{options.binary} stopped at {file}", file=sys.stderr)
            return 2
        ours = process.stdout.read(int(count)).decode("utf-8")
        with open(file, "rb") as stream:
            data = stream.read()
        try:
            theirs = python_dump(data)
        except (SyntaxError, ValueError, UnicodeDecodeError) as error:
            theirs = f"ERROR {error}"
        except (RecursionError, MemoryError) as error:
            theirs = None
        if theirs is None:
            different.append((file, "Python ran out of stack"))
            continue
        if ours.startswith("ERROR") or theirs.startswith("ERROR"):
            if ours.startswith("ERROR") and theirs.startswith("ERROR"):
                rejected += 1
                continue
            refused = "kfps" if ours.startswith("ERROR") else "Python"
            reason = (ours if refused == "kfps" else theirs)[:200].replace("\n", " ")
            if refused == "kfps":
                try:
                    compile(data, file, "exec", dont_inherit=True)
                except SyntaxError:
                    reason += " (and so does Python's compiler)"
            different.append((file, f"only {refused} refuses it: {reason}"))
            continue
        if not IS_NEW:
            ours = without_fstring_positions(ours)
            theirs = without_fstring_positions(theirs)
        ours, theirs = comparable(ours), comparable(theirs)
        if ours == theirs:
            same += 1
            continue
        at = next((i for i, (a, b) in enumerate(zip(ours, theirs)) if a != b), 0)
        different.append((file, f"\n  kfps   {ours[max(0, at - 150):at + 120]!r}"
                                f"\n  Python {theirs[max(0, at - 150):at + 120]!r}"))
    for file, reason in different[: options.show]:
        print(f"{file}: {reason}")
    print(f"{len(files)} files: {same} equal trees, {rejected} refused by both, "
          f"{len(different)} different")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
