a = b or c and not d < e <= f is not g not in h
a = (b := 1) if c else lambda x, /, y=1, *z, w, **v: x
a = -b ** ~c @ d // e % f << 1 >> 2 & 3 | 4 ^ 5
a = [*b, (c for c in d if e if f), {g: h, **i}, {j, *k}, ()]
a = {k: v for k, v in w async for u in t}
a = f(*b, c=1, **d)(x for x in y)[1:2, ::3, *e].g[h]
a = await (yield b), 1_0, 0xFFFFFFFFFFFFFFFFFF, 1e400, .5j, ..., None, True
a = "x" 'y' if b"" else b"z" if u'z' else b"\x00'", f"{a!r:>{w}} {{}} {b = }" "t"
