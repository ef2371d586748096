def apply(task):
    return task.set_caching_options(False)
