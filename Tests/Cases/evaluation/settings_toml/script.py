import tomllib

text = '''
# settings
title = "a \\"quoted\\" title \\u00e9"
literal = 'C:\\dir'
long = """
first \\
    second
third"""
numbers = [1, 1_000, 0x1F, 0o17, 0b11, -2, +3]
floats = [1.5, 1e3, -0.25, inf]
flags = [true, false]
nested = [[1, 2], ["a", "b"],]
point = { x = 1, y.z = 2 }
"quoted key" = 1
dotted.inner.key = "v"

[tool.one]
name = "one"

[tool.two]
name = "two"   # behind

[[steps]]
name = "load"

[[steps]]
name = "train"
[steps.options]
rate = 0.1
'''
print(tomllib.loads(text))
with open("settings.toml", "rb") as file:
    print(tomllib.load(file))
for wrong in ("a = ", "a = 1\na = 2", "[x]\n[x]", "a = 'open", "= 1", "a = [1"):
    try:
        tomllib.loads(wrong)
    except tomllib.TOMLDecodeError:
        print("refused")
    except ValueError:
        print("refused otherwise")
