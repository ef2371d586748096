1 = x
f() = 2
None = 3
a + b = 4
(a, 1) = 5
[x for x in y] = 6
(a, b) += 7
a, b: int = 8
del f(), 1
for 1 in x: pass
with a as b(): pass
(1 := 2)
x := 3
"a" = b = c
