#!/usr/bin/env python3
"""Kills a run at random moments, takes it up again, and looks whether anything was lost.

    kill.py [--kfps PATH] [--kills N] [--seed N] [--backend NAME] [--image IMAGE]

The pipeline has 60 tasks, with loops, nested loops, branches and an exit handler. Each time the runner
gets SIGKILL at a random moment after its journal has begun; some runs are killed again while they go
on. Then it is looked at:

- every line of the journal can be read, but for a last one that was cut off;
- no process (or container) of the run is left after a few seconds;
- `kfps run --resume` ends with the outputs of an undisturbed run;
- no task that the journal had as finished ran again.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time

PIPELINE = '''
@component(base_image="python:3.11")
def seed(mark: str, count: int) -> list:
    """Gives some numbers."""
    import os, time
    with open(os.environ["KILL_LEDGER"], "a") as file:
        file.write(mark + "\\n")
    time.sleep(0.02)
    return list(range(count))

@component(base_image="python:3.11")
def work(mark: str, n: int) -> int:
    """Doubles a number."""
    import os, time
    with open(os.environ["KILL_LEDGER"], "a") as file:
        file.write(mark + "\\n")
    time.sleep(0.02 + 0.01 * (n % 4))
    return n * 2

@component(base_image="python:3.11")
def total(mark: str, numbers: list, more: list, out: Output[Artifact]) -> int:
    """Adds all numbers up."""
    import os, time
    with open(os.environ["KILL_LEDGER"], "a") as file:
        file.write(mark + "\\n")
    flat = [n for part in more for n in (part if isinstance(part, list) else [part])]
    open(out.path, "w").write(str(sum(numbers) + sum(flat)))
    out.metadata["count"] = len(numbers) + len(flat)
    return sum(numbers) + sum(flat)

@component(base_image="python:3.11")
def cleanup(mark: str):
    """Runs at the end."""
    import os
    with open(os.environ["KILL_LEDGER"], "a") as file:
        file.write(mark + "\\n")

@pipeline(name="killed")
def killed() -> int:
    with ExitHandler(cleanup(mark="cleanup")):
        work(mark="guarded", n=1)
    numbers = seed(mark="seed", count=12)
    with ParallelFor(numbers.output) as n:
        doubled = work(mark=f"double-{n}", n=n)
        with If(doubled.output > 10):
            work(mark=f"big-{n}", n=doubled.output)
        with Else():
            work(mark=f"small-{n}", n=doubled.output)
    with ParallelFor([1, 2, 3, 4, 5, 6, 7, 8], parallelism=3) as n:
        first = work(mark=f"first-{n}", n=n)
        second = work(mark=f"second-{n}", n=first.output)
    with ParallelFor([1, 2, 3]) as a:
        with ParallelFor([4, 5, 6]) as b:
            pair = work(mark=f"pair-{a}-{b}", n=b)
    result = total(mark="total", numbers=Collected(second.output), more=Collected(pair.output))
    last = work(mark="chain-0", n=result.outputs["Output"])
    last = work(mark="chain-1", n=last.output)
    last = work(mark="chain-2", n=last.output)
    last = work(mark="chain-3", n=last.output)
    last = work(mark="chain-4", n=last.output)
    last = work(mark="chain-5", n=last.output)
    last = work(mark="chain-6", n=last.output)
    return last.output
'''


class Test:
    def __init__(self, options, folder):
        self.options = options
        self.folder = folder
        self.random = random.Random(options.seed)
        self.token = f'kfps-kill-{os.getpid()}-{self.random.randrange(1 << 30)}'
        self.ledger = os.path.join(folder, 'ledger')
        self.counts = dict.fromkeys((
            'kills', 'killed twice or more', 'journals with a last line cut off', 'resumed',
            'same outputs', 'other outputs', 'journals that cannot be read',
            'finished tasks that ran again', 'tasks that ran', 'processes left',
            'containers left'), 0)
        with open(os.path.join(folder, 'killed.kfps'), 'w') as file:
            file.write(PIPELINE)

    def environment(self):
        return dict(os.environ, KILL_LEDGER=self.ledger, KFPS_CACHE=os.path.join(self.folder, 'c'),
                    KILL_TOKEN=self.token)

    def start(self, *arguments):
        backend = ['--backend', self.options.backend]
        if self.options.backend != 'subprocess':
            backend += ['--image-map', f'*={self.options.image}', '--network', 'none',
                        '--env', 'KILL_LEDGER=/dev/null']
        return subprocess.Popen(
            [self.options.kfps, 'run', *arguments, '--quiet', '--no-cache', *backend],
            cwd=self.folder, env=self.environment(), stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)

    def runs(self):
        folder = os.path.join(self.folder, '.kfps/runs')
        return set(os.listdir(folder)) if os.path.isdir(folder) else set()

    def journal(self, run):
        """The events of a run; counts what cannot be read."""
        with open(os.path.join(self.folder, '.kfps/runs', run, 'journal.jsonl'), 'rb') as file:
            lines = file.read().split(b'\n')
        last = lines.pop()
        if last:
            self.counts['journals with a last line cut off'] += 1
        events = []
        for line in lines:
            try:
                events.append(json.loads(line))
            except ValueError:
                # A line that was cut off when an earlier part of the run was killed.
                if line and line not in self.cut:
                    self.counts['journals that cannot be read'] += 1
        self.cut.add(last)
        return events

    def executions(self):
        counts = {}
        if os.path.exists(self.ledger):
            with open(self.ledger) as file:
                for mark in file.read().split():
                    counts[mark] = counts.get(mark, 0) + 1
        return counts

    def undisturbed(self):
        before = self.runs()
        began = time.monotonic()
        process = self.start('killed.kfps')
        error = process.communicate()[1].decode()
        assert process.returncode == 0, error
        self.duration = time.monotonic() - began
        run, = self.runs() - before
        self.cut = set()
        events = self.journal(run)
        self.expected = self.outputs(events)
        self.task_count = sum(event['event'] == 'taskSucceeded' for event in events)
        began = next(event['time'] for event in events if event['event'] == 'runStarted')
        self.duration = events[-1]['time'] - began

    @staticmethod
    def outputs(events):
        end = next((e for e in reversed(events) if e['event'] == 'runFinished'), {})
        return {'state': end.get('state'), 'outputs': end.get('outputs')}

    def kill(self):
        """One run: killed, looked at, perhaps killed again, and finished. False if it was too fast."""
        if os.path.exists(self.ledger):
            os.remove(self.ledger)
        self.cut = set()
        before = self.runs()
        if not self.strike(self.start('killed.kfps'), before):
            return False
        run, = self.runs() - before
        kills = 1
        finished = {}
        while True:
            self.look(run, finished)
            if self.random.random() > 0.35 or kills == 5:
                break
            if not self.strike(self.start('--resume', run), None):
                break
            kills += 1
        self.counts['kills'] += kills
        self.counts['killed twice or more'] += kills > 1
        process = self.start('--resume', run)
        error = process.communicate()[1].decode()
        events = self.journal(run)
        self.counts['resumed'] += 1
        if self.outputs(events) == self.expected and process.returncode == 0:
            self.counts['same outputs'] += 1
        else:
            self.counts['other outputs'] += 1
            print(f'{run}: {self.outputs(events)} and {error}', file=sys.stderr)
        executions = self.executions()
        self.counts['tasks that ran'] += sum(executions.values())
        for mark, count in finished.items():
            if executions.get(mark, 0) != count:
                self.counts['finished tasks that ran again'] += 1
                print(f'{run}: {mark} ran again', file=sys.stderr)
        self.left(0)
        return True

    def strike(self, process, before):
        """Kills a run at a random moment; false if it ended before that."""
        if before is not None:
            while process.poll() is None and not any(
                    os.path.exists(os.path.join(self.folder, '.kfps/runs', run, 'journal.jsonl'))
                    for run in self.runs() - before):
                time.sleep(0.002)
        time.sleep(self.random.random() * self.duration)
        ended = process.poll() is not None
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stderr.close()
        return not ended

    def look(self, run, finished):
        """Remembers what the journal has as finished, and how often each of it has run."""
        self.left(5)
        events = self.journal(run)
        marks = {event['task']: event['inputs'].get('parameters', {}).get('mark')
                 for event in events if event['event'] == 'taskReady'}
        executions = self.executions()
        for event in events:
            if event['event'] == 'taskSucceeded' and self.options.backend == 'subprocess':
                mark = marks[event['task']]
                finished.setdefault(mark, executions.get(mark, 0))

    def left(self, patience):
        """Waits for the processes of the run to end."""
        end = time.monotonic() + patience
        while True:
            processes = self.processes()
            if not processes or time.monotonic() >= end:
                break
            time.sleep(0.02)
        self.counts['processes left'] += len(processes)
        if self.options.backend != 'subprocess' and patience == 0:
            answer = subprocess.run(
                [self.options.backend, 'ps', '--all', '--filter', 'label=kfps.folder',
                 '--format', '{{.Labels}}'], capture_output=True)
            # Others may run containers, too.
            self.counts['containers left'] += answer.stdout.decode().count(
                os.path.join(self.folder, ''))

    def processes(self):
        found = []
        for name in os.listdir('/proc'):
            if not name.isdigit() or int(name) == os.getpid():
                continue
            try:
                with open(f'/proc/{name}/environ', 'rb') as file:
                    if f'KILL_TOKEN={self.token}'.encode() in file.read().split(b'\0'):
                        with open(f'/proc/{name}/stat') as status:
                            if status.read().rsplit(')', 1)[1].split()[0] != 'Z':
                                found.append(int(name))
            except OSError:
                continue
        return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n\n')[0])
    parser.add_argument('--kfps', default='.build/debug/kfps')
    parser.add_argument('--kills', type=int, default=100)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--backend', default='subprocess')
    parser.add_argument('--image', default='localhost/python:3.11')
    options = parser.parse_args()
    options.kfps = os.path.abspath(options.kfps)
    with tempfile.TemporaryDirectory(prefix='kfps-kill-') as folder:
        test = Test(options, folder)
        test.undisturbed()
        print(f'{test.task_count} tasks in {test.duration:.2f} s: {json.dumps(test.expected)}')
        tries = 0
        while test.counts['kills'] < options.kills and tries < 3 * options.kills + 10:
            test.kill()
            tries += 1
    for what, count in test.counts.items():
        print(f'{count:6} {what}')
    counts = test.counts
    isGood = (counts['kills'] >= options.kills and counts['same outputs'] == counts['resumed']
              and not any(counts[what] for what in (
                  'other outputs', 'journals that cannot be read', 'finished tasks that ran again',
                  'processes left', 'containers left')))
    print('nothing was lost' if isGood else 'SOMETHING WAS LOST')
    return 0 if isGood else 1


if __name__ == '__main__':
    sys.exit(main())
