a = 1 + 2
b = 3​
c = $x
d = x ? y : z
e = ١
f = café
