def risky(n):
    try:
        if n == 0:
            raise ValueError("zero")
        if n == 1:
            return {}["missing"]
        if n == 2:
            return [][5]
        if n == 3:
            return int("x")
        if n == 4:
            return None.attr
        if n == 5:
            return undefined_name
        if n == 6:
            return "a" + 1
        return "fine"
    except (KeyError, IndexError) as e:
        return f"{type(e).__name__}: {e}"
    except ValueError as e:
        return "value " + str(e)
    except Exception as e:
        return f"other {type(e).__name__} {e}"
    finally:
        print("finally", n)


for n in range(8):
    print(risky(n))
try:
    pass
except Exception:
    print("no")
else:
    print("else")
try:
    try:
        raise RuntimeError("inner")
    except RuntimeError as e:
        raise KeyError("outer") from e
except KeyError as e:
    print(e.args, e)
try:
    try:
        raise TypeError("again")
    except TypeError:
        raise
except TypeError as e:
    print("reraised", e)
try:
    assert 1 == 2, "not equal"
except AssertionError as e:
    print("assert", e)
try:
    import json

    json.loads("{bad")
except json.JSONDecodeError as e:
    print("json")
try:
    a, b = [1]
except ValueError as e:
    print(e)


def f(a):
    return a


for call in (lambda: f(), lambda: f(1, 2), lambda: f(b=1)):
    try:
        call()
    except TypeError as e:
        print(e)


def recurse(n):
    return recurse(n + 1)


try:
    recurse(0)
except RecursionError as e:
    print("recursion")
from contextlib import suppress

with suppress(KeyError):
    {}["x"]
print("after")
try:
    open("/no/such/file")
except FileNotFoundError:
    print("file")
except OSError:
    print("os")
match {"kind": "a", "n": [1, 2, 3]}:
    case {"kind": "b"}:
        print("b")
    case {"kind": "a", "n": [first, *others]} if first:
        print(first, others)
match 5:
    case 1 | 2:
        print("low")
    case int(x):
        print("int", x)
    case _:
        print("any")
