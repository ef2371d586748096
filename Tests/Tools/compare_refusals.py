"""Mutates Python statements and compares what kfps and Python refuse, and the trees of the rest.

    python3.13 Tests/Tools/compare_refusals.py [--binary PATH] [--seed N] [--count N] [PATH...]

Snippets are statements of the given files (default: the standard library) with a token removed,
doubled, exchanged or inserted. What only one of the two refuses is printed.
"""

import argparse
import ast
import io
import os
import random
import subprocess
import sys
import sysconfig
import tempfile
import tokenize
import warnings

from compare_ast import comparable, files_under, python_dump

warnings.simplefilter("ignore")
WORDS = """( ) [ ] { } , : ; . ... = == := -> + - * ** / @ % < > ! ~ | & ^ += if else elif for in not
is and or lambda yield await async def class return pass break with as match case type except try
finally from import del global raise assert None True x 1 1.5 2j 'a' f'{x}' b'c' _ print while""".split()


EXPRESSIONS = """lambda: x|lambda x, *y: z|x := 1|(x := 1)|*a|**a|yield|yield x|(yield)|await x|
x for x in y|(x for x in y)|[x async for x in y if z]|a, b|(a, b)|a,|[a, *b]|[a, b]|a.b|a[b]|a[b:c, d]|
a[*b]|f(x)|f(x for x in y)|f(*a, b=1, **c)|f(a=1, *b)|f(**a, b=1)|1|'s'|f'{x!r:>{y}}'|f"{x=}"|b's'|
not x|-x|x ** -y|x < y < z|x if y else z|x or y|()|[]|{}|{**a, b: c}|{a: b for c in d}|{a, *b}|None|
...|True|x = 1|x == 1|a: b|a: b = c|*a, b|(*a,)|-1 + 2j|1_0.5e3j|_|a.b(c, d=e)|{'k': v, **r}|x as y|a | b|
print x|del x|(a)|(a.b)|((a, b))|a = b = c|a += 1|not in|x.1|0x1g|1__0|u's' b't'|'s' f't'""".replace(
    "\n", "").replace("a | b|", "a\0b|").split("|")
EXPRESSIONS = [text.replace("\0", " | ") for text in EXPRESSIONS]


def statements(files, generator):
    while True:
        file = generator.choice(files)
        try:
            with open(file, "rb") as stream:
                source = stream.read().decode("utf-8")
            body = ast.parse(source).body
        except (SyntaxError, ValueError, RecursionError):
            continue
        lines = source.splitlines(keepends=True)
        nodes = [n for n in ast.walk(ast.Module(body, [])) if isinstance(n, ast.stmt)]
        nodes = [n for n in nodes if n.end_lineno - n.lineno < 8]
        for node in generator.sample(nodes, min(40, len(nodes))):
            first = lines[node.lineno - 1]
            if first[:node.col_offset].strip():
                continue
            text = "".join(lines[node.lineno - 1:node.end_lineno])
            if node.col_offset:
                text = "if x:\n" + text
            yield text if text.endswith("\n") else text + "\n"


def pieces(text):
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
    except (tokenize.TokenError, SyntaxError):
        return None
    offsets = [0]
    for line in text.splitlines(keepends=True):
        offsets.append(offsets[-1] + len(line))
    return [(offsets[t.start[0] - 1] + t.start[1], offsets[t.end[0] - 1] + t.end[1])
            for t in tokens if t.string.strip() and t.end[0] <= len(offsets) - 1]


def exchanged(text, generator):
    """Puts another expression in the place of one."""
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return text
    kinds = (ast.expr, ast.pattern, ast.arg, ast.keyword, ast.alias)
    nodes = [n for n in ast.walk(tree) if isinstance(n, kinds) and n.lineno == n.end_lineno]
    if not nodes:
        return text
    node = generator.choice(nodes)
    lines = text.splitlines(keepends=True)
    line = lines[node.lineno - 1].encode()
    lines[node.lineno - 1] = (line[:node.col_offset] + generator.choice(EXPRESSIONS).encode()
                              + line[node.end_col_offset:]).decode()
    return "".join(lines)


def mutated(text, generator):
    places = pieces(text)
    if not places:
        return text
    if generator.random() < 0.5:
        return exchanged(text, generator)
    for _ in range(generator.choice((1, 1, 1, 2))):
        start, end = generator.choice(places)
        kind = generator.randrange(4)
        if kind == 0:
            text = text[:start] + text[end:]
        elif kind == 1:
            text = text[:start] + text[start:end] + " " + text[start:]
        elif kind == 2:
            text = text[:start] + generator.choice(WORDS) + text[end:]
        else:
            text = text[:start] + generator.choice(WORDS) + " " + text[start:]
        places = pieces(text)
        if not places:
            break
    return text


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", default=".build/debug/kfps-ast")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("paths", nargs="*", default=[sysconfig.get_paths()["stdlib"]])
    options = parser.parse_args()
    generator = random.Random(options.seed)
    files = [f for path in options.paths for f in files_under(path) if "site-packages" not in f]
    source = statements(files, generator)
    snippets = [mutated(next(source), generator) for _ in range(options.count)]
    with tempfile.TemporaryDirectory() as folder:
        names = []
        for number, snippet in enumerate(snippets):
            names.append(os.path.join(folder, f"{number}.py"))
            with open(names[-1], "w", encoding="utf-8", newline="") as stream:
                stream.write(snippet)
        run = subprocess.run(
            [options.binary, "--python313"], input="\n".join(names).encode(), capture_output=True)
    answers = io.BytesIO(run.stdout)
    same = refused = 0
    for snippet in snippets:
        count = answers.readline()
        if not count:
            print("kfps-ast stopped at", repr(snippet))
            return 2
        ours = answers.read(int(count)).decode("utf-8")
        try:
            theirs = python_dump(snippet)
        except (SyntaxError, ValueError) as error:
            theirs = f"ERROR {error}"
        wrong = None
        if ours.startswith("ERROR") != theirs.startswith("ERROR"):
            wrong = f"kfps: {ours[:160]}\nPython: {theirs[:160]}"
            if ours.startswith("ERROR"):
                try:
                    compile(snippet, "", "exec", dont_inherit=True)
                except SyntaxError as error:
                    if any(s in str(error) for s in ("duplicate argument", "keyword argument repeated")):
                        wrong = None
                        refused += 1
        elif ours.startswith("ERROR"):
            refused += 1
        elif comparable(ours) != comparable(theirs):
            wrong = "other tree"
        else:
            same += 1
        if wrong:
            print("=" * 20)
            print(snippet, end="")
            print("-" * 20)
            print(wrong)
    print(f"{len(snippets)} snippets: {same} equal trees, {refused} refused by both")
    return 0


if __name__ == "__main__":
    sys.exit(main())
