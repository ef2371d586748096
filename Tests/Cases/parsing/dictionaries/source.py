a = {"x": 1, "y"}
b = {"x": }
c = {"x": 1 "y": 2}
d = {**a for a in b}
e = {*a: 1}
f = {"x" 1}
