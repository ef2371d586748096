inner_value = 7
from .sub.deep import DEEP
