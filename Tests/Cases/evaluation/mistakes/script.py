import numpy as np
from nowhere import helper

projct = "x"
print(project)
text = "abc"
text.uper()
values = {"learning_rate": 1}
values["learning_rat"]
array = np.array([1, 2])
total = array + 1
print(total + 1)
if helper():
    chosen = 1
print(chosen)


def scale(factor):
    return factor * "a" * "b"


def outer(x):
    return scale(x)


outer(3)
outer()
raise ValueError("stop here")
print("still going")
print(undefined_twice)
print(undefined_twice)
for item in np.arange(3):
    print(item)
len(5)
import os
os.environ["KFPS_NOT_SET"]
os.pth
f"{np.mean(array)}"
10 ** 30
assert 1 > 2, "wrong order"
class Broken(Missing):
    pass
Broken()
