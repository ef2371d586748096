"""Forks a process for each task from a warm interpreter.

It talks over the socket that is its standard input. A message is four bytes of length and JSON.
To it: `{"launch": id, "task": {...}}` with the descriptor of a log attached, `{"signal": id,
"number": 15}`. From it: `{"ready": ...}`, `{"started": id, "process": n}`, `{"ended": id,
"status": n}`, with a negative status for a signal. When the socket closes, every task is killed.
"""

import array
import gc
import inspect
import json
import os
import select
import signal
import socket
import struct
import sys
import typing

from kfps_executor import modules, task

PDEATHSIG, SUBREAPER = 1, 36
assert inspect and typing


def _prctl():
    try:
        import ctypes

        return ctypes.CDLL(None).prctl
    except (ImportError, OSError, AttributeError):
        return lambda *_: -1


class Server:
    def __init__(self, connection):
        self.connection = connection
        self.prctl = _prctl()
        # Processes whose parent has ended become children of this one, and can be found.
        self.prctl(SUBREAPER, 1, 0, 0, 0)
        self.wake_read, self.wake_write = os.pipe()
        os.set_blocking(self.wake_read, False)
        os.set_blocking(self.wake_write, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.set_wakeup_fd(self.wake_write, warn_on_full_buffer=False)
        self.received = bytearray()
        self.descriptors = []
        self.tasks = {}
        self.processes = {}

    def serve(self):
        self.send({'ready': sys.executable, 'version': sys.version.split()[0]})
        while True:
            readable, _, _ = select.select([self.connection, self.wake_read], [], [])
            if self.wake_read in readable:
                self.reap()
            if self.connection in readable and not self.receive():
                break
        self.kill_everything()

    def send(self, message):
        data = json.dumps(message).encode()
        try:
            self.connection.sendall(struct.pack('>I', len(data)) + data)
        except OSError:
            pass  # The runner is gone; the next read says so.

    def receive(self):
        room = socket.CMSG_SPACE(16 * array.array('i').itemsize)
        try:
            data, extra, _, _ = self.connection.recvmsg(1 << 20, room)
        except InterruptedError:
            return True
        except OSError:
            return False
        for level, kind, content in extra:
            if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
                numbers = array.array('i')
                numbers.frombytes(content[:len(content) - len(content) % numbers.itemsize])
                self.descriptors.extend(numbers)
        if not data:
            return False
        self.received += data
        while len(self.received) >= 4:
            size = struct.unpack('>I', bytes(self.received[:4]))[0]
            if len(self.received) < 4 + size:
                break
            message = json.loads(bytes(self.received[4:4 + size]))
            del self.received[:4 + size]
            self.handle(message)
        return True

    def handle(self, message):
        if 'launch' in message:
            self.launch(message['launch'], message['task'], self.descriptors.pop(0))
        elif message.get('signal') in self.tasks:
            _signal_group(self.tasks[message['signal']], message['number'])

    def launch(self, identifier, description, log):
        try:
            process = os.fork()
        except OSError as problem:
            os.write(log, f'kfps: no process could be started: {problem}\n'.encode())
            os.close(log)
            self.send({'ended': identifier, 'status': 127})
            return
        if process == 0:
            self.become_task(description, log)
        os.close(log)
        try:
            os.setpgid(process, process)
        except OSError:
            pass  # The child has done it already.
        self.tasks[identifier] = process
        self.processes[process] = identifier
        self.send({'started': identifier, 'process': process})

    def become_task(self, description, log):
        status = 1
        try:
            os.setpgid(0, 0)
            self.prctl(PDEATHSIG, signal.SIGKILL, 0, 0, 0)
            self.prctl(SUBREAPER, 0, 0, 0, 0)
            signal.set_wakeup_fd(-1)
            for number in (signal.SIGCHLD, signal.SIGTERM, signal.SIGPIPE):
                signal.signal(number, signal.SIG_DFL)
            signal.signal(signal.SIGINT, signal.default_int_handler)
            self.connection.close()
            os.close(self.wake_read)
            os.close(self.wake_write)
            nothing = os.open(os.devnull, os.O_RDONLY)
            os.dup2(nothing, 0)
            os.dup2(log, 1)
            os.dup2(log, 2)
            os.close(nothing)
            os.close(log)
            os.chdir(description['folder'])
            os.environ.update(description.get('environment') or {})
            status = task.run(description)
            if 'threading' in sys.modules:
                sys.modules['threading']._shutdown()
            import atexit

            atexit._run_exitfuncs()
        except BaseException as error:
            status = status or 1
            try:
                sys.stderr.write(f'kfps: the task could not be run: {error!r}\n')
            except Exception:
                pass
        finally:
            for stream in (sys.stdout, sys.stderr):
                try:
                    stream.flush()
                except Exception:
                    pass
            os._exit(status)

    def reap(self):
        try:
            while os.read(self.wake_read, 4096):
                pass
        except OSError:
            pass
        while True:
            try:
                process, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if process == 0:
                return
            identifier = self.processes.pop(process, None)
            if identifier is None:
                continue  # A process that a task left behind.
            del self.tasks[identifier]
            _signal_group(process, signal.SIGKILL)
            code = -os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)
            self.send({'ended': identifier, 'status': code})

    def kill_everything(self):
        for process in self.processes:
            _signal_group(process, signal.SIGKILL)
        # What left its group and its parent is a child of this process now: a few rounds suffice,
        # because the children of what is killed come here as well.
        for _ in range(50):
            children = _children()
            if not children:
                return
            for process in children:
                try:
                    os.kill(process, signal.SIGKILL)
                except OSError:
                    pass
            try:
                os.waitpid(-1, 0)
            except ChildProcessError:
                return


def _children():
    try:
        with open(f'/proc/self/task/{os.getpid()}/children') as file:
            return [int(number) for number in file.read().split()]
    except (OSError, ValueError):
        return []


def _signal_group(process, number):
    try:
        os.killpg(process, number)
    except OSError:
        pass  # It has ended.


def main():
    connection = socket.socket(fileno=os.dup(0))
    modules.install()
    server = Server(connection)
    gc.collect()
    if hasattr(gc, 'freeze'):
        gc.freeze()
    server.serve()


if __name__ == '__main__':
    main()
