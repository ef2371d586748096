if x = 3:
    pass
while a.b = c:
    pass
y = f(x) = 3
z = (a = 1)
