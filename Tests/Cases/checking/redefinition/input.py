from kfp import dsl
import os

if os.environ.get('X'):
    mode = 1
else:
    mode = 2
print(mode)


def recursive(n):
    return recursive(n - 1) if n else later_constant


later_constant = 3


class Holder:
    size = 3
    items = [size for _ in range(2)]

    def method(self):
        return Holder.size, later_constant


@dsl.pipeline
def flow():
    local = later_constant
    print(local)
    print(later_constant)
    later_constant = 4


for index in range(3):
    if index:
        print(previous)
    previous = index
