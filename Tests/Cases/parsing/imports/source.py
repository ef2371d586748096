import a.b as c, d
from . import x
from ...a import (b, c as d,)
from a import b,
import a from b
from a import
from a import *, b
import class
