// swift-format-ignore-file
// Written by grammar/errors/embed from the pages beside it. Change those and run it again.

/// The pages of the codes, in the order of the codes.
let explanationPages: [(code: String, page: String)] = [
("E0001", ##"""
# E0001: bytes that are not UTF-8

A script is read as UTF-8. A byte that cannot stand where it stands means that the file was saved in
another encoding, such as Latin-1. Save it as UTF-8; the SDK and the tasks read it so, too.

"""##),
("E0002", ##"""
# E0002: another encoding is declared

A comment such as `# coding: latin-1` on the first two lines names the encoding of the text. Only
UTF-8 is read, so that a component means the same here and in its task.

```kfps error=E0002
# coding: latin-1
name = "a"
```

```kfps
# coding: utf-8
name = "a"
```

"""##),
("E0003", ##"""
# E0003: a null byte

The text contains a byte of value zero, which no editor shows and Python refuses. The file is
probably not a text at all.

"""##),
("E0004", ##"""
# E0004: a character that means nothing here

No name, number or operator contains the character. Often it comes from a copied text: a typographic
dash in place of `-`, or a no-break space.

```kfps error=E0004
total = 1 – 2
```

```kfps
total = 1 - 2
```

"""##),
("E0005", ##"""
# E0005: something behind a continuing backslash

A backslash at the end of a line joins the next line to it. It has to be the very last character: a
blank behind it is enough to break it. Parentheses are the better way.

```kfps error=E0005
total = 1 + \ # two
    2
```

```kfps
total = (1 +  # two
         2)
```

"""##),
("E0006", ##"""
# E0006: the text ends in a continued line

The last line ends with a backslash, which announces a line that never comes.

```kfps error=E0006
total = 1 + \
```

```kfps
total = 1
```

"""##),
("E0007", ##"""
# E0007: a typographic quote

Word processors turn `"` into curly quotes, which start no string.

```kfps error=E0007
name = “Ada”
```

```kfps
name = "Ada"
```

"""##),
("E0008", ##"""
# E0008: a string is not closed on its line

A string in single or double quotes ends on the line where it starts. A text over several lines
stands in three quotes.

```kfps error=E0008
name = "Ada
print(name)
```

```kfps
name = "Ada"
print(name)
```

"""##),
("E0009", ##"""
# E0009: a string is never closed

The text ends inside a string in three quotes. Everything from the opening on was read as the
string.

```kfps error=E0009
text = """Ada
```

```kfps
text = """Ada"""
```

"""##),
("E0010", ##"""
# E0010: a malformed number

Digits and letters follow each other in a way that is neither a number nor a name.

```kfps error=E0010
count = 12abc
```

```kfps
count = 12
```

"""##),
("E0011", ##"""
# E0011: a decimal number that starts with zeros

Other languages read `007` as an octal number. To avoid the doubt such numbers cannot be written.

```kfps error=E0011
agent = 007
```

```kfps
agent = 7
```

"""##),
("E0012", ##"""
# E0012: a number with too many digits

Numbers of more than 4300 digits are not read.

"""##),
("E0013", ##"""
# E0013: a single `}` in an f-string

In an f-string `{` and `}` enclose a field. The brace itself is written twice.

```kfps error=E0013
text = f"a }"
```

```kfps
text = f"a }}"
```

"""##),
("E0014", ##"""
# E0014: a field of an f-string is never closed

A `{` opens a field, which lasts to its `}`. The brace itself is written `{{`.

```kfps error=E0014
name = "x"
text = f"a {name"
```

```kfps
name = "x"
text = f"a {name}"
```

"""##),
("E0015", ##"""
# E0015: an escape that names no character

`\x` takes two hexadecimal digits, `\u` four, `\U` eight, and `\N{...}` a name from the Unicode table.
In a text with many backslashes a raw string, `r"..."`, is easier.

```kfps error=E0015
path = "C:\Users"
```

```kfps
path = r"C:\Users"
```

"""##),
("E0016", ##"""
# E0016: a bytes literal with other characters

Between the quotes of `b"..."` only ASCII characters stand; others are written as escapes of their
bytes, or made by `.encode()`.

```kfps error=E0016
data = b"é"
```

```kfps
data = "é".encode()
```

"""##),
("E0017", ##"""
# E0017: a bracket is never closed

A bracket is still open where the text, or the statement, ends.

```kfps error=E0017
items = [1, 2
print(items)
```

```kfps
items = [1, 2]
print(items)
```

"""##),
("E0018", ##"""
# E0018: a closing bracket without an opening one

The bracket closes nothing. Usually one of a pair was deleted.

```kfps error=E0018
items = 1, 2]
```

```kfps
items = [1, 2]
```

"""##),
("E0019", ##"""
# E0019: tabs and blanks are mixed

Whether two lines are indented alike depends here on the width of a tab, which every editor chooses
anew. Indent with blanks only.

```kfps error=E0019
if True:
        a = 1
	b = 2
```

```kfps
if True:
    a = 1
    b = 2
```

"""##),
("E0020", ##"""
# E0020: the indentation matches no line above

A line that is indented less than the one before it has to return to a column where an open block
started.

```kfps error=E0020
if True:
    if True:
        a = 1
  b = 2
```

```kfps
if True:
    if True:
        a = 1
    b = 2
```

"""##),
("E0101", ##"""
# E0101: something else is expected

The text does not follow the grammar at this place. The message names what would fit.

```kfps error=E0101
items = [1, 2, 3]
for items:
    pass
```

```kfps
items = [1, 2, 3]
for item in items:
    pass
```

"""##),
("E0102", ##"""
# E0102: a colon is missing

The line that opens a block ends with a colon.

```kfps error=E0102
if True
    pass
```

```kfps
if True:
    pass
```

"""##),
("E0103", ##"""
# E0103: a keyword is no name

Words such as `class`, `from` and `lambda` belong to the language. Inputs of components cannot be
called so, either.

```kfps error=E0103
def train(lambda):
    pass
```

```kfps
def train(lambda_):
    pass
```

"""##),
("E0104", ##"""
# E0104: a bracket is closed by another token

The bracket that is open needs its own counterpart.

```kfps error=E0104
items = [1, 2)
```

```kfps
items = [1, 2]
```

"""##),
("E0105", ##"""
# E0105: a comma is missing

Two elements stand side by side in brackets. Without the comma they would be one.

```kfps error=E0105
items = [1 2]
```

```kfps
items = [1, 2]
```

"""##),
("E0106", ##"""
# E0106: two statements on one line

A statement ends with its line. Two on one line are separated by a semicolon, and better written on
two lines.

```kfps error=E0106
a = 1 b = 2
```

```kfps
a = 1
b = 2
```

"""##),
("E0107", ##"""
# E0107: too much nesting

Brackets, blocks or operators are nested deeper than any reader could follow. The limit keeps the
tool from running out of memory on a broken text.

"""##),
("E0108", ##"""
# E0108: `=` where a comparison stands

`=` gives a value to a name; a condition compares with `==`.

```kfps error=E0108
a = 1
if a = 1:
    pass
```

```kfps
a = 1
if a == 1:
    pass
```

"""##),
("E0109", ##"""
# E0109: `print` without parentheses

In Python 3 `print` is a function like any other.

```kfps error=E0109
print "hello"
```

```kfps
print("hello")
```

"""##),
("E0110", ##"""
# E0110: a line is indented without a reason

Only a line that ends with a colon opens a block.

```kfps error=E0110
a = 1
    b = 2
```

```kfps
a = 1
b = 2
```

"""##),
("E0111", ##"""
# E0111: a block is missing

A line that ends with a colon needs at least one indented line below it. `pass` does nothing.

```kfps error=E0111
def nothing():
a = 1
```

```kfps
def nothing():
    pass


a = 1
```

"""##),
("E0112", ##"""
# E0112: `else` and the like without their statement

`else`, `elif`, `except`, `finally` and `case` continue a statement that stands at the same column
above them.

```kfps error=E0112
a = 1
else:
    a = 2
```

```kfps
a = 1
if a:
    a = 3
else:
    a = 2
```

"""##),
("E0113", ##"""
# E0113: `else if`

The second condition of an `if` is written in one word, `elif`.

```kfps error=E0113
a = 1
if a:
    pass
else if a > 1:
    pass
```

```kfps
a = 1
if a:
    pass
elif a > 1:
    pass
```

"""##),
("E0114", ##"""
# E0114: `try` alone

A `try` says what happens when its lines fail (`except`) or in any case (`finally`).

```kfps error=E0114
try:
    a = 1
b = 2
```

```kfps
try:
    a = 1
finally:
    b = 2
```

"""##),
("E0115", ##"""
# E0115: `except` beside `except*`

One `try` handles single exceptions or groups of them, not both.

```kfps error=E0115
try:
    pass
except ValueError:
    pass
except* OSError:
    pass
```

```kfps
try:
    pass
except ValueError:
    pass
except OSError:
    pass
```

"""##),
("E0116", ##"""
# E0116: several exception types without parentheses

The types that one `except` handles form a tuple in parentheses.

```kfps error=E0116
try:
    pass
except ValueError, OSError:
    pass
```

```kfps
try:
    pass
except (ValueError, OSError):
    pass
```

"""##),
("E0117", ##"""
# E0117: a decorator in front of something else

`@component` and every other decorator stands directly above a `def` or a `class`.

```kfps error=E0117
@component
name = "x"
```

```kfps
@component
def hello():
    print("x")
```

"""##),
("E0118", ##"""
# E0118: `import ... from ...`

The module comes first, then what is taken from it.

```kfps error=E0118
import path from os
```

```kfps
from os import path
```

"""##),
("E0119", ##"""
# E0119: a comma ends an import

Names to be imported end without a comma, unless parentheses enclose them.

```kfps error=E0119
from os import path,
```

```kfps
from os import path
```

"""##),
("E0120", ##"""
# E0120: `:=` as a statement

`:=` gives a name to a part of an expression. A whole statement assigns with `=`.

```kfps error=E0120
a := 1
```

```kfps
a = 1
```

"""##),
("E0130", ##"""
# E0130: something that cannot be assigned to

Left of `=` stands a name, an attribute or an item (or several of them). A call or a constant holds
nothing.

```kfps error=E0130
len("a") = 1
```

```kfps
length = len("a")
```

"""##),
("E0131", ##"""
# E0131: `:=` with something other than a name

`:=` gives its value to a plain name only.

```kfps error=E0131
items = [0]
print((items[0] := 1))
```

```kfps
print((first := 1))
```

"""##),
("E0132", ##"""
# E0132: a conditional expression without `else`

`a if b else c` always has a value, so that it says what the value is otherwise.

```kfps error=E0132
a = 1
b = 2 if a
```

```kfps
a = 1
b = 2 if a else 3
```

"""##),
("E0133", ##"""
# E0133: a star without a collection around it

`*items` spreads its elements into a list, tuple, set or call.

```kfps error=E0133
items = [1]
a = *items
```

```kfps
items = [1]
a = [*items]
```

"""##),
("E0134", ##"""
# E0134: a comprehension that unpacks its element

A comprehension makes one element at a time. To flatten, write a second `for`.

```kfps error=E0134
rows = [[1], [2]]
flat = [*row for row in rows]
```

```kfps
rows = [[1], [2]]
flat = [cell for row in rows for cell in row]
```

"""##),
("E0135", ##"""
# E0135: an expression that cannot be a key without parentheses

The colon of the entry would be read as a part of the expression.

```kfps error=E0135
d = {*[1]: 2}
```

```kfps
d = {1: 2}
```

"""##),
("E0136", ##"""
# E0136: a dictionary entry without a value

Every key of a dictionary has a value behind a colon.

```kfps error=E0136
d = {"a": 1, "b"}
```

```kfps
d = {"a": 1, "b": 2}
```

"""##),
("E0137", ##"""
# E0137: empty brackets behind a value

An index or a slice is missing.

```kfps error=E0137
items = [1]
first = items[]
```

```kfps
items = [1]
first = items[0]
```

"""##),
("E0138", ##"""
# E0138: bytes beside text

Strings side by side become one, if they are of one kind.

```kfps error=E0138
text = "a" b"b"
```

```kfps
text = "a" "b"
```

"""##),
("E0139", ##"""
# E0139: an empty field in an f-string

A field encloses an expression. Braces themselves are written twice.

```kfps error=E0139
text = f"a {}"
```

```kfps
text = f"a {{}}"
```

"""##),
("E0140", ##"""
# E0140: an unknown conversion in an f-string

Behind `!` stands `s`, `r` or `a`: the text of a value, its representation, or that in ASCII.

```kfps error=E0140
a = 1
text = f"{a!x}"
```

```kfps
a = 1
text = f"{a!r}"
```

"""##),
("E0141", ##"""
# E0141: a field of an f-string does not end

Behind the expression of a field come `}`, a conversion (`!r`), a format (`:.2f`) or `=`.

```kfps error=E0141
a = 1
text = f"{a b}"
```

```kfps
a = 1
b = 2
text = f"{a}{b}"
```

"""##),
("E0142", ##"""
# E0142: an argument without a name behind one with a name

Arguments without names come first. Components take named arguments only.

```kfps error=E0142
print(sep="", "a")
```

```kfps
print("a", sep="")
```

"""##),
("E0143", ##"""
# E0143: an argument is given twice

Which of the two values is meant?

```kfps error=E0143
print("a", sep="", sep=" ")
```

```kfps
print("a", sep=" ")
```

"""##),
("E0144", ##"""
# E0144: an argument whose name is no name

Left of `=` in a call stands the name of a parameter. A comparison is written `==`.

```kfps error=E0144
a = 1
print(a + 1=2)
```

```kfps
a = 1
print(a + 1 == 2)
```

"""##),
("E0145", ##"""
# E0145: a generator beside other arguments

A generator expression that is not the only argument needs parentheses of its own.

```kfps error=E0145
print(sum(x for x in [1], 2))
```

```kfps
print(sum((x for x in [1]), 2))
```

"""##),
("E0146", ##"""
# E0146: an argument without a value

A value is missing behind `=`.

```kfps error=E0146
print("a", sep=)
```

```kfps
print("a", sep="")
```

"""##),
("E0150", ##"""
# E0150: a parameter without a default behind one with a default

Arguments fill parameters from the left, so that the ones that may be left out come last.

```kfps error=E0150
def scale(x=1, y):
    return x * y
```

```kfps
def scale(y, x=1):
    return x * y
```

"""##),
("E0151", ##"""
# E0151: two parameters with one name

One argument cannot fill both.

```kfps error=E0151
def scale(x, x):
    return x
```

```kfps
def scale(x, y):
    return x * y
```

"""##),
("E0152", ##"""
# E0152: `/`, `*` or `**` twice

Each of the marks divides the parameters once.

```kfps error=E0152
def scale(*a, *b):
    return a
```

```kfps
def scale(*a, b):
    return a, b
```

"""##),
("E0153", ##"""
# E0153: `*` without a parameter behind it

A lone `*` makes the parameters behind it named ones. There has to be one.

```kfps error=E0153
def scale(x, *):
    return x
```

```kfps
def scale(*, x):
    return x
```

"""##),
("E0154", ##"""
# E0154: a default for `*args` or `**kwargs`

They collect what is left over, which may be nothing: no default is needed.

```kfps error=E0154
def scale(*args=1):
    return args
```

```kfps
def scale(*args):
    return args
```

"""##),
("E0155", ##"""
# E0155: a parameter behind `**kwargs`

`**kwargs` takes every named argument that is left, so that it comes last.

```kfps error=E0155
def scale(**more, x):
    return x
```

```kfps
def scale(x, **more):
    return x
```

"""##),
("E0156", ##"""
# E0156: empty type parameters

The brackets behind the name of a function or class hold at least one type parameter.

```kfps error=E0156
def first[](x):
    return x
```

```kfps
def first[T](x: T) -> T:
    return x
```

"""##),
("E0157", ##"""
# E0157: a bound for several types

`*Ts` and `**P` stand for many types and cannot have a bound.

```kfps error=E0157
def first[*Ts: int](x):
    return x
```

```kfps
def first[T: int](x: T) -> T:
    return x
```

"""##),
("E0160", ##"""
# E0160: a starred pattern outside of a sequence

`*rest` collects the rest of a sequence, so that it stands in brackets.

```kfps error=E0160
match [1]:
    case *rest:
        pass
```

```kfps
match [1]:
    case [*rest]:
        pass
```

"""##),
("E0161", ##"""
# E0161: `_` as a name in a pattern

In a pattern `_` matches everything and keeps nothing.

```kfps error=E0161
match [1]:
    case [1] as _:
        pass
```

```kfps
match [1]:
    case [1] as found:
        pass
```

"""##),
("E0162", ##"""
# E0162: an f-string as a pattern

A pattern is known before the program runs; an f-string is computed.

```kfps error=E0162
match "a":
    case f"a":
        pass
```

```kfps
match "a":
    case "a":
        pass
```

"""##),
("E0163", ##"""
# E0163: a malformed complex number in a pattern

In a pattern a sum is read as a complex number: a real part, `+` or `-`, an imaginary part.

```kfps error=E0163
match 1:
    case 1 + 2:
        pass
```

```kfps
match 1:
    case 3:
        pass
```

"""##),
("E0164", ##"""
# E0164: a pattern without a name behind one with a name

As in a call, the named ones come last.

```kfps error=E0164
class Point:
    x = 1


match Point():
    case Point(x=1, 2):
        pass
```

```kfps
class Point:
    x = 1


match Point():
    case Point(x=1):
        pass
```

"""##),
("E0165", ##"""
# E0165: something behind the `**` pattern

`**rest` takes all keys that are left.

```kfps error=E0165
match {}:
    case {**rest, "a": 1}:
        pass
```

```kfps
match {}:
    case {"a": 1, **rest}:
        pass
```

"""##),
("E0201", ##"""
# E0201: a name is not defined

Nothing gives the name a meaning where it is used: no assignment, import or definition, and it is
none of the built-in names. In a `.kfps` script the names of `kfp.dsl` need no import; in a `.py` file
they do.

```kfps error=E0201
greeting = "hi"
print(greting)
```

```kfps
greeting = "hi"
print(greeting)
```

"""##),
("E0218", ##"""
# E0218: a name is used before it is defined

Lines are evaluated from top to bottom. The body of a pipeline is evaluated where the pipeline is
defined, so that the components it calls stand above it. An assignment anywhere in a function makes the
name a local one in all of it.

```kfps error=E0218
@pipeline
def flow():
    greet()


@component
def greet():
    print("hi")
```

```kfps
@component
def greet():
    print("hi")


@pipeline
def flow():
    greet()
```

"""##),
("E0219", ##"""
# E0219: `nonlocal` without a name to refer to

`nonlocal count` says that `count` belongs to a function around this one. None of them has it.

```kfps error=E0219
def outer():
    def inner():
        nonlocal count
        count = 1
    return inner
```

```kfps
def outer():
    count = 0

    def inner():
        nonlocal count
        count += 1
    return inner
```

"""##),
("E0401", ##"""
# E0401: a component uses a name of the script

The body of a component does not run here. Its text is sent alone to the machine where the task runs,
with its inputs and a few imports of the SDK: `kfp`, `dsl`, and the names of `kfp.dsl` and `typing`. The
other lines of the script, its imports and its functions stay behind, so that the task fails with a
`NameError`, perhaps after hours of waiting.

Import modules inside the component, hand values over as inputs, and ship functions along with
`additional_funcs`.

```kfps error=E0401
import json

PREFIX = "Hello, "


@component
def greet(name: str) -> str:
    return PREFIX + name
```

```kfps
@component
def greet(name: str, prefix: str = "Hello, ") -> str:
    import json
    print(json.dumps(name))
    return prefix + name
```

"""##),
("E0402", ##"""
# E0402: a component uses a name that nothing defines

Neither the component nor the script defines the name, and it is none of the names that every task
has. The task fails when it comes to the line.

```kfps error=E0402
@component
def load(path: str) -> int:
    return len(pd.read_csv(path))
```

```kfps
@component(packages_to_install=["pandas==2.2.3"])
def load(path: str) -> int:
    import pandas as pd
    return len(pd.read_csv(path))
```

"""##),
("E0403", ##"""
# E0403: a function that is shipped along uses a name of the script

`additional_funcs` sends the text of a function along with a component. That text is as alone as the
component: it finds itself, the other functions of the list, and what it imports inside.

```kfps error=E0403
FACTOR = 3


def scale(x: int) -> int:
    return FACTOR * x


@component(additional_funcs=[scale])
def work(x: int) -> int:
    return scale(x)
```

```kfps
def scale(x: int) -> int:
    factor = 3
    return factor * x


@component(additional_funcs=[scale])
def work(x: int) -> int:
    return scale(x)
```

"""##),
("E0404", ##"""
# E0404: the signature of a component uses a name of the script

The task evaluates the `def` line of the component anew, with its types and defaults. A default that is
a constant of the script, or a type that the script names, does not exist there, and the task fails
before the first line of the body.

```kfps error=E0404
LIMIT = 3


@component
def take(count: int = LIMIT) -> int:
    return count
```

```kfps
@component
def take(count: int = 3) -> int:
    return count
```

"""##),
("E0405", ##"""
# E0405: a component that is `async`

The task calls the function and takes what it returns. What an `async def` returns is a coroutine that
nobody waits for; besides, the SDK sends the text from the first `def` on and would find none.

```kfps error=E0405
@component
async def fetch(url: str) -> str:
    return url
```

```kfps
@component
def fetch(url: str) -> str:
    import asyncio

    async def work():
        return url
    return asyncio.run(work())
```

"""##),
("E0406", ##"""
# E0406: a component that contains `yield`

A function with `yield` is a generator: calling it runs none of its lines. The task would end at once,
without an output.

```kfps error=E0406
@component
def count(n: int) -> list:
    for i in range(n):
        yield i
```

```kfps
@component
def count(n: int) -> list:
    return list(range(n))
```

"""##),
("E0407", ##"""
# E0407: an output is declared and never returned

`-> int` promises an output. The body comes to its end without returning one, so that a task that needs
it has nothing to read.

```kfps error=E0407
@component
def double(n: int) -> int:
    print(2 * n)
```

```kfps
@component
def double(n: int) -> int:
    return 2 * n
```

"""##),
("E0408", ##"""
# E0408: a value is returned, but no output is declared

The task cannot store a value whose type the signature does not declare, and fails when it comes to
the `return`.

```kfps error=E0408
@component
def greet(name: str):
    return f"Hello, {name}"
```

```kfps
@component
def greet(name: str) -> str:
    return f"Hello, {name}"
```

"""##),
("E0409", ##"""
# E0409: what is returned does not fit the declared outputs

The task compares what it gets with the signature: one value of the declared type, or as many values
as the `NamedTuple` has fields. It fails otherwise.

```kfps error=E0409
@component
def count(text: str) -> int:
    return "three"
```

```kfps
@component
def count(text: str) -> int:
    return 3
```

"""##),
("W0001", ##"""
# W0001: an escape that is none

Python keeps the backslash of an escape that it does not know, and will refuse it one day. Write the
backslash twice, or use a raw string.

```kfps error=W0001
pattern = "\d+"
```

```kfps
pattern = r"\d+"
```

"""##),
("W0002", ##"""
# W0002: half of a surrogate pair

An escape between `\ud800` and `\udfff` is half of a character in UTF-16 and none by itself. No text
that reaches a task can hold it.

```kfps error=W0002
text = "\ud800"
```

```kfps
text = "\U0001F600"
```

"""##),
("W0101", ##"""
# W0101: `kfp.v2`

The second SDK grew up inside the first one under this name and is `kfp` itself now. The modules under
`kfp.v2` are aliases that go away.

```python error=W0101
from kfp.v2 import dsl
```

```python
from kfp import dsl
```

"""##),
("W0102", ##"""
# W0102: `ContainerOp`

The first SDK described a container by a `ContainerOp`. The second one has components whose function
returns a `ContainerSpec`.

```python error=W0102
from kfp import dsl


def echo():
    return dsl.ContainerOp(name="echo", image="alpine:3.20")
```

```python
from kfp import dsl


@dsl.container_component
def echo():
    return dsl.ContainerSpec(image="alpine:3.20", command=["echo", "hi"])
```

"""##),
("W0103", ##"""
# W0103: components made by a call

`func_to_container_op` and `create_component_from_func` are gone; a decorator makes a component. Options of
its time, such as `output_component_file`, are deprecated.

```python error=W0103
from kfp import components


def greet(name: str) -> str:
    return name


greet_op = components.create_component_from_func(greet)
```

```python
from kfp import dsl


@dsl.component
def greet(name: str) -> str:
    return name
```

"""##),
("W0104", ##"""
# W0104: `dsl.Condition`

`dsl.If` is the same under a better name, and goes with `dsl.Elif` and `dsl.Else`.

```kfps error=W0104
@component
def flip() -> str:
    return "heads"


coin = flip()
with Condition(coin.output == "heads"):
    flip()
```

```kfps
@component
def flip() -> str:
    return "heads"


coin = flip()
with If(coin.output == "heads"):
    flip()
```

"""##),
("W0105", ##"""
# W0105: `set_gpu_limit`

Accelerators are not only GPUs: `set_accelerator_limit` does the same, and `set_accelerator_type` says
which.

```kfps error=W0105
@component
def train():
    print("trains")


@pipeline
def flow():
    train().set_gpu_limit(1)
```

```kfps
@component
def train():
    print("trains")


@pipeline
def flow():
    train().set_accelerator_limit(1)
```

"""##),
("W0106", ##"""
# W0106: tasks that make volumes and resources

The first SDK had tasks such as `VolumeOp` that created Kubernetes objects. Volume claims are made and
mounted with `kfp.kubernetes` now.

```python error=W0106
from kfp import dsl


def storage():
    return dsl.VolumeOp(name="store", size="1Gi")
```

```python
from kfp import dsl, kubernetes


@dsl.pipeline
def flow():
    kubernetes.CreatePVC(
        access_modes=["ReadWriteOnce"], size="1Gi", pvc_name_suffix="-store",
        storage_class_name="standard")
```

"""##),
("W0107", ##"""
# W0107: options of the first compiler

Execution modes and the pipeline configuration object are gone. There is one mode, and options are set on
tasks or given to `@dsl.pipeline`.

```python error=W0107
from kfp import compiler

compiler.Compiler(mode=2)
```

```python
from kfp import compiler

compiler.Compiler()
```

"""##),
("W0108", ##"""
# W0108: Kubernetes settings as methods of a task

What belongs to Kubernetes moved into `kfp.kubernetes`, as functions that take the task first.

```python error=W0108
from kfp import dsl


@dsl.component
def train():
    print("trains")


@dsl.pipeline
def flow():
    train().add_pod_label("team", "blue")
```

```python
from kfp import dsl, kubernetes


@dsl.component
def train():
    print("trains")


@dsl.pipeline
def flow():
    kubernetes.add_pod_label(train(), "team", "blue")
```

"""##),
("W0109", ##"""
# W0109: old placeholders

The placeholders for the identities of a run and a task have new names.

```python error=W0109
from kfp import dsl

print(dsl.RUN_ID_PLACEHOLDER)
```

```python
from kfp import dsl

print(dsl.PIPELINE_JOB_ID_PLACEHOLDER)
```

"""##),
("W0110", ##"""
# W0110: files as annotations of `kfp.components`

`InputPath`, `OutputPath` and their relatives moved to `kfp.dsl`, and artifacts (`Input[Dataset]`) say more.

```python error=W0110
from kfp.components import OutputPath

print(OutputPath)
```

```python
from kfp.dsl import OutputPath

print(OutputPath)
```

"""##),
("W0111", ##"""
# W0111: modules for single clouds

`kfp.gcp`, `kfp.aws`, `kfp.azure` and `kfp.onprem` are gone. What they did for secrets, volumes and tolerations is
in `kfp.kubernetes`.

```python error=W0111
from kfp import gcp

print(gcp)
```

```python
from kfp import kubernetes

print(kubernetes)
```

"""##),
("W0201", ##"""
# W0201: a name is not defined on a line that may never run

The line stands in a function or a branch that is perhaps not evaluated. If it is, it fails.

```kfps error=W0201
def helper():
    return misspelt
```

```kfps
def helper():
    return "spelt"
```

"""##),
("W0211", ##"""
# W0211: an import is never used

Nothing in the script uses the imported name. (A component needs its imports inside.)

```kfps pedantic error=W0211
import json
print("hi")
```

```kfps pedantic
print("hi")
```

"""##),
("W0212", ##"""
# W0212: a parameter of a pipeline or container is never used

Who starts the pipeline is asked for a value that changes nothing.

```kfps pedantic error=W0212
@component
def greet():
    print("hi")


@pipeline
def flow(name: str):
    greet()
```

```kfps pedantic
@component
def greet(name: str):
    print(name)


@pipeline
def flow(name: str):
    greet(name=name)
```

"""##),
("W0213", ##"""
# W0213: an image without a fixed version

`python` and `python:latest` mean another image next month, and a cached result may come from another
one than the next run would use.

```kfps pedantic error=W0213
@component(base_image="python")
def greet():
    print("hi")
```

```kfps pedantic
@component(base_image="python:3.12")
def greet():
    print("hi")
```

"""##),
("W0214", ##"""
# W0214: a package without a version

The task installs whatever version is the newest when it runs.

```kfps pedantic error=W0214
@component(packages_to_install=["pandas"])
def load():
    print("hi")
```

```kfps pedantic
@component(packages_to_install=["pandas==2.2.3"])
def load():
    print("hi")
```

"""##),
("W0401", ##"""
# W0401: a value may be returned without a declared output

The task fails if the value is not None: the signature declares no output for it.

```kfps error=W0401
@component
def greet(name: str):
    return print(name)
```

```kfps
@component
def greet(name: str):
    print(name)
```

"""##),
("W0402", ##"""
# W0402: an output is never written

A parameter with `Output[...]` or `OutputPath` is a place to write to. The body never mentions it, so that
the artifact stays empty and tasks that read it fail.

```kfps error=W0402
@component
def make(table: Output[Dataset]):
    print("done")
```

```kfps
@component
def make(table: Output[Dataset]):
    with open(table.path, "w") as file:
        file.write("done")
```

"""##),
("W0403", ##"""
# W0403: a decorator that is not shipped

The text that is sent to the task begins with `def`: decorators stay behind. What the decorator does
here does not happen there.

```kfps error=W0403
import functools


@component
@functools.cache
def greet(name: str) -> str:
    return name
```

```kfps
@component
def greet(name: str) -> str:
    return name
```

"""##),
("W0404", ##"""
# W0404: an input of a component is never used

The task waits for a value that changes nothing.

```kfps pedantic error=W0404
@component
def greet(name: str, greeting: str):
    print(name)
```

```kfps pedantic
@component
def greet(name: str, greeting: str):
    print(greeting, name)
```

"""##),
("W0405", ##"""
# W0405: an output is not returned on every way

On some way through the body no value is returned. If a run takes it, the output does not exist.

```kfps error=W0405
@component
def half(n: int) -> int:
    if n % 2 == 0:
        return n // 2
```

```kfps
@component
def half(n: int) -> int:
    if n % 2 == 0:
        return n // 2
    return 0
```

"""##),
]
