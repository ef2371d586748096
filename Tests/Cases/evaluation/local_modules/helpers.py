log = []
log.append("loaded")
VALUE = 10


def twice(x):
    return x * 2 + offset()


def offset():
    return 0
