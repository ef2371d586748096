name = "package"
from . import inner
from .inner import inner_value
