f(a=1, 2)
f(**k, 2)
f(**k, *a)
f(a=1, a=2)
f(a.b=1)
f(x for x in y, 1)
f(a=)
f(None=1)
f(a b)
f(
    a
    b=1
)
