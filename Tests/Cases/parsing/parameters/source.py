def a(x=1, y): pass
def b(x, x): pass
def c(*, **k): pass
def d(*a, *b): pass
def e(/, a): pass
def f(**k, a): pass
def g(*a=1): pass
def h(class): pass
def i(a, *, b, /): pass
def j[T: int, *Ts: int](a: *b, *c: *d): pass
lambda x=1, y: x
