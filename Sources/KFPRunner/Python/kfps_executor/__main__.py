"""Runs the task of a JSON file: `python3 -m kfps_executor task.json`."""

import json
import os
import sys

from kfps_executor import modules, task


def main():
    with open(sys.argv[1]) as file:
        description = json.load(file)
    os.environ.update(description.get('environment') or {})
    modules.install()
    sys.exit(task.run(description))


if __name__ == '__main__':
    main()
