def f():
    a = 1
      b = 2
    c = 3
  d = 4
e = 5
  f = 6
if x:
y = 1
def g():
