#!/usr/bin/env python3
"""Clicks through a run page in headless Chromium and says what is wrong.

    click_through.py PAGE.html [FOLDER-FOR-SCREENSHOTS]

A page made with hostile names sets `window.poisoned` should anything in it run. Chromium is driven
over its debugging pipe; nothing else is needed.
"""

import base64
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time


class Browser:
    """A Chromium that is spoken to over a pipe: JSON messages that end with a zero byte."""

    def __init__(self, profile):
        name = next(filter(None, map(shutil.which, ('chromium', 'chromium-browser', 'google-chrome'))), None)
        if name is None:
            sys.exit('skipped: no Chromium here')
        to_browser, self.output = os.pipe()
        self.input, from_browser = os.pipe()

        def place_pipes():
            # The browser reads from 3 and writes to 4; both are moved out of the way first.
            reading, writing = os.dup2(to_browser, 100), os.dup2(from_browser, 101)
            os.dup2(reading, 3)
            os.dup2(writing, 4)

        self.process = subprocess.Popen(
            [name, '--headless=new', '--no-sandbox', '--disable-gpu', '--remote-debugging-pipe',
             '--no-first-run', f'--user-data-dir={profile}', '--window-size=1400,900', 'about:blank'],
            preexec_fn=place_pipes, close_fds=False, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        os.close(to_browser)
        os.close(from_browser)
        self.rest = b''
        self.number = 0
        self.problems = []
        target = self.call('Target.createTarget', url='about:blank')['targetId']
        self.session = None
        self.session = self.call('Target.attachToTarget', targetId=target, flatten=True)['sessionId']
        for domain in ('Page', 'Runtime', 'Log'):
            self.call(f'{domain}.enable')

    def read(self):
        while b'\0' not in self.rest:
            piece = os.read(self.input, 1 << 16)
            if not piece:
                sys.exit('Chromium went away')
            self.rest += piece
        line, self.rest = self.rest.split(b'\0', 1)
        return json.loads(line)

    def call(self, method, **parameters):
        self.number += 1
        message = {'id': self.number, 'method': method, 'params': parameters}
        if getattr(self, 'session', None):
            message['sessionId'] = self.session
        os.write(self.output, json.dumps(message).encode() + b'\0')
        while True:
            answer = self.read()
            self.note(answer)
            if answer.get('id') == self.number:
                if 'error' in answer:
                    sys.exit(f'{method}: {answer["error"]}')
                return answer['result']

    def note(self, message):
        """Keeps what the page complains about: exceptions, refused loads, dialogs."""
        method, facts = message.get('method'), message.get('params', {})
        if method == 'Runtime.exceptionThrown':
            self.problems.append(facts['exceptionDetails'].get('exception', {}).get('description')
                                 or facts['exceptionDetails']['text'])
        elif method == 'Log.entryAdded' and facts['entry']['level'] == 'error':
            # That a frame may not run its scripts is what is wanted.
            if 'about:srcdoc' not in facts['entry']['text']:
                self.problems.append(facts['entry']['text'])
        elif method == 'Page.javascriptDialogOpening':
            self.problems.append('a dialog opened: ' + facts['message'])

    def ask(self, expression):
        result = self.call('Runtime.evaluate', expression=expression, returnByValue=True,
                           awaitPromise=True)
        if 'exceptionDetails' in result:
            sys.exit(f'{expression}: {result["exceptionDetails"]}')
        return result['result'].get('value')

    def key(self, key, text=None):
        for kind in ('keyDown', 'keyUp'):
            facts = {'type': kind, 'key': key}
            if text and kind == 'keyDown':
                facts['text'] = text
            self.call('Input.dispatchKeyEvent', **facts)

    def click(self, expression):
        box = self.ask(f'(() => {{ const e = {expression}; if (!e) return null; '
                       'const b = e.getBoundingClientRect(); '
                       'return [b.x + b.width / 2, b.y + b.height / 2]; })()')
        if box is None:
            sys.exit(f'there is no {expression}')
        for kind in ('mousePressed', 'mouseReleased'):
            self.call('Input.dispatchMouseEvent', type=kind, x=box[0], y=box[1], button='left',
                      clickCount=1)

    def open(self, address):
        self.call('Page.navigate', url=address)
        for _ in range(100):
            if self.ask('document.readyState') == 'complete' and self.ask('!!document.querySelector("main")'):
                return
            time.sleep(0.05)
        sys.exit('the page did not start')

    def picture(self, path, width, height, theme):
        self.call('Emulation.setDeviceMetricsOverride', width=width, height=height,
                  deviceScaleFactor=1, mobile=False)
        self.call('Emulation.setEmulatedMedia',
                  features=[{'name': 'prefers-color-scheme', 'value': theme}])
        self.ask('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))')
        data = self.call('Page.captureScreenshot', format='png')['data']
        pathlib.Path(path).write_bytes(base64.b64decode(data))

    def close(self):
        self.process.terminate()
        self.process.wait()


def check(name, is_right):
    print(('ok    ' if is_right else 'WRONG ') + name)
    return bool(is_right)


def click_through(browser, address):
    browser.open(address)
    nodes = browser.ask('document.querySelectorAll("[data-node]").length')
    results = [check('the graph has nodes', nodes)]
    leaf = 'document.querySelector(".leaf[data-node] .box")'
    browser.click(leaf)
    title = browser.ask('document.querySelector("#task-title")?.textContent')
    results.append(check('a click on a task opens it in the panel', title))
    results.append(check('the panel has facts', browser.ask('!!document.querySelector("#panel section")')))
    browser.key('Escape')
    results.append(check('Escape closes the task', not browser.ask('!!document.querySelector("#task-title")')))
    if browser.ask('!!document.querySelector(".group [data-fold]")'):
        browser.click('[...document.querySelectorAll(".group [data-fold] rect")].filter((e) => {'
                      ' const b = e.getBoundingClientRect(), c = document.querySelector("main")'
                      '.getBoundingClientRect(); return b.x > c.x && b.right < c.right - 60'
                      ' && b.y > c.y && b.bottom < c.bottom - 60; }).pop()')
        folded = browser.ask('document.querySelectorAll("[data-node]").length')
        results.append(check('folding a group hides its tasks', folded < nodes))
        browser.click('document.querySelector(".leaf [data-fold] rect")')
        results.append(check('opening it shows them again',
                             browser.ask('document.querySelectorAll("[data-node]").length') == nodes))
    if browser.ask('!!document.querySelector("[data-step=\\"1\\"]")'):
        before = browser.ask('document.querySelector("[data-step]").parentNode.textContent')
        browser.click('document.querySelector("[data-step=\\"1\\"] rect")')
        after = browser.ask('document.querySelector("[data-step]").parentNode.textContent')
        results.append(check('a loop shows its next iteration', before != after))
    browser.ask('document.querySelector("[data-node][tabindex=\\"0\\"]").focus()')
    browser.key('ArrowDown')
    browser.key('Enter', '\r')
    results.append(check('arrow keys and Enter open a task',
                         browser.ask('!!document.querySelector("#task-title")')))
    browser.ask('document.activeElement.blur()')
    browser.key('/', '/')
    results.append(check('the slash key goes to the search',
                         browser.ask('document.activeElement.id') == 'search'))
    word = browser.ask('document.querySelector(".leaf text").textContent.slice(0, 3)')
    for letter in word:
        browser.key(letter, letter)
    results.append(check('the search finds the first task',
                         browser.ask('document.querySelectorAll("[role=option]").length')))
    browser.key('Enter', '\r')
    results.append(check('Enter opens what was found', browser.ask('!!document.querySelector("#task-title")')))
    before = browser.ask('getComputedStyle(document.body).backgroundColor')
    browser.click('document.querySelector(".theme")')
    results.append(check('the theme changes',
                         browser.ask('getComputedStyle(document.body).backgroundColor') != before))
    for tab in browser.ask('[...document.querySelectorAll("nav [role=tab]")].map((tab) => tab.dataset.tab)'):
        browser.click(f'document.querySelector("nav [data-tab={tab}]")')
        results.append(check(f'the view {tab} shows something',
                             browser.ask('document.querySelector("main").textContent.length') > 10))
    results.append(check('nothing of the page has run', not browser.ask('!!window.poisoned')))
    unnamed = browser.ask('[...document.querySelectorAll("button,[role=button],input")]'
                          '.filter((e) => !(e.getAttribute("aria-label") || e.textContent || e.labels?.length)).length')
    results.append(check('every control has a name', unnamed == 0))
    for problem in browser.problems:
        results.append(check(problem, False))
    return all(results)


def main():
    page = pathlib.Path(sys.argv[1]).resolve().as_uri()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        browser = Browser(profile)
        try:
            is_right = click_through(browser, page)
            if len(sys.argv) > 2:
                folder = pathlib.Path(sys.argv[2])
                folder.mkdir(parents=True, exist_ok=True)
                browser.ask('localStorage.clear(); delete document.documentElement.dataset.theme; '
                            'document.querySelector("nav [data-tab=graph]").click()')
                for width, height in ((1600, 1000), (1000, 800), (420, 860)):
                    for theme in ('light', 'dark'):
                        browser.picture(folder / f'{width}-{theme}.png', width, height, theme)
        finally:
            browser.close()
    sys.exit(0 if is_right else 1)


if __name__ == '__main__':
    main()
