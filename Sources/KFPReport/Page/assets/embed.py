#!/usr/bin/env python3
"""Writes PageAssets.swift: the style and the scripts of the page as text inside the program.

Run it after changing a file of this folder; a test compares the two.
"""

import pathlib

here = pathlib.Path(__file__).resolve().parent
scripts = ['core', 'graph', 'panel', 'timeline', 'charts', 'views', 'start']
script = ''.join((here / f'{name}.js').read_text() for name in scripts)
style = (here / 'page.css').read_text()
lines = [
    '// swift-format-ignore-file',
    '',
    '/// The style of the page. Written by `assets/embed.py`.',
    'let pageStyle = ##"""',
    style + '"""##',
    '',
    '/// The script of the page. Written by `assets/embed.py`.',
    'let pageScript = ##"""',
    '(() => {\n"use strict";\n' + script + '})();\n"""##',
    '',
]
(here.parent / 'PageAssets.swift').write_text('\n'.join(lines))
