"""Feeds kfps with wrong programs and looks for crashes, hangs and time that grows faster than input.

    python3 Tests/Tools/fuzz.py MODE [--binary PATH] [--seconds N] [--seed N] [--keep FOLDER]

MODE is one of
    bytes     samples, cases and files of the standard library with bytes changed
    tokens    the same with tokens removed, doubled, exchanged, inserted
    words     programs made by chance of the words of the DSL
    grammar   sentences of grammar/kfps.ebnf
    documents compiled pipelines, component files and notebooks with lines or values changed
    migrate   sources and component files of the first SDK, changed in the same ways, for `kfps migrate`
    scale     pieces of programs repeated: 4 times the text must not take much more than 4 times as long

Many inputs are checked by one process. Where it dies or takes too long, each input is tried alone.
What `kfps check` accepts is compiled as well, and must not be refused then; documents are drawn. Inputs that show a problem
are kept. The exit status is 1 where there are any.
"""

import argparse
import collections
import os
import random
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time

from documents import documents, mutated_lines
from sentences import sentences

ROOT = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
TOO_LONG = 5.0


# ---- what inputs are made of

def files_with(endings, *folders):
    texts = []
    for folder in folders:
        for path, _, files in sorted(os.walk(os.path.join(ROOT, folder))):
            for file in sorted(files):
                ending = file.rsplit(".", 1)[-1]
                if ending not in endings:
                    continue
                with open(os.path.join(path, file), "rb") as stream:
                    content = stream.read()
                if ending == "md":
                    fences = re.findall(rb"```(?:kfps|python)[^\n]*\n(.*?)```", content, re.S)
                    texts += [("kfps", fence) for fence in fences]
                elif len(content) < 20_000:
                    texts.append((ending, content))
    return texts


def corpus(mode):
    if mode == "documents":
        return files_with(("yaml", "json", "ipynb"), "samples", "Tests/Cases")
    if mode == "migrate":
        return files_with(("py", "ipynb", "yaml"), "Tests/Cases/migration") + files_with(("py",), "samples")
    texts = files_with(("kfps", "py", "ipynb", "md"), "samples", "Tests/Cases", "grammar")
    library = sysconfig.get_path("stdlib")
    for file in sorted(os.listdir(library)):
        if file.endswith(".py") and os.path.getsize(os.path.join(library, file)) < 20_000:
            with open(os.path.join(library, file), "rb") as stream:
                texts.append(("py", stream.read()))
    return texts


def mutated_bytes(texts, chance):
    while True:
        ending, text = chance.choice(texts)
        text = bytearray(text)
        for _ in range(chance.choice((1, 1, 2, 3, 8))):
            at = chance.randrange(len(text) + 1)
            length = chance.choice((1, 1, 2, 4, 16, 100))
            kind = chance.randrange(7)
            if kind == 0:
                del text[at:at + length]
            elif kind == 1:
                text[at:at] = bytes(chance.randrange(256) for _ in range(length))
            elif kind == 2:
                text[at:at + length] = bytes(chance.choice(b"()[]{}'\"\\\n\t#:=,.@") for _ in range(length))
            elif kind == 3:
                text[at:at] = text[at:at + length] * chance.randrange(1, 20)
            elif kind == 4 and at < len(text):
                text[at] ^= 1 << chance.randrange(8)
            elif kind == 5:
                other = chance.choice(texts)[1]
                start = chance.randrange(len(other) + 1)
                text[at:at + length] = other[start:start + chance.randrange(400)]
            elif kind == 6:
                del text[at:]
        yield ending, bytes(text)


TOKEN = re.compile(r"""\n[ \t]*|[^\W\d]\w*|\d[\w.]*|\"\"\"|'''|[ \t]+|\*\*=?|//=?|>>=?|<<=?|->|:=|[-+*/%@&|^=!<>]=|.""", re.S)
WORDS = """( ) [ ] { } , : ; . ... = == != := -> + - * ** / @ % < > ~ | & ^ += if else elif for in not is
and or lambda yield await async def class return pass break continue with as match case type except try
finally from import del global nonlocal raise assert while None True False 0 1 -1 1.5 2j 'a' "" f'{x}'
b'c' r'\\' _ print self x y component pipeline container_component dsl kfp compiler kubernetes If Elif
Else ParallelFor ExitHandler Collected OneOf Condition importer Input Output Dataset Model Metrics Artifact
InputPath OutputPath PipelineTaskFinalStatus List Dict Optional str int float bool list dict .output
.outputs .after .set_caching_options .set_cpu_limit .set_retry .set_env_variable .set_display_name
ContainerSpec ConcatPlaceholder IfPresentPlaceholder 'Output' NamedTuple __name__ range len""".split()


def mutated_tokens(texts, chance):
    split = {}
    while True:
        number = chance.randrange(len(texts))
        ending, text = texts[number]
        if number not in split:
            split[number] = TOKEN.findall(text.decode("utf-8", "replace"))
        tokens = list(split[number])
        for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
            at = chance.randrange(len(tokens) + 1)
            other = chance.randrange(len(tokens) + 1)
            kind = chance.randrange(6)
            if kind == 0:
                del tokens[at:at + chance.choice((1, 1, 2, 5))]
            elif kind == 1:
                tokens[at:at] = tokens[at:at + chance.choice((1, 1, 2, 10, 40))]
            elif kind == 2:
                tokens[at:at] = [chance.choice(WORDS), chance.choice(("", " "))]
            elif kind == 3 and at < len(tokens):
                tokens[at] = chance.choice(WORDS)
            elif kind == 4 and at < len(tokens) and other < len(tokens):
                tokens[at], tokens[other] = tokens[other], tokens[at]
            elif kind == 5:
                piece = tokens[other:other + chance.randrange(30)]
                tokens[at:at] = piece
        yield ending, "".join(tokens).encode("utf-8", "replace")


# ---- programs of the DSL's words

class Writer:
    """Writes a program whose statements make sense often enough to get far."""

    TYPES = ("str int float bool list dict List[int] List[str] Dict[str,int] Optional[str] Input[Dataset] "
             "Input[Model] Input[Artifact] Output[Model] Output[Dataset] OutputPath(str) InputPath(str) "
             "Input[List[Dataset]] PipelineTaskFinalStatus Dataset Optional[Input[Model]] 'str' None int|None "
             "NamedTuple('O',[('a',int),('b',str)]) Output[Metrics] typing.Any Tuple[int] x").split()
    VALUES = ("1 -1 1.5 'a' '' True None [] [1] ['a','b'] [{'a':1},{'a':2}] {} {'k':1} {'k':[1]} f'{x}' x y z a b "
              "t u item p q t.output u.output t.outputs['a'] t.outputs u.outputs['model'] item.a item.b p+q not(p) p==1 "
              "p!='a' 1<p t.output=='a' Collected(t.output) Collected(u.outputs['model']) OneOf(t.output,u.output) "
              "range(3) len('a') lambda:1 (x:=1) f f(a=1) g(a='a').output h [f(a=i)for(i)in(range(3))] t.output[0] "
              "dsl dsl.PIPELINE_JOB_NAME_PLACEHOLDER dsl.WORKSPACE_PATH_PLACEHOLDER ... b'a' 10**9 float('nan') "
              "p.x f'{p}-{t.output}' importer(artifact_uri='gs://a',artifact_class=Model).output str(p) p in [1]").split()
    METHODS = ("after(t) after(u,t) set_caching_options(False) set_cpu_limit('1') set_cpu_request(p) set_memory_limit('1G') "
               "set_accelerator_limit(1) set_accelerator_type('a') set_retry(2,backoff_duration='10s') set_env_variable('a','b') "
               "set_env_variable(name='a',value=p) set_display_name('x') ignore_upstream_failure() add_node_selector_constraint('a') "
               "set_container_image(p) set_gpu_limit(1) set_caching_options(enable_caching=False,cache_key='a') output outputs name x").split()

    def __init__(self, chance):
        self.chance = chance
        self.lines = []

    def pick(self, words):
        return self.chance.choice(words)

    def put(self, depth, text):
        self.lines.append("    " * depth + text)

    def value(self, depth=0):
        chance = self.chance
        if depth > 2 or chance.random() < 0.75:
            return self.pick(self.VALUES)
        kind = chance.randrange(7)
        inner = lambda: self.value(depth + 1)
        if kind == 0:
            return f"[{inner()}, {inner()}]"
        if kind == 1:
            return "{" + f"{inner()}: {inner()}" + "}"
        if kind == 2:
            return f"{self.pick('f g h k'.split())}({self.arguments(depth + 1)})" + self.pick(["", ".output", ".outputs['a']"])
        if kind == 3:
            return f"{inner()} {self.pick('+ - * % == < and or in is'.split())} {inner()}"
        if kind == 4:
            return f"({inner()} if {inner()} else {inner()})"
        if kind == 5:
            return "f'{" + inner().replace("'", '"') + self.pick(["", "!r", ":>5"]) + "}'"
        return f"{self.pick('Collected OneOf dsl.Collected dsl.OneOf str int list len dict sorted'.split())}({inner()})"

    def arguments(self, depth=0):
        names = self.chance.sample("a b c model data x".split(), self.chance.randrange(4))
        given = [f"{name}={self.value(depth)}" for name in names]
        if self.chance.random() < 0.05:
            given.insert(0, self.value(depth))
        if self.chance.random() < 0.03:
            given.append("**" + self.value(depth))
        return ", ".join(given)

    def component(self):
        name = self.pick("f g h k".split())
        container = self.chance.random() < 0.2
        self.put(0, self.pick(["@component", "@dsl.component(base_image='python:3.12')", "@component(packages_to_install=['a'])",
                               "@dsl.component(base_image=x)"] if not container else ["@container_component", "@dsl.container_component"]))
        parameters = []
        for parameter in self.chance.sample("a b c model data x".split(), self.chance.randrange(4)):
            default = "" if self.chance.random() < 0.6 else f" = {self.value()}"
            parameters.append(f"{parameter}: {self.pick(self.TYPES)}{default}")
        result = "" if self.chance.random() < 0.3 else f" -> {self.pick(self.TYPES)}"
        if container and self.chance.random() < 0.8:
            result = ""
        self.put(0, f"def {name}({', '.join(parameters)}){result}:")
        if container:
            command = ", ".join(self.pick(["'a'", "a", "model.path", "model.uri", "data.path", "b", "x", f"f'{{a}}'",
                                           "IfPresentPlaceholder('a', then=['b'])", "ConcatPlaceholder(['a', b])", "1"])
                                for _ in range(self.chance.randrange(4)))
            self.put(1, f"return ContainerSpec(image='i', command=[{command}])")
        else:
            self.put(1, f"return {self.value()}")

    def statement(self, depth):
        kind = self.chance.randrange(16)
        if kind < 6:
            target = self.pick(["t = ", "u = ", "z = ", "", ""])
            chain = "".join("." + self.pick(self.METHODS) for _ in range(self.chance.choice((0, 0, 0, 1, 2))))
            self.put(depth, f"{target}{self.pick('f g h k q'.split())}({self.arguments()}){chain}")
        elif kind < 11 and depth < 7:
            head = self.pick(["ParallelFor({0}) as item", "ParallelFor(items={0}, parallelism={0}) as item", "If({0})", "Elif({0})",
                              "Else()", "Condition({0})", "ExitHandler(t)", "ExitHandler(f({1}))", "ParallelFor([1, 2]) as item",
                              "If(p == 'a')", "If(t.output == 1)", "dsl.ParallelFor(p) as y", "ExitHandler(exit_task={0}, name='n')"])
            self.put(depth, "with " + head.format(self.value(), self.arguments()) + ":")
            for _ in range(self.chance.choice((1, 1, 2, 3))):
                self.statement(depth + 1)
            if head.startswith("If") and self.chance.random() < 0.7:
                self.put(depth, "with Else():")
                self.statement(depth + 1)
        elif kind == 11:
            self.put(depth, f"{self.pick('t u'.split())}.{self.pick(self.METHODS)}")
        elif kind == 12:
            self.put(depth, f"{self.pick('x y z t a b'.split())} = {self.value()}")
        elif kind == 13 and depth < 7:
            self.put(depth, self.pick(["for x in {0}:", "if {0}:", "while {0}:", "try:", "def helper(a, b=1):"]).format(self.value()))
            self.statement(depth + 1)
            if self.lines[-2].strip() == "try:":
                self.put(depth, "except Exception as y:")
                self.put(depth + 1, "pass")
            elif "while" in self.lines[-2]:
                self.put(depth + 1, "break")
        elif kind == 14:
            self.put(depth, f"kubernetes.{self.pick(['use_secret_as_env', 'mount_pvc', 'add_toleration', 'set_timeout', 'use_config_map_as_env', 'add_node_selector', 'CreatePVC', 'add_pod_label'])}({self.pick(['t', 'u', 'x'])}, {self.arguments()})")
        else:
            self.put(depth, f"{self.pick(['return ', 'print', 'show', 'assert ', '', 'del '])}({self.value()})")

    def program(self):
        self.put(0, "from typing import *")
        for _ in range(self.chance.randrange(1, 4)):
            self.component()
        for _ in range(self.chance.randrange(0, 3)):
            if self.chance.random() < 0.6:
                self.put(0, self.pick(["@pipeline", "@pipeline(name='p')", "@dsl.pipeline(pipeline_config=dsl.PipelineConfig())"]))
                inputs = ", ".join(f"{n}: {self.pick(self.TYPES)}" for n in self.chance.sample("p q a data".split(), self.chance.randrange(4)))
                self.put(0, f"def {self.pick(['q', 'main', 'h'])}({inputs}){self.pick(['', ' -> int', ' -> Model'])}:")
                for _ in range(self.chance.randrange(1, 6)):
                    self.statement(1)
            else:
                for _ in range(self.chance.randrange(1, 5)):
                    self.statement(0)
        return ("kfps", "\n".join(self.lines).encode() + b"\n")


def programs(texts, chance):
    while True:
        yield Writer(chance).program()


def grammatical(texts, chance):
    for text in sentences(chance.randrange(1 << 60), sys.maxsize):
        yield chance.choice(("kfps", "py")), text.encode("utf-8", "replace")


def old_sources(texts, chance):
    ways = [mutated_bytes(texts, chance), mutated_tokens(texts, chance)]
    while True:
        ending, content = chance.choice(texts)
        if ending == "yaml" and chance.random() < 0.7:
            yield ending, mutated_lines(content.decode("utf-8", "replace"), chance).encode("utf-8", "replace")
        else:
            yield next(chance.choice(ways))


# ---- trying inputs

class Trial:
    def __init__(self, options):
        self.options = options
        self.folder = tempfile.mkdtemp(prefix="kfps-fuzz-")
        self.counts = collections.Counter()
        self.found = []
        os.makedirs(options.keep, exist_ok=True)

    def run(self, arguments, seconds):
        started = time.monotonic()
        try:
            done = subprocess.run([self.options.binary, *arguments], cwd=self.folder, stdin=subprocess.DEVNULL,
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=seconds,
                                  env={**os.environ, "SWIFT_BACKTRACE": "enable=no"})
        except subprocess.TimeoutExpired:
            return None, b"", b"", seconds
        return done.returncode, done.stdout, done.stderr, time.monotonic() - started

    def report(self, kind, name, text=b""):
        kept = os.path.join(self.options.keep, f"{self.options.mode}-{kind}-{self.counts['inputs']}-{name}")
        shutil.copyfile(os.path.join(self.folder, name), kept)
        self.counts[kind] += 1
        self.found.append(kept)
        print(f"{kind}: {kept} {text.decode(errors='replace')[-300:]}", flush=True)

    def check(self, names):
        status, output, errors, seconds = self.run(["check", "--format", "short", *names], 10 + 0.1 * len(names))
        if status in (0, 1, 2):
            wrong = {line.split(b":", 1)[0].split(b" ")[0] for line in output.splitlines() if b": error" in line}
            unusable = {name for name in names if (b"`" + name.encode() + b"`") in errors}
            return [n for n in names if n.encode() not in wrong and n not in unusable]
        if len(names) > 1:
            middle = len(names) // 2
            return self.check(names[:middle]) + self.check(names[middle:])
        if status is None:
            self.report("hang", names[0])
        else:
            self.report("crash", names[0], errors)
        return []

    def batch(self, inputs):
        names = []
        for number, (ending, text) in enumerate(inputs):
            name = f"{number:04}.{ending}"
            with open(os.path.join(self.folder, name), "wb") as stream:
                stream.write(text)
            names.append(name)
            self.counts["inputs"] += 1
            self.counts["bytes"] += len(text)
        if self.options.mode == "migrate":
            return self.migrate(names)
        sound = self.check(names)
        self.counts["accepted"] += len(sound)
        for name in sound[: self.options.compiled]:
            is_document = name.endswith((".yaml", ".json"))
            status, _, errors, seconds = self.run(["graph" if is_document else "compile", "-o", "-", name], TOO_LONG)
            self.counts["drawn" if is_document else "compiled"] += 1
            if status is None:
                self.report("hang", name)
            elif status < 0 or status > 2:
                self.report("crash", name, errors)
            elif status == 1 and not is_document and b"no pipeline" not in errors and b"several pipelines" not in errors:
                self.report("disagreement", name, errors)

    def migrate(self, names):
        for name in names:
            status, _, errors, seconds = self.run(["migrate", name], TOO_LONG)
            self.counts[f"status {status}"] += 1
            if status is None:
                self.report("hang", name)
            elif status < 0 or status > 2:
                self.report("crash", name, errors)

    def scale(self, ending, text, count):
        """Whether `count * 4` pieces take much more than four times as long as `count`."""
        times = []
        for factor in (1, 4):
            name = f"scale{factor}.{ending}"
            with open(os.path.join(self.folder, name), "wb") as stream:
                stream.write(text(count * factor))
            status, _, errors, seconds = self.run(["check", "--format", "short", name], 60)
            self.counts["inputs"] += 1
            if status not in (0, 1, 2):
                return self.report("hang" if status is None else "crash", name, errors)
            times.append(seconds)
        if times[1] > 0.4 and times[1] > times[0] * 8:
            self.report("superlinear", "scale1." + ending, f"{times[0]:.2f} s, then {times[1]:.2f} s".encode())


def repeated(texts, chance):
    """Endless ways to repeat a piece of a program."""
    while True:
        ending, text = chance.choice(texts)
        kind = chance.randrange(5)
        if kind == 0:
            lines = text.decode("utf-8", "replace").splitlines(keepends=True)
            at = chance.randrange(len(lines) + 1)
            piece = "".join(lines[at:at + chance.randrange(1, 8)])
            before, after = "".join(lines[:at]), "".join(lines[at:])
        else:
            tokens = TOKEN.findall(text.decode("utf-8", "replace"))
            at = chance.randrange(len(tokens) + 1)
            if kind == 1:
                piece = "".join(chance.choice(WORDS) + chance.choice(("", " ")) for _ in range(chance.randrange(1, 4)))
            else:
                piece = "".join(tokens[at:at + chance.choice((1, 2, 3, 5, 8))])
            before, after = "".join(tokens[:at]), "".join(tokens[at:])
        if not piece:
            continue
        yield ending, lambda count, b=before, p=piece, a=after: (b + p * count + a).encode("utf-8", "replace")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("mode", choices=("bytes", "tokens", "words", "grammar", "documents", "migrate", "scale"))
    parser.add_argument("--binary", default=os.path.join(ROOT, ".build/release/kfps"))
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--batch", type=int, default=200)
    parser.add_argument("--compiled", type=int, default=20, help="how many inputs of a batch are compiled, too")
    parser.add_argument("--count", type=int, default=1500, help="how often a piece is repeated")
    parser.add_argument("--keep", default=os.path.join(tempfile.gettempdir(), "kfps-fuzz-found"))
    options = parser.parse_args()
    chance = random.Random(options.seed)
    texts = corpus(options.mode)
    trial = Trial(options)
    started = time.monotonic()
    try:
        if options.mode == "scale":
            for ending, text in repeated(texts, chance):
                if time.monotonic() - started > options.seconds:
                    break
                trial.scale(ending, text, options.count)
        else:
            make = {"bytes": mutated_bytes, "tokens": mutated_tokens, "words": programs, "grammar": grammatical,
                    "documents": documents, "migrate": old_sources}
            source = make[options.mode](texts, chance)
            while time.monotonic() - started < options.seconds:
                trial.batch([next(source) for _ in range(options.batch)])
    finally:
        shutil.rmtree(trial.folder, ignore_errors=True)
        seconds = time.monotonic() - started
        print(f"{options.mode}: {seconds:.0f} s, seed {options.seed}: " +
              ", ".join(f"{count} {name}" for name, count in trial.counts.items()), flush=True)
    sys.exit(1 if trial.found else 0)


if __name__ == "__main__":
    main()
