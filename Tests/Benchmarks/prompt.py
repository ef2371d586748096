"""How soon the prompt answers: from Enter to the next prompt, in a pseudo-terminal.

    python3 Tests/Benchmarks/prompt.py [--kfps PATH] [--rounds N] [--cells N]

Build kfps for it with `swift build -c release --static-swift-stdlib --product kfps`. Shown are the
median, the smallest and the largest of the rounds in milliseconds of wall time:

- a key: from a key to its echo
- plain cell: a cell without tasks, behind few and behind many cells of session
- task: a trivial Python task with the subprocess backend, from Enter to its output and to the prompt
- refused cell: a cell with a mistake behind many cells
"""

import argparse
import fcntl
import os
import pty
import select
import shutil
import statistics
import struct
import sys
import tempfile
import termios
import time

COMPONENT = '''@component(base_image="python:3.11")
def work_{0}(number: int, text: str = "x") -> int:
    import math
    total = 0
    for step in range(number):
        total += step * math.floor(2.5)
    return total'''


def script(count):
    """Cells of all kinds, without tasks."""
    cells = []
    for index in range(count):
        kind = index % 10
        if kind == 0:
            cells.append(COMPONENT.format(index))
        elif kind == 2:
            cells.append(f'values_{index} = [n * {index} for n in range(10)]')
        elif kind == 3:
            cells.append(f'def helper_{index}(a, b=2):\n    return a * b + {index}')
        elif kind == 4:
            cells.append(f'x_{index} = helper_{index - 1}({index})')
        else:
            cells.append(f'name_{index} = f"cell {{ {index} }} of " + str({index} * 2)')
    return '\n\n'.join('# %%\n' + cell for cell in cells) + '\n'


class Prompt:
    """A kfps in a pseudo-terminal."""

    def __init__(self, command, folder):
        self.process, self.master = pty.fork()
        if self.process == 0:
            os.chdir(folder)
            os.environ.update(
                TERM='xterm', NO_COLOR='1', HOME=folder, XDG_STATE_HOME=folder + '/state')
            os.execv(command[0], command)
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack('HHHH', 30, 100, 0, 0))
        self.seen = b''

    def type(self, text):
        os.write(self.master, text.encode())

    def wait(self, text, seconds=120):
        """Waits until the text was shown; forgets what stands before its end."""
        wanted = text.encode()
        end = time.monotonic() + seconds
        while wanted not in self.seen:
            if not select.select([self.master], [], [], max(0, end - time.monotonic()))[0]:
                sys.exit(f'waited for {text!r}, got {self.seen[-2000:]!r}')
            self.seen += os.read(self.master, 65536)
        self.seen = self.seen[self.seen.index(wanted) + len(wanted):]

    def time(self, text, wanted):
        """Milliseconds from typing to each of the wanted texts."""
        start = time.monotonic()
        self.type(text)
        times = []
        for each in wanted:
            self.wait(each)
            times.append((time.monotonic() - start) * 1000)
        return times

    def end(self):
        self.type('\x04')
        os.waitpid(self.process, 0)
        os.close(self.master)


def show(name, times):
    print(f'{name:34} {statistics.median(times):8.1f} {min(times):8.1f} {max(times):8.1f}')


def plain_cells(name, kfps, folder, cells, rounds):
    with open(folder + '/start.kfps', 'w') as file:
        file.write(script(cells))
    prompt = Prompt([kfps, 'repl', 'start.kfps', '--backend', 'subprocess'], folder)
    prompt.wait(f'In [{cells + 1}]: ')
    keys, plain, refused = [], [], []
    number = cells + 1
    for index in range(rounds):
        prompt.type(f'y_{index} = "')
        prompt.wait('= "')
        keys += prompt.time('Q', ['Q'])
        prompt.type('"')
        prompt.wait('"')
        number += 1
        plain += prompt.time('\r', [f'In [{number}]: '])
        prompt.type(f'y_{index} + missing')
        prompt.wait('missing')
        number += 1
        refused += prompt.time('\r', [f'In [{number}]: '])
    show(f'a key, {name}', keys)
    show(f'plain cell, {name}', plain)
    show(f'refused cell, {name}', refused)
    prompt.end()


def tasks(kfps, folder, rounds):
    with open(folder + '/start.kfps', 'w') as file:
        file.write(COMPONENT.format(0) + '\n\n# %%\nwarm = work_0(number=1)\n')
    prompt = Prompt([kfps, 'repl', 'start.kfps', '--backend', 'subprocess', '--no-cache'], folder)
    prompt.wait('In [3]: ')
    outputs, prompts = [], []
    for index in range(rounds):
        prompt.type(f't = work_0(number={index + 2})')
        prompt.wait(f'{index + 2})')
        first, second = prompt.time('\r', ['Output = ', f'In [{index + 4}]: '])
        outputs.append(first)
        prompts.append(second)
    show('task: Enter to output', outputs)
    show('task: Enter to prompt', prompts)
    prompt.end()


def main():
    options = argparse.ArgumentParser()
    options.add_argument('--kfps', default='.build/release/kfps')
    options.add_argument('--rounds', type=int, default=30)
    options.add_argument('--cells', type=int, default=1000)
    options = options.parse_args()
    kfps = os.path.abspath(options.kfps)
    print(f'{"":34} {"median":>8} {"min":>8} {"max":>8}')
    for measure in [
            lambda folder: plain_cells('2 cells', kfps, folder, 2, options.rounds),
            lambda folder: plain_cells(
                f'{options.cells} cells', kfps, folder, options.cells, options.rounds),
            lambda folder: tasks(kfps, folder, options.rounds)]:
        folder = tempfile.mkdtemp(prefix='kfps-prompt-')
        try:
            measure(folder)
        finally:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == '__main__':
    main()
