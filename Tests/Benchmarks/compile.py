"""Times of compiling: the official SDK against kfps, as whole processes.

    $KFPS_SDK_VENV/bin/python Tests/Benchmarks/compile.py [--kfps PATH] [--rounds N] [--only NAME...]
        [--without-sdk]

Build kfps for it with `swift build -c release --static-swift-stdlib --product kfps`. The rounds of
both take turns, so that both meet the same load. Times are medians of wall time and of processor
time (user and system), memory is the peak of the process. The SDK gets one round where it takes
minutes.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time

HEAD = '''from kfp import compiler, dsl


@dsl.component
def work(text: str) -> str:
    """Does some work."""
    return text + '!'


@dsl.pipeline
def pipeline(text: str = 'a', number: int = 1):
'''
TAIL = '''

if __name__ == '__main__':
    compiler.Compiler().compile(pipeline, 'out.yaml')
'''


def hello():
    return HEAD + "    work(text=text)\n" + TAIL


def chain(count):
    lines = ["    task = work(text=text)\n"] + ["    task = work(text=task.output)\n"] * (count - 1)
    return HEAD + "".join(lines) + TAIL


def nested(depth):
    """Groups in groups; Python allows no more than twenty in one function."""
    half = depth // 2

    def groups(levels):
        lines, margin = [], "    "
        for level in levels:
            if level % 2:
                lines.append(f"{margin}with dsl.If(number > {level}):\n")
            else:
                lines.append(f"{margin}with dsl.ParallelFor(['a', 'b']) as item{level}:\n")
            margin += "    "
            lines.append(f"{margin}work(text=item{level - level % 2})\n")
        return lines, margin

    outer, margin = groups(range(half + half % 2))
    inner, _ = groups(range(half + half % 2, depth))
    helper = "def further(number):\n" + "".join(inner) + "\n\n"
    return HEAD.replace("@dsl.pipeline", helper + "@dsl.pipeline") + "".join(outer) + (
        f"{margin}further(number)\n") + TAIL


PROGRAMS = {
    "hello world": (hello, 5),
    "100 tasks": (lambda: chain(100), 5),
    "1,000 tasks": (lambda: chain(1000), 1),
    "5,000 tasks": (lambda: chain(5000), 1),
    "30 nested groups": (lambda: nested(30), 3),
}


def measure(command, folder):
    """Wall seconds, processor seconds and peak memory in MB of a process."""
    start = time.monotonic()
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    error = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if status:
        sys.exit(f"{command}: {error.decode()[-2000:]}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def medians(rounds):
    return [statistics.median(column) for column in zip(*rounds)]


def main():
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kfps", default=os.path.join(root, ".build/release/kfps"))
    parser.add_argument("--rounds", type=int, default=5, help="of the SDK at most; kfps gets twice")
    parser.add_argument("--only", nargs="*")
    parser.add_argument("--without-sdk", action="store_true")
    options = parser.parse_args()
    kfps = os.path.abspath(options.kfps)
    print(f"{'':18}{'SDK':>9}{'cpu':>9}{'MB':>7}{'kfps':>10}{'cpu':>9}{'MB':>7}{'times':>9}{'cpu':>7}")
    for name, (make, rounds) in PROGRAMS.items():
        if options.only and name not in options.only:
            continue
        with tempfile.TemporaryDirectory() as folder:
            with open(os.path.join(folder, "p.py"), "w", encoding="utf-8") as stream:
                stream.write(make())
            ours, theirs = [], []
            count = min(rounds, options.rounds)
            for index in range(max(count, 5)):
                for _ in range(2):
                    ours.append(measure([kfps, "compile", "p.py", "-o", "ours.yaml"], folder))
                if index < count and not options.without_sdk:
                    theirs.append(measure([sys.executable, "p.py"], folder))
            equal = None
            if theirs:
                with open(os.path.join(folder, "out.yaml"), "rb") as stream:
                    official = stream.read()
                with open(os.path.join(folder, "ours.yaml"), "rb") as stream:
                    equal = official == stream.read()
            mine = medians(ours)
            sdk = medians(theirs) if theirs else [float("nan")] * 3
            print(
                f"{name:18}{sdk[0]:8.2f}s{sdk[1]:8.2f}s{sdk[2]:7.0f}"
                f"{mine[0] * 1000:8.1f}ms{mine[1] * 1000:7.1f}ms{mine[2]:7.0f}"
                f"{sdk[0] / mine[0]:9.0f}{sdk[1] / mine[1]:7.0f}"
                + ("" if equal is None else "  equal" if equal else "  DIFFERENT"), flush=True)


if __name__ == "__main__":
    main()
