a = 1 +
b = [1, 2
c = )
d = 'x
def f(:
    e = 1 2
    return e
class 1:
    g = *
h = a if b
i = a[ ]
for x y in z:
    j = 1
lambda x y: 1
k = not
import
