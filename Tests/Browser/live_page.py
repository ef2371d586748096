#!/usr/bin/env python3
"""Asks `kfps ui` for what it has to give and for what it must not, and watches a run in a browser.

    live_page.py KFPS FOLDER

The folder is an empty one to work in. Without Chromium the second part is left out.
"""

import http.client
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

from click_through import Browser, check

SCRIPT = '''
@component(base_image="python:3.11")
def slow(seconds: float) -> float:
    import time
    print("slowly")
    time.sleep(seconds)
    return seconds

@component(base_image="python:3.11")
def last(text: str):
    print("the last words")

@pipeline(name="slowly")
def slowly():
    with ParallelFor(items=[0.1, 0.2, 5.0]) as seconds:
        pause = slow(seconds=seconds)
    last(text="x").after(pause)
'''


def ask(port, path, method='GET', **headers):
    connection = http.client.HTTPConnection('127.0.0.1', port, timeout=20)
    connection.putrequest(method, path, skip_host=True)
    for name, value in {'Host': f'127.0.0.1:{port}', **headers}.items():
        if value is not None:
            connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    return answer, answer.read()


def check_requests(port, run):
    answer, body = ask(port, '/')
    results = [check('the list is served', answer.status == 200 and run.encode() in body)]
    results.append(check('nothing is kept', answer.headers['Cache-Control'] == 'no-store'))
    answer, body = ask(port, '/', 'HEAD')
    results.append(check('HEAD has no body', answer.status == 200 and not body
                         and int(answer.headers['Content-Length']) > 1000))
    wanted = [
        ('POST', '/', {}, 405), ('DELETE', f'/runs/{run}', {}, 405),
        ('GET', '/', {'Host': 'evil.example'}, 421), ('GET', '/', {'Host': None}, 421),
        ('GET', f'/runs/{run}', {'Origin': 'http://evil.example'}, 403),
        ('GET', '/events', {'Sec-Fetch-Site': 'cross-site'}, 403),
        ('GET', '/runs/../secret', {}, 404), ('GET', '/runs/%2e%2e%2fsecret', {}, 404),
        ('GET', '/../secret/journal.jsonl', {}, 404), ('GET', '/runs/secret', {}, 404),
        ('GET', f'/runs/{run}/log?task=../../../../secret', {}, 404),
        ('GET', f'/runs/{run}/document.yaml', {}, 404), ('GET', '/x' * 900, {}, 404),
    ]
    for method, path, headers, status in wanted:
        answer, body = ask(port, path, method, **headers)
        results.append(check(f'{method} {path[:50]} {headers} is answered with {status}',
                             answer.status == status and b'hidden' not in body))
    return results


def wait_for(browser, expression, seconds=30):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if browser.ask(expression):
            return True
        time.sleep(0.1)
    return False


def watch(port, start_run, profile):
    browser = Browser(profile)
    try:
        # The browser takes its time to start; the run does not wait for it.
        run = start_run()
        browser.open(f'http://127.0.0.1:{port}/runs/{run}')
        word = '[...document.querySelectorAll(".headline .chip")].map((e) => e.textContent).join()'
        results = [check('the run goes on when its page is opened',
                         browser.ask(word) in ('running', 'waiting'))]
        browser.ask('window.isTheSamePage = true')
        results.append(check('an active task is shown', wait_for(
            browser, '!!document.querySelector("[data-node].s-running")')))
        results.append(check('the page follows the run to its end',
                             wait_for(browser, word + ' === "succeeded"')))
        results.append(check('every task has ended', wait_for(
            browser, '!document.querySelector("[data-node].s-running, [data-node].s-waiting")')))
        browser.ask('[...document.querySelectorAll(".leaf[data-node]")].pop()'
                    '.dispatchEvent(new MouseEvent("click", { bubbles: true }))')
        log = 'document.querySelector("aside [data-tab=log]")'
        if wait_for(browser, f'!!{log}'):
            browser.ask(f'{log}.click()')
        results.append(check('the log of a task is asked for', wait_for(
            browser, 'document.querySelector("aside .log")?.textContent.includes("last words")')))
        results.append(check('the page was not loaded again', browser.ask('!!window.isTheSamePage')))
        browser.open(f'http://127.0.0.1:{port}/')
        results.append(check('the list has the run', wait_for(
            browser, f'document.querySelector("tbody").textContent.includes("{run}")')))
        for problem in browser.problems:
            results.append(check(problem, False))
        return results
    finally:
        browser.close()


def main():
    kfps, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    (folder / 'slowly.kfps').write_text(SCRIPT)
    secret = folder / '.kfps' / 'secret'
    secret.mkdir(parents=True)
    (secret / 'journal.jsonl').write_text('hidden\n')
    os.chdir(folder)
    arguments = [kfps, 'run', 'slowly.kfps', '--backend', 'subprocess', '--no-cache']
    first = subprocess.run(arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if first.returncode:
        sys.exit(first.stdout)
    server = subprocess.Popen([kfps, 'ui', '--port', '0'], stdout=subprocess.PIPE, text=True)
    running = None
    try:
        port = int(server.stdout.readline().split('/')[2].rpartition(':')[2])
        runs = sorted((folder / '.kfps' / 'runs').iterdir())
        results = check_requests(port, runs[0].name)
        if any(map(shutil.which, ('chromium', 'chromium-browser', 'google-chrome'))):
            def start_run():
                nonlocal running
                running = subprocess.Popen(arguments, stdout=subprocess.DEVNULL)
                while True:
                    for run in (folder / '.kfps' / 'runs').iterdir():
                        journal = run / 'journal.jsonl'
                        if run != runs[0] and journal.exists() and b'taskLaunched' in journal.read_bytes():
                            return run.name
                    time.sleep(0.02)

            with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
                results += watch(port, start_run, profile)
        else:
            print('skipped: no Chromium here')
        server.terminate()
        results.append(check('the server ends when it is told to', server.wait(timeout=20) == 0))
    finally:
        for process in filter(None, (server, running)):
            if process.poll() is None:
                process.kill()
    sys.exit(0 if all(results) else 1)


if __name__ == '__main__':
    main()
