a = f"{}"
b = f"{x"
c = f"}"
d = f"{x!z}"
e = f"{x:{y:{z:{w}}}}"
g = f"{x y}"
h = f"{
    x
    + 1
}" f'{f"{a["b"]}"}'
