"""Times of running: kfps against the SDK's local runner, as whole processes, in one go.

    $KFPS_PYTHON Tests/Benchmarks/run.py [--kfps PATH] [--schedule PATH] [--rounds N] [--sdk-rounds N]
        [--seconds N] [--minutes N] [--only WORD...] [--without-sdk] [--containers]

Build what is measured first:

    for name in kfps kfps-schedule; do
      swift build -c release --static-swift-stdlib --product $name
    done

Both run the same document, compiled once by the SDK without an installation of kfp in it; the rounds
take turns. The SDK uses `SubprocessRunner(use_venv=False)`, and with --containers `DockerRunner` on
podman's service, which is started for it; containers of the SDK see the SDK of this interpreter, so
that neither installs anything. Times are medians of wall time; memory is the peak of the largest
process. What takes the SDK longer than --seconds is given up, and told as such; no round begins when
--minutes are over, and what was not measured then is empty.
"""

import argparse
import json
import os
import signal
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
def total(numbers: list) -> float:
    # The SDK's runner makes floats of whole numbers that come out of a loop, and then refuses an int.
    return float(sum(numbers))


@dsl.component(base_image='{IMAGE}', install_kfp_package=False)
def wait(n: int):
    import time
    time.sleep(1)


@dsl.component(base_image='{IMAGE}', install_kfp_package=False)
def nothing(n: int):
    pass


@dsl.pipeline
def pipeline():
'''
TAIL = "\n\ncompiler.Compiler().compile(pipeline, 'pipeline.yaml')\n"


def loop(count, collected=False, call='add(a=n)'):
    lines = [f'    with dsl.ParallelFor(list(range({count}))) as n:', f'        one = {call}']
    return lines + (['    total(numbers=dsl.Collected(one.output))'] if collected else [])


def chain(count):
    return ['    one = add(a=1)'] + ['    one = add(a=one.output)'] * (count - 1)


PROCESSES = {
    'one task': chain(1),
    'two chained tasks': chain(2),
    'ten items, collected': loop(10, True),
    'ParallelFor of 100': loop(100),
    'ParallelFor of 1,000': loop(1000),
    '20 independent tasks of 1 s': [f'    wait(n={n})' for n in range(20)],
}
CONTAINERS = {
    'one container': chain(1),
    'two chained containers': chain(2),
    'ten items in containers, collected': loop(10, True),
    '20 independent containers of 1 s': [f'    wait(n={n})' for n in range(20)],
}
SIZES = (1000, 2000, 5000, 10_000)

SDK = '''
import sys
from kfp import components, local
if sys.argv[2] == "containers":
    from docker.types import Mount
    place = "/usr/local/lib/python3.11/dist-packages"
    runner = local.DockerRunner(
        network_mode="none", mounts=[Mount(place, sys.argv[3], type="bind", read_only=True)])
else:
    runner = local.SubprocessRunner(use_venv=False)
local.init(runner, pipeline_root="outputs")
components.load_component_from_file(sys.argv[1])()
'''

FORKS = '''
import json, os, time, inspect, typing
times = []
for _ in range(300):
    start = time.monotonic()
    process = os.fork()
    if process == 0:
        os._exit(0)
    os.waitpid(process, 0)
    times.append(time.monotonic() - start)
print(sorted(times)[150])
'''


class Bench:
    def __init__(self, options, folder):
        self.options = options
        self.folder = folder
        self.end = time.monotonic() + 60 * options.minutes
        self.environment = dict(os.environ, KFPS_CACHE=os.path.join(folder, 'cache'))
        self.environment['PATH'] = os.path.dirname(sys.executable) + ':' + os.environ['PATH']
        self.found = {}

    @property
    def is_over(self):
        return time.monotonic() > self.end

    def document(self, name, body):
        """The folder of a compiled pipeline."""
        place = os.path.join(self.folder, ''.join(c if c.isalnum() else '-' for c in name))
        if not os.path.exists(place):
            os.mkdir(place)
            with open(os.path.join(place, 'make.py'), 'w') as file:
                file.write(HEAD + '\n'.join(body) + TAIL)
            made = subprocess.run([sys.executable, 'make.py'], cwd=place, capture_output=True,
                                  text=True)
            if made.returncode != 0:
                sys.exit(f'the SDK cannot compile {name}: {made.stderr[-400:]}')
        return place

    def ours(self, place, containers, *more):
        backend = ['podman', '--network', 'none', '--pull', 'never'] if containers else [
            'subprocess']
        return self.timed([self.options.kfps, 'run', 'pipeline.yaml', '--no-cache', '--quiet',
                           '--backend', *backend, *more], place)

    def theirs(self, place, containers):
        packages = os.path.dirname(os.path.dirname(sys.modules['kfp'].__file__))
        return self.timed([sys.executable, '-c', SDK, 'pipeline.yaml',
                           'containers' if containers else 'processes', packages], place)

    def timed(self, command, place):
        """Wall seconds and peak memory in megabytes of a process; neither where it failed."""
        start = time.monotonic()
        error = os.path.join(place, 'error')
        with open(os.devnull, 'w') as nothing, open(error, 'w') as errors:
            process = subprocess.Popen(command, cwd=place, stdout=nothing, stderr=errors,
                                       env=self.environment, start_new_session=True)
            signal.signal(signal.SIGALRM, lambda *_: os.killpg(process.pid, signal.SIGKILL))
            signal.alarm(self.options.seconds)
            _, status, usage = os.wait4(process.pid, 0)
            signal.alarm(0)
        seconds = time.monotonic() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode == -signal.SIGKILL:
            return float('inf'), None
        if process.returncode != 0:
            with open(error) as file:
                print(f'{command[0]} failed: {file.read()[-600:]}', file=sys.stderr)
            return None, None
        return seconds, usage.ru_maxrss / 1024

    # What is measured.

    def compare(self, name, body, containers):
        place = self.document(name, body)
        ours, theirs, memory = [], [], []
        sdk_rounds = 0 if self.options.without_sdk else self.options.sdk_rounds
        for number in range(max(self.options.rounds, sdk_rounds)):
            if self.is_over and number > 0:
                break
            if number < self.options.rounds:
                seconds, peak = self.ours(place, containers)
                if seconds is not None:
                    ours.append(seconds)
                    memory.append(peak or 0)
            if number < sdk_rounds and not self.is_over and float('inf') not in theirs:
                seconds, _ = self.theirs(place, containers)
                if seconds is not None:
                    theirs.append(seconds)
        self.found[name] = {'kfps': median(ours), 'sdk': median(theirs), 'memory': max(
            memory, default=None), 'rounds': len(ours), 'sdk rounds': len(theirs)}
        return self.found[name]

    def medians(self, *measures):
        """Medians of several measures that take turns."""
        times = [[] for _ in measures]
        for number in range(self.options.rounds):
            if self.is_over and number > 0:
                break
            for measure, found in zip(measures, times):
                seconds = measure()
                if seconds is not None:
                    found.append(seconds)
        return [median(found) for found in times]

    def process_costs(self):
        few, many = self.document('one task', chain(1)), self.document('201', chain(201))

        def fork():
            return float(subprocess.run([sys.executable, '-c', FORKS], check=True, text=True,
                                        capture_output=True).stdout)
        one, all_, bare = self.medians(
            lambda: self.ours(few, False)[0], lambda: self.ours(many, False)[0], fork)
        each = (all_ - one) / 200 if one and all_ else None
        return [('a Python task, one after another', each, 'fork of a warm interpreter', bare)]

    def container_costs(self):
        one, six = self.document('one container', chain(1)), self.document('six', chain(6))

        def bare():
            start = time.monotonic()
            subprocess.run(
                ['podman', 'run', '--rm', '--network', 'none', IMAGE, 'python3', '-c', 'print(2)'],
                check=True, capture_output=True)
            return time.monotonic() - start
        first, all_, floor = self.medians(
            lambda: self.ours(one, True)[0], lambda: self.ours(six, True)[0], bare)
        each = (all_ - first) / 5 if first and all_ else None
        return [('a run of one container, as a whole', first, 'bare `podman run --rm`', floor),
                ('each further one of six chained', each, 'bare `podman run --rm`', floor)]

    def scheduling(self):
        rows = []
        for size in SIZES:
            body = loop(size, call='nothing(n=n)')
            place = self.document(f'nothing {size}', body)

            def run():
                answer = self.timed_output(
                    [self.options.schedule, os.path.join(place, 'runs'), 'pipeline.yaml'], place)
                return answer and float(answer.split()[1])
            seconds, = self.medians(run)
            rows.append((size, seconds, self.peak))
            self.found[f'scheduling {size}'] = {'kfps': seconds, 'memory': self.peak}
        return rows

    def timed_output(self, command, place):
        process = subprocess.Popen(command, cwd=place, stdout=subprocess.PIPE, text=True)
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.peak = usage.ru_maxrss / 1024
        return output if process.returncode == 0 else None


class Service:
    """Podman's service, which speaks as docker's does, for as long as it is needed."""

    def __init__(self, bench):
        socket = os.path.join(bench.folder, 'podman.sock')
        packages = os.path.join(bench.folder, 'packages')
        environment = bench.environment
        if subprocess.run([sys.executable, '-c', 'import docker'], capture_output=True).returncode:
            subprocess.run([sys.executable, '-m', 'pip', 'install', '--quiet', '--target', packages,
                            'docker'], check=True, capture_output=True)
            environment['PYTHONPATH'] = packages
        environment['DOCKER_HOST'] = f'unix://{socket}'
        self.process = subprocess.Popen(['podman', 'system', 'service', '--time', '0',
                                         f'unix://{socket}'], stderr=subprocess.DEVNULL)
        while not os.path.exists(socket) and self.process.poll() is None:
            time.sleep(0.05)

    def end(self):
        self.process.terminate()
        self.process.wait()


def median(values):
    return statistics.median(values) if values else None


def text(seconds, limit):
    if seconds is None:
        return ''
    if seconds == float('inf'):
        return f'> {limit} s'
    return f'{seconds * 1000:.1f} ms' if seconds < 0.1 else f'{seconds:.2f} s'


def ratio(ours, theirs, limit):
    if not ours or not theirs:
        return ''
    return f'> {limit / ours:.0f}' if theirs == float('inf') else f'{theirs / ours:.0f}'


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n\n')[0])
    parser.add_argument('--kfps', default='.build/release/kfps')
    parser.add_argument('--schedule', default='.build/release/kfps-schedule')
    parser.add_argument('--rounds', type=int, default=5)
    parser.add_argument('--sdk-rounds', type=int, default=1)
    parser.add_argument('--seconds', type=int, default=300)
    parser.add_argument('--minutes', type=float, default=30)
    parser.add_argument('--only', nargs='*', default=[])
    parser.add_argument('--without-sdk', action='store_true')
    parser.add_argument('--containers', action='store_true')
    parser.add_argument('--json')
    options = parser.parse_args()
    options.kfps, options.schedule = map(os.path.abspath, (options.kfps, options.schedule))
    __import__('kfp')
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(options, folder)
        service = Service(bench) if options.containers and not options.without_sdk else None
        try:
            report(bench, options)
        finally:
            if service:
                service.end()
    if options.json:
        with open(options.json, 'w') as file:
            json.dump(bench.found, file, indent=1)


def report(bench, options):
    def is_wanted(name):
        return not options.only or any(word in name for word in options.only)

    print('| what | kfps | beside it | | times | memory of kfps | rounds |')
    print('| --- | --- | --- | --- | --- | --- | --- |', flush=True)
    cases = [(name, body, False) for name, body in PROCESSES.items()]
    if options.containers:
        cases += [(name, body, True) for name, body in CONTAINERS.items()]
    for name, body, containers in cases:
        if not is_wanted(name) or bench.is_over:
            continue
        row = bench.compare(name, body, containers)
        runner = 'DockerRunner' if containers else 'SubprocessRunner'
        memory = f"{row['memory']:.0f} MB" if row['memory'] else ''
        print(f"| {name} | {text(row['kfps'], options.seconds)} | "
              f"{text(row['sdk'], options.seconds)} | kfp.local, {runner} | "
              f"{ratio(row['kfps'], row['sdk'], options.seconds)} faster | {memory} | "
              f"{row['rounds']}, {row['sdk rounds']} |", flush=True)
    costs = [('task costs', bench.process_costs)]
    if options.containers:
        costs.append(('container costs', bench.container_costs))
    for group, measure in costs:
        if not is_wanted(group) or bench.is_over:
            continue
        for what, ours, floor, bare in measure():
            bench.found[what] = {'kfps': ours, 'floor': bare}
            times = f'{ours / bare:.2f} of it' if ours and bare else ''
            print(f'| {what} | {text(ours, 0)} | {text(bare, 0)} | {floor} | {times} | | '
                  f'{options.rounds} |', flush=True)
    if is_wanted('scheduling') and os.path.exists(options.schedule):
        for size, seconds, memory in bench.scheduling():
            each = f'{seconds / size * 1e6:.0f} us a task' if seconds else ''
            print(f'| scheduling of {size:,} tasks that do nothing | {text(seconds, 0)} | | | '
                  f'{each} | {memory:.0f} MB | {options.rounds} |', flush=True)


if __name__ == '__main__':
    main()
