"""Times the main job against the official SDK, both in the same run.

    main_job.py --kfps BINARY [--runs 5] [--only NAME]

The interpreter that runs this script must have the SDK (kfp 2.17.0). Whole processes are timed, in
turns, and medians are printed: compiling a hello world, running two chained tasks, a fan-in of ten,
and the time until the prompt takes input.
"""

import argparse
import os
import pty
import select
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
LOCAL = """
import sys
from kfp import local
local.init(runner=local.SubprocessRunner(use_venv=False))
sys.path.insert(0, {folder!r})
import {module}
{module}.{pipeline}()
"""


def seconds(command, folder):
    start = time.perf_counter()
    done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    took = time.perf_counter() - start
    if done.returncode != 0:
        sys.exit(f"{command}: status {done.returncode}\n{done.stdout.decode()[-2000:]}")
    return took


def prompt_seconds(kfps, folder):
    start = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(folder)
        os.execv(kfps, [kfps])
    shown = b""
    while b"In [1]: " not in shown:
        if select.select([terminal], [], [], 10)[0]:
            shown += os.read(terminal, 4096)
    took = time.perf_counter() - start
    os.kill(child, 9)
    os.waitpid(child, 0)
    os.close(terminal)
    return took


def compare(name, ours, theirs, runs):
    mine, others = [], []
    for _ in range(runs):
        mine.append(ours())
        if theirs:
            others.append(theirs())
    line = f"{name:28} kfps {statistics.median(mine):8.4f} s"
    if others:
        ratio = statistics.median(others) / statistics.median(mine)
        line += f"   SDK {statistics.median(others):8.3f} s   {ratio:7.1f} times faster"
    print(line, flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--kfps", required=True)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only")
    options = parser.parse_args()
    kfps = os.path.abspath(options.kfps)
    python_samples = os.path.join(ROOT, "samples", "python")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["KFPS_CACHE"] = os.path.join(folder, "cache")
        # Both run tasks in the same interpreter.
        os.environ["PATH"] = os.path.dirname(sys.executable) + ":" + os.environ["PATH"]

        def local(module, pipeline):
            script = LOCAL.format(folder=python_samples, module=module, pipeline=pipeline)
            return [sys.executable, "-W", "ignore", "-c", script]

        def sample(name):
            return os.path.join(ROOT, "samples", name)

        def run(name):
            return [kfps, "run", sample(name), "--backend", "subprocess", "--no-cache", "--quiet"]

        jobs = {
            "compile hello_world": (
                [kfps, "compile", sample("python/hello_world.py"), "-o", "ours.yaml"],
                [sys.executable, "-W", "ignore", sample("python/hello_world.py")],
            ),
            "run two_tasks": (run("two_tasks.kfps"), local("two_tasks", "two_tasks")),
            "run fan_in": (run("fan_in.kfps"), local("fan_in", "fan_in")),
        }
        for name, (ours, theirs) in jobs.items():
            if options.only in (None, name):
                seconds(ours, folder)
                compare(
                    name,
                    lambda: seconds(ours, folder),
                    lambda: seconds(theirs, folder),
                    options.runs,
                )
        if options.only in (None, "prompt"):
            compare("prompt until input", lambda: prompt_seconds(kfps, folder), None, options.runs)


main()
