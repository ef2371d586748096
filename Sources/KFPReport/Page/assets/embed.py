#!/usr/bin/env python3
"""Writes PageAssets.swift: the style and the scripts of the pages as text inside the program.

Run it after changing a file of this folder; a test compares the two.
"""

import pathlib

here = pathlib.Path(__file__).resolve().parent
parts = {
    'baseScript': ['base'],
    'runScript': ['core', 'graph', 'panel', 'timeline', 'charts', 'views'],
    'liveScript': ['live'],
    'startScript': ['start'],
    'runsScript': ['runs'],
}
lines = ['// swift-format-ignore-file', '', '/// The style of the pages. Written by `assets/embed.py`.',
         'let pageStyle = ##"""', (here / 'page.css').read_text() + '"""##', '']
for name, files in parts.items():
    text = ''.join((here / f'{file}.js').read_text() for file in files)
    lines += [f'/// A part of the scripts of the pages. Written by `assets/embed.py`.',
              f'let {name} = ##"""', text + '\n"""##', '']
(here.parent / 'PageAssets.swift').write_text('\n'.join(lines))
