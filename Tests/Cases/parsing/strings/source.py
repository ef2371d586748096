a = 'never closed
b = "also
c = '\d \x4 \N{NO SUCH NAME} \N{bullet}'
d = b'café'
e = b'a' 'b'
f = '\ud800'
g = """never closed
either
