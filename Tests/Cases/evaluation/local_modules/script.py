import helpers
from helpers import VALUE, twice as double
from pkg import name
from pkg.inner import inner_value
import pkg.sub.deep
import pkg.sub.deep as deep
from star import *

print(helpers.twice(4), VALUE, double(2), name, inner_value, pkg.sub.deep.DEEP, deep.DEEP, starred, helpers.__name__)
print(helpers.log)
import helpers as again
print(again is helpers, "_hidden" in globals())
try:
    from helpers import nothing
except ImportError as e:
    print("ImportError")
import cycle_a
print(cycle_a.b_value)
