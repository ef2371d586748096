"""Runs the programs of Tests/Cases/rules through the official SDK.

    python Tests/Differential/rules.py [--write] [FILE ...]

Each fence says what the SDK does: `sdk=ValueError` is the exception it stops with, `sdk=compiles` that it
does not stop. With --write the words are written anew. The exit status is 1 where a word is wrong.
"""

import argparse
import contextlib
import importlib.util
import io
import os
import re
import sys
import tempfile
import warnings

FOLDER = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Cases", "rules"))
FENCE = re.compile(r"^## (?P<row>\S+)[^\n]*$|^```python(?P<words>[^\n]*)\n(?P<text>.*?)^```$", re.M | re.S)
DEFINED = re.compile(r"^(?:async )?def (\w+)|^(\w+) =", re.M)


def outcome(path, text):
    """What the SDK does with a program: all that it defines itself is compiled."""
    from kfp import compiler
    from kfp.dsl import base_component
    name = os.path.basename(path)[:-3]
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    own = {function or variable for function, variable in DEFINED.findall(text)}
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            spec.loader.exec_module(module)
            for name, value in list(vars(module).items()):
                if name in own and isinstance(value, base_component.BaseComponent):
                    compiler.Compiler().compile(value, "compiled.yaml")
    except Exception as error:
        return type(error).__name__
    return "compiles"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="*")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    with open(os.path.join(FOLDER, "prelude.py")) as stream:
        prelude = stream.read()
    files = options.files or [
        os.path.join(FOLDER, name) for name in sorted(os.listdir(FOLDER)) if re.match(r"\d.*\.md$", name)]
    files = [os.path.abspath(file) for file in files]
    wrong = programs = 0
    with tempfile.TemporaryDirectory() as scratch:
        os.chdir(scratch)
        for file in files:
            with open(file) as stream:
                content = stream.read()
            pieces, position, row = [], 0, ""
            for match in FENCE.finditer(content):
                if match["row"]:
                    row = match["row"]
                    continue
                programs += 1
                path = os.path.join(scratch, f"program_{programs}.py")
                with open(path, "w") as stream:
                    stream.write(prelude + match["text"])
                words = [word for word in match["words"].split() if not word.startswith("sdk=")]
                found = "sdk=" + outcome(path, match["text"])
                if found not in match["words"].split():
                    wrong += 1
                    print(f"{os.path.basename(file)}, row {row}: {match['words'].strip()} -> {found}")
                pieces += [content[position:match.start("words")], " " + " ".join(words + [found])]
                position = match.end("words")
            if options.write:
                with open(file, "w") as stream:
                    stream.write("".join(pieces) + content[position:])
    print(f"{programs} programs, {wrong} of them not as their fences say")
    sys.exit(1 if wrong and not options.write else 0)


if __name__ == "__main__":
    main()
