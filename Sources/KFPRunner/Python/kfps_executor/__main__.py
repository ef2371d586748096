"""Runs the task of a JSON file: `python3 -m kfps_executor task.json [gate]`.

A gate is a named pipe: the task begins when its first byte is `1`.
"""

import json
import os
import signal
import sys

from kfps_executor import modules, task


def _end_when_asked():
    """Lets SIGTERM end the task: the first process of a container has no default for signals."""
    if os.getpid() == 1:
        signal.signal(signal.SIGTERM, lambda *_: os._exit(128 + signal.SIGTERM))


def _wait_at(gate):
    """Waits for the word to begin. The runner alone writes: where it is gone, the pipe is at its end."""
    descriptor = os.open(gate, os.O_RDONLY | os.O_NONBLOCK)
    try:
        word = os.read(descriptor, 1)
    except BlockingIOError:
        os.set_blocking(descriptor, True)
        word = os.read(descriptor, 1)
    os.close(descriptor)
    if word != b'1':
        sys.exit()


def main():
    _end_when_asked()
    if len(sys.argv) > 2:
        _wait_at(sys.argv[2])
    with open(sys.argv[1]) as file:
        description = json.load(file)
    os.environ.update(description.get('environment') or {})
    modules.install()
    sys.exit(task.run(description))


if __name__ == '__main__':
    main()
