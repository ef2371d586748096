"""Times of running: kfps against the SDK's local runner, as whole processes, in one go.

    $KFPS_PYTHON Tests/Benchmarks/run.py [--kfps PATH] [--rounds N] [--sdk-rounds N] [--only NAME...]
        [--without-sdk] [--containers]

Build kfps for it with `swift build -c release --static-swift-stdlib --product kfps`. Both run the same
document, compiled once by the SDK without an installation of kfp in it; the rounds take turns. The SDK
uses `SubprocessRunner(use_venv=False)`, and with --containers `DockerRunner` on the engine behind
`DOCKER_HOST`. Times are medians of wall time; memory is the peak of the process itself.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

IMAGE = 'localhost/python:3.11'
HEAD = f'''
from kfp import compiler, dsl


@dsl.component(base_image='{IMAGE}', install_kfp_package=False)
def add(a: int, b: int = 1) -> int:
    return a + b


@dsl.component(base_image='{IMAGE}', install_kfp_package=False)
def total(numbers: list) -> int:
    return sum(numbers)


@dsl.component(base_image='{IMAGE}', install_kfp_package=False)
def wait(n: int):
    import time
    time.sleep(1)


@dsl.pipeline
def pipeline():
'''
TAIL = "\n\ncompiler.Compiler().compile(pipeline, 'pipeline.yaml')\n"


def loop(count, collected):
    lines = [f'    with dsl.ParallelFor(list(range({count}))) as n:', '        one = add(a=n)']
    return lines + (['    total(numbers=dsl.Collected(one.output))'] if collected else [])


CASES = {
    'one task': ['    add(a=1)'],
    'two chained tasks': ['    first = add(a=1)', '    add(a=first.output)'],
    'ten items, collected': loop(10, True),
    'ParallelFor of 100': loop(100, False),
    'ParallelFor of 1,000': loop(1000, False),
    '20 independent tasks of 1 s': [f'    wait(n={n})' for n in range(20)],
}
# What takes the SDK minutes gets one round, and this takes it too long.
SDK_LEAVES_OUT = {'ParallelFor of 1,000'}
CONTAINER_LEAVES_OUT = {'ParallelFor of 100', 'ParallelFor of 1,000'}

SDK = '''
import sys
from kfp import components, local
runner = local.DockerRunner(network_mode="none") if sys.argv[2] == "docker" else \\
    local.SubprocessRunner(use_venv=False)
local.init(runner, pipeline_root="outputs")
components.load_component_from_file(sys.argv[1])()
'''


def timed(command, folder, environment):
    """Wall seconds and peak memory in megabytes of a process."""
    start = time.monotonic()
    with open(os.devnull, 'w') as nothing, open(os.path.join(folder, 'error'), 'w') as error:
        process = subprocess.Popen(
            command, cwd=folder, stdout=nothing, stderr=error, env=environment)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.monotonic() - start
    if process.returncode != 0:
        with open(os.path.join(folder, 'error')) as file:
            print(f'{command[0]} failed: {file.read()[-400:]}', file=sys.stderr)
        return None, None
    return seconds, usage.ru_maxrss / 1024


def measure(name, body, options):
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, 'make.py'), 'w') as file:
            file.write(HEAD + '\n'.join(body) + TAIL)
        subprocess.run([sys.executable, 'make.py'], cwd=folder, check=True, capture_output=True)
        environment = dict(os.environ, KFPS_CACHE=os.path.join(folder, 'cache'))
        environment['PATH'] = os.path.dirname(sys.executable) + ':' + environment['PATH']
        ours = [options.kfps, 'run', 'pipeline.yaml', '--no-cache', '--quiet', '--backend',
                'podman' if options.containers else 'subprocess']
        if options.containers:
            ours += ['--network', 'none']
        theirs = [sys.executable, '-c', SDK, 'pipeline.yaml',
                  'docker' if options.containers else 'subprocess']
        rounds = {'kfps': [], 'sdk': []}
        memory = []
        for number in range(max(options.rounds, options.sdk_rounds)):
            if number < options.rounds:
                seconds, peak = timed(ours, folder, environment)
                if seconds is not None:
                    rounds['kfps'].append(seconds)
                    memory.append(peak)
            if number < options.sdk_rounds and not options.without_sdk:
                if name not in SDK_LEAVES_OUT:
                    seconds, _ = timed(theirs, folder, environment)
                    if seconds is not None:
                        rounds['sdk'].append(seconds)
    return rounds, memory


def floors(options):
    """What a task costs at least: a fork of a warm interpreter, a bare container."""
    if options.containers:
        times = []
        for _ in range(options.rounds):
            start = time.monotonic()
            subprocess.run(['podman', 'run', '--rm', '--network', 'none', '--log-driver', 'none',
                            IMAGE, 'python3', '-c', 'print(2)'], check=True, capture_output=True)
            times.append(time.monotonic() - start)
        return 'bare `podman run --rm`', statistics.median(times)
    program = '''
import json, os, time, inspect, typing
start = time.monotonic()
for _ in range(200):
    process = os.fork()
    if process == 0:
        os._exit(0)
    os.waitpid(process, 0)
print((time.monotonic() - start) / 200)
'''
    times = [float(subprocess.run([sys.executable, '-c', program], check=True, capture_output=True,
                                  text=True).stdout) for _ in range(options.rounds)]
    return 'fork of a warm interpreter', statistics.median(times)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n\n')[0])
    parser.add_argument('--kfps', default='.build/release/kfps')
    parser.add_argument('--rounds', type=int, default=5)
    parser.add_argument('--sdk-rounds', type=int, default=1)
    parser.add_argument('--only', nargs='*', default=[])
    parser.add_argument('--without-sdk', action='store_true')
    parser.add_argument('--containers', action='store_true')
    parser.add_argument('--json')
    options = parser.parse_args()
    options.kfps = os.path.abspath(options.kfps)
    print('| pipeline | kfps | kfp.local | times faster | memory of kfps |')
    print('| --- | --- | --- | --- | --- |')
    found = {}
    for name, body in CASES.items():
        if options.only and not any(word in name for word in options.only):
            continue
        if options.containers and name in CONTAINER_LEAVES_OUT:
            continue
        rounds, memory = measure(name, body, options)
        ours = statistics.median(rounds['kfps']) if rounds['kfps'] else None
        theirs = statistics.median(rounds['sdk']) if rounds['sdk'] else None
        found[name] = {'kfps': ours, 'sdk': theirs, 'memory': max(memory, default=None)}
        print(f"| {name} | {text(ours)} | {text(theirs)} | "
              f"{f'{theirs / ours:.0f}' if ours and theirs else ''} | "
              f"{f'{max(memory):.0f} MB' if memory else ''} |", flush=True)
    what, seconds = floors(options)
    print(f'\n{what}: {seconds * 1000:.1f} ms')
    if options.json:
        with open(options.json, 'w') as file:
            json.dump(found, file, indent=1)


def text(seconds):
    return '' if seconds is None else f'{seconds:.2f} s'


if __name__ == '__main__':
    main()
