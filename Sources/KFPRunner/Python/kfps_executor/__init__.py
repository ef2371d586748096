"""The small executor of kfps: runs one Python component, with the standard library only.

It offers the run-time part of `kfp.dsl` under that name (`modules.install`), reads the same
executor input as the official executor, and writes the same executor output. `server` forks a
process for each task from a warm interpreter; `python3 -m kfps_executor FILE` runs one task.
"""
