def add(a, b=2, *args, c, d=4, **kwargs):
    "Adds."
    return (a, b, args, c, d, kwargs)


print(add(1, c=3), add(1, 2, 3, 4, c=5, e=6), add.__name__, add.__doc__)
print(add(*[1, 2], **{"c": 3, "z": 9}))


def counter():
    n = 0

    def increment():
        nonlocal n
        n += 1
        return n

    return increment


c = counter()
c()
print(c(), c())
total = 0


def bump():
    global total
    total += 1


bump()
bump()
print(total)


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print([fib(i) for i in range(12)])
fs = [lambda i=i: i * 10 for i in range(3)]
print([f() for f in fs], (lambda *a, **k: (a, k))(1, x=2))


def deco(f):
    def wrapper(*args, **kwargs):
        print("before", f.__name__)
        return f(*args, **kwargs)

    return wrapper


def param(n):
    def outer(f):
        return lambda *a: f(*a) * n

    return outer


@deco
@param(3)
def hello(x):
    return x + "!"


print(hello("hi"))


def gen(n):
    for i in range(n):
        yield i
    yield from ["a", "b"]


print(list(gen(3)), sum(x for x in range(4)), [y for y in gen(1)])


def early(x):
    for i in range(10):
        if i == x:
            return i
    else:
        return "none"


print(early(3), early(30), early(3) == 3 and "yes" or "no")
i = 0
while True:
    i += 1
    if i == 2:
        continue
    if i > 4:
        break
    print("i", i)
else:
    print("never")
if (n := len("abc")) > 2:
    print(n)
print([last := x for x in range(3)], last)


def keyword_only(*, a, b=1):
    return a + b


def positional_only(a, /, b):
    return a - b


print(keyword_only(a=1), positional_only(5, b=2))
from functools import partial, reduce

print(partial(pow, 2)(3), reduce(lambda a, b: a + b, [1, 2, 3]))
x = "global"


def shadow():
    x = "local"
    return [x for _ in range(1)]


print(shadow(), x)


def defaults(a, acc=[]):
    acc.append(a)
    return acc


print(defaults(1), defaults(2))
print((lambda: (yield))  is not None)
