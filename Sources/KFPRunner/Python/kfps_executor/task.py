"""Runs one task in this process: loads the shipped source, calls the function, reports a failure.

A task is a dictionary: `source`, `function`, `label`, `executor_input`, `folder`, `environment`,
`mounts`, `task_root`, `workspace`, `failure_file`, `python_path`, and optionally `origin` with the
`file` and `line` where the function stands in the user's code.
"""

import json
import os
import sys
import types

from kfps_executor import artifacts
from kfps_executor.component import Component

MODULE = 'ephemeral_component'


def run(task):
    """Runs a task and gives the exit status of the process."""
    artifacts.Place.mounts = task.get('mounts') or ''
    artifacts.Place.task_root = task.get('task_root')
    artifacts.Place.workspace = task.get('workspace') or artifacts.WORKSPACE
    try:
        function = _load(task)
        component = Component(task['executor_input'], function)
        component.run()
        component.publish()
        return 0
    except SystemExit as stop:
        return _stopped(task, stop)
    except BaseException as error:
        _report(task, error)
        return 1


def _load(task):
    path = os.path.join(task['folder'], MODULE + '.py')
    with open(path, 'w') as file:
        file.write(task['source'])
    sys.argv = [path]
    sys.path[:0] = [task['folder']] + list(task.get('python_path') or [])
    module = types.ModuleType(MODULE)
    module.__file__ = path
    sys.modules[MODULE] = module
    exec(_compiled(task, path), module.__dict__)
    if task['function'] not in module.__dict__:
        raise RuntimeError(f"the source of the component has no function {task['function']!r}")
    return module.__dict__[task['function']]


def _compiled(task, path):
    """The code of the component; where its origin is known, with the file and lines of the user."""
    origin = task.get('origin')
    if not origin:
        return compile(task['source'], path, 'exec')
    import ast

    tree = ast.parse(task['source'], origin['file'])
    first = next((node for node in tree.body
                  if getattr(node, 'name', None) == task['function']), None)
    if first is not None:
        shift = origin['line'] - first.lineno
        for statement in tree.body:
            for node in ast.walk(statement):
                if not hasattr(node, 'lineno'):
                    continue
                if statement is first:
                    node.lineno += shift
                    node.end_lineno += shift
                else:
                    node.lineno = node.end_lineno = 1
        _remember_lines(task['source'], origin['file'], shift)
    return compile(tree, origin['file'], 'exec')


def _remember_lines(source, file, shift):
    """Lets tracebacks show the text that was shipped, also when the file has changed since."""
    import linecache

    lines = [line + '\n' for line in source.split('\n')]
    lines = ['\n'] * shift + lines if shift >= 0 else lines[-shift:]
    linecache.cache[file] = (len(source), None, lines, file)


def _stopped(task, stop):
    if stop.code is None or stop.code == 0:
        return 0
    if not isinstance(stop.code, int):
        print(stop.code, file=sys.stderr)
    status = stop.code & 255 if isinstance(stop.code, int) else 1
    _write_failure(task, 'SystemExit', str(stop.code), '', _place(stop.__traceback__))
    return status


def _report(task, error):
    import traceback

    inside = os.path.dirname(os.path.abspath(__file__))
    frames = error.__traceback__
    while frames is not None and os.path.dirname(
            os.path.abspath(frames.tb_frame.f_code.co_filename)) == inside:
        frames = frames.tb_next
    text = ''.join(traceback.format_exception(type(error), error, frames))
    sys.stdout.flush()
    sys.stderr.write(text)
    _write_failure(task, type(error).__name__, str(error), text, _place(frames))


def _place(frames):
    """The last line of the component itself that was being executed."""
    found = None
    while frames is not None:
        if frames.tb_frame.f_globals.get('__name__') == MODULE:
            found = (frames.tb_frame.f_code.co_filename, frames.tb_lineno)
        frames = frames.tb_next
    return found


def _write_failure(task, kind, message, text, place):
    failure = {'type': kind, 'message': message[:4000], 'traceback': text[-16000:]}
    if place:
        failure['file'], failure['line'] = place
    try:
        with open(task['failure_file'], 'w') as file:
            json.dump(failure, file)
    except OSError as problem:
        print(f'kfps: the failure could not be written: {problem}', file=sys.stderr)
