a = 012
b = 1__0
c = 0x
d = 0b12
e = 1abc
f = 1_000.5e-3j + 0xFF + 0o17 + 00
g = 1.e
h = 3in x
