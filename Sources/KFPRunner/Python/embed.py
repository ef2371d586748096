#!/usr/bin/env python3
"""Writes ExecutorSource.swift: the files of kfps_executor as text inside the program.

Run it after changing a file of the executor; a test compares the two.
"""

import pathlib

here = pathlib.Path(__file__).resolve().parent
lines = [
    '// swift-format-ignore-file',
    '',
    '/// The files of our small Python executor, by name. Written by `Python/embed.py`.',
    'let executorSource: [(name: String, text: String)] = [',
]
for path in sorted((here / 'kfps_executor').glob('*.py')):
    lines += [f'  ("{path.name}", ##"""', path.read_text() + '"""##),']
lines += [']', '']
(here / 'ExecutorSource.swift').write_text('\n'.join(lines))
