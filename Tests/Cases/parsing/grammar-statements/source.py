@a.b(c)
@d
async def f[T: int, *Ts, **P](a, /, b: int = 1, *c: *Ts, d, e=2, **g) -> int:
    """Doc."""
    global x, y; nonlocal z
    async with a as b, c: pass
    async for x, *y in z: break
    else: continue
    return *a, b
class C[T](A, metaclass=M): x: int; (y): int = 1; z.a: b
type X[T = int] = list[T]
with (open("a") as f, open("b")): pass
with (a, b) as c, (d): pass
for x in *a, b: pass
while x: pass
if a: pass
elif b: pass
else: pass
try: pass
except* (A, B) as e: raise X from e
else: pass
finally: del a, (b), [c, d]
import a.b.c as d, e
from .. import (f as g, h)
a = b = *c, = yield d
a //= yield
assert a, b
match = type = case = 1
match[a:b]
match (a, b):
    case [1, -2.5 + 3j, "s" "t", None, *_] | {"k": v, a.b: 1, **r} if w: pass
    case A.B(x, y=C()) as z: pass
    case (1 | 2), *rest: pass
    case (_): pass
