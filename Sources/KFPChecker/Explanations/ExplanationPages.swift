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
name = "é"
```

```kfps
# coding: utf-8
name = "é"
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
total = 1 + \ 2
```

```kfps
total = (1 +
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
# E0104: something else stands where a bracket should close

Inside brackets elements are separated by commas, up to the closing bracket.

```kfps error=E0104
print(1; 2)
```

```kfps
print(1, 2)
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
import dumps from json
```

```kfps
from json import dumps
```

"""##),
("E0119", ##"""
# E0119: a comma ends an import

Names to be imported end without a comma, unless parentheses enclose them.

```kfps error=E0119
from json import dumps,
```

```kfps
from json import dumps
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
a = (*items)
```

```kfps
items = [1]
a = (*items,)
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
("E0202", ##"""
# E0202: an attribute or method that does not exist

The value has nothing of that name. The values of the script are those of Python, so that a text has the
methods of `str` and a list those of `list`.

```kfps error=E0202
name = "a"
print(name.uper())
```

```kfps
name = "a"
print(name.upper())
```

"""##),
("E0203", ##"""
# E0203: a name that a module does not have

The module was read, and nothing in it has the name.

```python error=E0203
from kfp.dsl import Modle

print(Modle)
```

```python
from kfp.dsl import Model

print(Model)
```

"""##),
("E0204", ##"""
# E0204: `*` of a module that is not read

Modules outside of the script's folder and of the known part of the standard library are not read, so that
no one can tell which names `*` would import. Name what is imported.

```python error=E0204
from numpy import *
```

```python
from numpy import array
```

"""##),
("E0205", ##"""
# E0205: a value is needed that only Python could compute

While the script is read nothing foreign runs: a module that is not read is an opaque value. It may be
imported, stored and passed around, but here the pipeline depends on what it computes. Write the value
itself, or do the work in a component, which runs in Python.

```python error=E0205
import numpy

if numpy.zeros(3):
    print("a")
```

```python
import numpy

print("a")
```

"""##),
("E0206", ##"""
# E0206: an exception that nothing catches

The script raises an exception, or uses a key or index that does not exist, while it is read.

```kfps error=E0206
table = {"a": 1}
print(table["b"])
```

```kfps
table = {"a": 1}
print(table["a"])
```

"""##),
("E0207", ##"""
# E0207: an operation that these values do not take

The operation has no meaning for values of these types. Python raises a `TypeError` here.

```kfps error=E0207
total = 1 + "a"
```

```kfps
total = 1 + int("1")
```

"""##),
("E0208", ##"""
# E0208: the script does too much work

Reading a script describes a pipeline. What takes many millions of steps belongs in a component; a loop
that never ends has a wrong condition.

```kfps error=E0208
while True:
    pass
```

```kfps
for index in range(3):
    print(index)
```

"""##),
("E0209", ##"""
# E0209: too many calls inside each other

A function calls itself again and again, or an expression is nested deeper than any hand would write it.

```kfps error=E0209
def down(n):
    return down(n + 1)


down(0)
```

```kfps
def down(n):
    return down(n - 1) if n else 0


down(3)
```

"""##),
("E0210", ##"""
# E0210: the script builds a value that is too large

A pipeline is a document of at most some megabytes. Large data are made by components and passed as
artifacts.

```kfps error=E0210
text = "a" * 10**12
```

```kfps
text = "a" * 10
```

"""##),
("E0211", ##"""
# E0211: something that script time does not do

The language at script time is Python without the parts that no pipeline needs. Do this inside a
component, which is full Python.

```kfps error=E0211
big = 2**62 + 2**62
```

```kfps
small = 2**61
```

"""##),
("E0212", ##"""
# E0212: an assertion that does not hold

The `assert` is false while the script is read.

```kfps error=E0212
assert 1 > 2, "one is less"
```

```kfps
assert 2 > 1, "two is more"
```

"""##),
("E0213", ##"""
# E0213: the arguments of a function do not fit

The function of the script takes other arguments than the call gives.

```kfps error=E0213
def scale(x, factor):
    return x * factor


print(scale(1))
```

```kfps
def scale(x, factor):
    return x * factor


print(scale(1, 2))
```

"""##),
("E0214", ##"""
# E0214: a text with a run-time value is used as if it were known

An f-string may hold the output of a task or an input of the pipeline: the text is put together when the
task that takes it starts. Until then it cannot be searched, split, measured or compared.

```kfps error=E0214
@component
def echo(text: str) -> str:
    return text


first = echo(text="a")
print(len(f"see {first.output}"))
```

```kfps
@component
def echo(text: str) -> str:
    return text


first = echo(text="a")
echo(text=f"see {first.output}")
```

"""##),
("E0216", ##"""
# E0216: a file cannot be read

The script reads a file that is not there, or that the tool may not read. Relative paths start at the
folder in which the tool runs.

```kfps error=E0216
text = open("no-such-file.txt").read()
```

```kfps
print("nothing is read")
```

"""##),
("E0217", ##"""
# E0217: an environment variable is not set

The script asks for an environment variable without a default.

```kfps error=E0217
import os

print(os.environ["NO_SUCH_VARIABLE"])
```

```kfps
import os

print(os.environ.get("NO_SUCH_VARIABLE", "default"))
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
("E0220", ##"""
# E0220: the script's arguments do not fit its parser

The script reads its arguments with `argparse`, and one that it requires is missing, has no value, or is none of its choices.
Arguments of the script stand behind its name on the command line.

```kfps error=E0220
import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--output", required=True)
print(parser.parse_args().output)
```

A default lets the script be read without arguments.

```kfps
import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--output", default="pipeline.yaml")
print(parser.parse_args().output)
```

"""##),
("E0301", ##"""
# E0301: an input given by position

The inputs of a component are given by name. A component may come from a file, where no order is
promised.

```kfps error=E0301
@component
def echo(text: str) -> str:
    return text


echo("hi")
```

```kfps
@component
def echo(text: str) -> str:
    return text


echo(text="hi")
```

"""##),
("E0302", ##"""
# E0302: an input that the component does not have

The call names an input that the signature does not declare. The task could not receive it.

```kfps error=E0302
@component
def echo(text: str) -> str:
    return text


echo(txt="hi", text="ho")
```

```kfps
@component
def echo(text: str) -> str:
    return text


echo(text="hi")
```

"""##),
("E0303", ##"""
# E0303: an input is missing

An input without a default needs a value in every call.

```kfps error=E0303
@component
def echo(text: str) -> str:
    return text


echo()
```

```kfps
@component
def echo(text: str) -> str:
    return text


echo(text="hi")
```

"""##),
("E0304", ##"""
# E0304: a value of another type

The type of the value and that of the input do not agree. Nothing converts between them on the way; let
a component do it.

```kfps error=E0304
@component
def echo(text: str) -> str:
    return text


@component
def count() -> int:
    return 3


echo(text=count().output)
```

```kfps
@component
def echo(text: str) -> str:
    return text


@component
def count() -> int:
    return 3


@component
def as_text(number: int) -> str:
    return str(number)


echo(text=as_text(number=count().output).output)
```

"""##),
("E0305", ##"""
# E0305: a task where one of its outputs is meant

A call of a component gives a task: a thing that has outputs. Its single output is `.output`, several
are `.outputs['name']`.

```kfps error=E0305
@component
def echo(text: str) -> str:
    return text


first = echo(text="hi")
echo(text=first)
```

```kfps
@component
def echo(text: str) -> str:
    return text


first = echo(text="hi")
echo(text=first.output)
```

"""##),
("E0306", ##"""
# E0306: None for an input that needs a value

Only an input with a default, or of an `Optional` type, can be left without a value.

```kfps error=E0306
@component
def echo(text: str) -> str:
    return text


echo(text=None)
```

```kfps
@component
def echo(text: str) -> str:
    return text


echo(text="")
```

"""##),
("E0307", ##"""
# E0307: a value that cannot be passed to a task

Texts, numbers, truth values, and lists and dictionaries of them travel to a task as JSON, and
artifacts as references. Functions, sets, modules and other things of the script cannot.

```kfps error=E0307
@component
def echo(text: str) -> str:
    return text


echo(text={"a", "b"})
```

```kfps
@component
def echo(text: str) -> str:
    return text


echo(text="a, b")
```

"""##),
("E0308", ##"""
# E0308: an input that is filled in by itself

A `PipelineTaskFinalStatus` is filled in when the tasks before it have ended. It is not given in the
call.

```kfps error=E0308
@component
def echo(text: str) -> str:
    return text


@component
def report(status: PipelineTaskFinalStatus):
    print(status.state)


with ExitHandler(report(status="x")):
    echo(text="hi")
```

```kfps
@component
def echo(text: str) -> str:
    return text


@component
def report(status: PipelineTaskFinalStatus):
    print(status.state)


with ExitHandler(report()):
    echo(text="hi")
```

"""##),
("E0309", ##"""
# E0309: infinity or NaN as an argument

A compiled pipeline is JSON, which has no such numbers.

```kfps error=E0309
@component
def double(number: float) -> float:
    return 2 * number


double(number=float("inf"))
```

The same holds for defaults, and for what a loop runs over:

```kfps error=E0309
@component
def double(number: float) -> float:
    return 2 * number


with ParallelFor([0.5, float("nan")]) as number:
    double(number=number)
```

```kfps
@component
def double(number: float) -> float:
    return 2 * number


double(number=1e9)
```

"""##),
("E0310", ##"""
# E0310: a key that is not a text

The keys of a dictionary that is passed to a task are texts, as in JSON.

```kfps error=E0310
@component
def take(table: dict):
    print(table)


take(table={1: "a"})
```

```kfps
@component
def take(table: dict):
    print(table)


take(table={"1": "a"})
```

"""##),
("E0311", ##"""
# E0311: a constant that a compiled pipeline cannot hold

A compiled pipeline is JSON: no infinity, no NaN, no None inside of a value, and no whole number that
its readers would round.

"""##),
("E0321", ##"""
# E0321: not an amount of processors

Processors are counted in whole ones (`'2'`), parts (`'0.5'`) or thousandths (`'500m'`).

The mistake is usually found where the setting is written; this code is said where it shows only in the
finished graph.

"""##),
("E0322", ##"""
# E0322: not an amount of memory

Memory is a whole number and a unit: `K`, `M`, `G`, `T`, `P`, `E`, or with `i` for powers of 1024.

The mistake is usually found where the setting is written; this code is said where it shows only in the
finished graph.

"""##),
("E0323", ##"""
# E0323: not a number of accelerators

Accelerators are counted in whole numbers.

The mistake is usually found where the setting is written; this code is said where it shows only in the
finished graph.

"""##),
("E0324", ##"""
# E0324: not a duration

A duration is a whole number and a unit: `s`, `m`, `h`, `d` or `w`.

The mistake is usually found where the setting is written; this code is said where it shows only in the
finished graph.

"""##),
("E0325", ##"""
# E0325: a setting on something that has no container

Only tasks that run a container have processors, memory, an environment and an image. A pipeline used
as a task has none; the tasks in it do.

The mistake is usually found where the setting is written; this code is said where it shows only in the
finished graph.

"""##),
("E0326", ##"""
# E0326: a setting that a component does not pass on

A component with `task_config_passthroughs` receives settings as an input and applies them to what it
starts itself. A setting that is not listed there would have no effect. List it, or set it on another task.

"""##),
("E0327", ##"""
# E0327: a run-time setting that hides an input

A setting whose value is known only at run time travels as an input with a fixed name, such as
`base_image`. The component has an input of that name, whose value it would replace. Rename the input.

"""##),
("E0328", ##"""
# E0328: a negative setting of retries

A task is retried a number of times from 0, and waits between the tries.

The mistake is usually found where the setting is written; this code is said where it shows only in the
finished graph.

"""##),
("E0329", ##"""
# E0329: a field in a Kubernetes setting

Kubernetes settings can refer to whole values: an input of the pipeline, an output of a task, an item of
a loop. A field of an item (`item.name`) would have to be computed, which no one does. Loop over texts, or
let a component give the text.

"""##),
("E0331", ##"""
# E0331: an argument by position where it has no place

The message shows how the function is called.

```kfps error=E0331
@component
def echo(text: str) -> str:
    return text


with ParallelFor(["a"], "loop", 2, 3) as item:
    echo(text=item)
```

```kfps
@component
def echo(text: str) -> str:
    return text


with ParallelFor(["a"], "loop", 2) as item:
    echo(text=item)
```

"""##),
("E0332", ##"""
# E0332: a parameter that does not exist

A function of the DSL has no parameter of this name. The message shows how it is called.

```kfps error=E0332
@component
def echo(text: str) -> str:
    return text


with ParallelFor(["a"], parallel=2) as item:
    echo(text=item)
```

```kfps
@component
def echo(text: str) -> str:
    return text


with ParallelFor(["a"], parallelism=2) as item:
    echo(text=item)
```

"""##),
("E0333", ##"""
# E0333: a parameter is given twice

Once by position and once by name.

```kfps error=E0333
@component
def echo(text: str) -> str:
    return text


with ParallelFor(["a"], items=["b"]) as item:
    echo(text=item)
```

```kfps
@component
def echo(text: str) -> str:
    return text


with ParallelFor(["a"]) as item:
    echo(text=item)
```

"""##),
("E0334", ##"""
# E0334: a parameter is missing

A function of the DSL needs a value that the call does not give.

```kfps error=E0334
@component
def echo(text: str) -> str:
    return text


with ParallelFor() as item:
    echo(text="a")
```

```kfps
@component
def echo(text: str) -> str:
    return text


with ParallelFor(["a"]) as item:
    echo(text=item)
```

"""##),
("E0335", ##"""
# E0335: a value of another kind

A function of the DSL is given something that it does not take.

```kfps error=E0335
@component
def echo(text: str) -> str:
    return text


echo(text="a").set_display_name(3)
```

```kfps
@component
def echo(text: str) -> str:
    return text


echo(text="a").set_display_name("three")
```

"""##),
("E0341", ##"""
# E0341: `.output` of a task with none or several outputs

`.output` is the single output of a task. Of several, `.outputs['name']` says which.

```kfps error=E0341
@component
def log(text: str):
    print(text)


@component
def echo(text: str) -> str:
    return text


first = log(text="a")
echo(text=first.output)
```

```kfps
@component
def log(text: str):
    print(text)


@component
def echo(text: str) -> str:
    return text


first = echo(text="a")
echo(text=first.output)
```

"""##),
("E0342", ##"""
# E0342: an output that the task does not have

The outputs of a task are those that its component declares.

```kfps error=E0342
@component
def echo(text: str) -> str:
    return text


first = echo(text="a")
echo(text=first.outputs["result"])
```

```kfps
@component
def echo(text: str) -> str:
    return text


first = echo(text="a")
echo(text=first.outputs["Output"])
```

"""##),
("E0343", ##"""
# E0343: an index on a task

A task has no elements; its outputs are in `.outputs`.

```kfps error=E0343
@component
def echo(text: str) -> str:
    return text


first = echo(text="a")
echo(text=first["Output"])
```

```kfps
@component
def echo(text: str) -> str:
    return text


first = echo(text="a")
echo(text=first.outputs["Output"])
```

"""##),
("E0344", ##"""
# E0344: a method that a task does not have

What can be said of a task is a fixed list of settings, and its outputs.

```kfps error=E0344
@component
def echo(text: str) -> str:
    return text


echo(text="a").set_cpu("2")
```

```kfps
@component
def echo(text: str) -> str:
    return text


echo(text="a").set_cpu_limit("2")
```

"""##),
("E0345", ##"""
# E0345: something of a task is asked of a component

A component is a recipe. Only a call of it makes a task, which has outputs and settings.

```kfps error=E0345
@component
def echo(text: str) -> str:
    return text


echo(text=echo.output)
```

```kfps
@component
def echo(text: str) -> str:
    return text


echo(text=echo(text="a").output)
```

"""##),
("E0346", ##"""
# E0346: a pipeline that calls itself

The graph of a pipeline is finite and known before it runs, so that nothing can contain itself.

"""##),
("E0347", ##"""
# E0347: a function for running tasks in the script

`get_uri` and `run_notebook` ask about the task they run in. They belong inside a component.

```kfps error=E0347
print(get_uri())
```

```kfps
@component
def where() -> str:
    return dsl.get_uri()
```

"""##),
("E0348", ##"""
# E0348: a Kubernetes setting on something that is no task

The functions of `kubernetes` take the task first.

```kfps error=E0348
@component
def echo(text: str) -> str:
    return text


kubernetes.add_pod_label(echo, "team", "blue")
```

```kfps
@component
def echo(text: str) -> str:
    return text


kubernetes.add_pod_label(echo(text="a"), "team", "blue")
```

"""##),
("E0351", ##"""
# E0351: a setting of a container on something without one

Only a task that runs a container has an image, processors and an environment. A pipeline used as a
task has none.

```kfps error=E0351
@component
def echo(text: str) -> str:
    return text


@pipeline
def inner():
    echo(text="a")


@pipeline
def flow():
    inner().set_cpu_limit("2")
```

```kfps
@component
def echo(text: str) -> str:
    return text


@pipeline
def inner():
    echo(text="a").set_cpu_limit("2")


@pipeline
def flow():
    inner()
```

"""##),
("E0352", ##"""
# E0352: not an amount

The amount of a resource is a text in one of the forms that clusters know.

```kfps error=E0352
@component
def echo(text: str) -> str:
    return text


echo(text="a").set_memory_limit("2 gigabytes")
```

```kfps
@component
def echo(text: str) -> str:
    return text


echo(text="a").set_memory_limit("2G")
```

"""##),
("E0353", ##"""
# E0353: not a number of accelerators

Accelerators are counted in whole numbers from 0.

```kfps error=E0353
@component
def echo(text: str) -> str:
    return text


echo(text="a").set_accelerator_limit(-1)
```

```kfps
@component
def echo(text: str) -> str:
    return text


echo(text="a").set_accelerator_type("nvidia.com/gpu").set_accelerator_limit(1)
```

"""##),
("E0354", ##"""
# E0354: a text with several run-time values in a setting

A setting is one text, or one run-time value. Put a longer text together in a component.

```kfps error=E0354
@component
def echo(text: str) -> str:
    return text


@pipeline
def flow(a: str, b: str):
    echo(text=a).set_container_image(f"{a}:{b}")
```

```kfps
@component
def echo(text: str) -> str:
    return text


@pipeline
def flow(a: str, b: str):
    echo(text=a).set_container_image(b)
```

"""##),
("E0355", ##"""
# E0355: a negative number of retries

A task is retried a number of times from 0.

```kfps error=E0355
@component
def echo(text: str) -> str:
    return text


echo(text="a").set_retry(-1)
```

```kfps
@component
def echo(text: str) -> str:
    return text


echo(text="a").set_retry(1)
```

"""##),
("E0356", ##"""
# E0356: not a duration

A duration is a whole number and a unit: `s`, `m`, `h`, `d` or `w`.

```kfps error=E0356
@component
def echo(text: str) -> str:
    return text


echo(text="a").set_retry(1, backoff_duration="soon")
```

```kfps
@component
def echo(text: str) -> str:
    return text


echo(text="a").set_retry(1, backoff_duration="30s")
```

"""##),
("E0357", ##"""
# E0357: a pause that does not happen

A debug pause comes before the task, after it, or after it if it fails.

```kfps error=E0357
@component
def echo(text: str) -> str:
    return text


echo(text="a").set_debug_pause(before=False, after=False)
```

```kfps
@component
def echo(text: str) -> str:
    return text


echo(text="a").set_debug_pause(before=True)
```

"""##),
("E0358", ##"""
# E0358: waiting for something that is no task

`.after` takes tasks and exit handlers.

```kfps error=E0358
@component
def echo(text: str) -> str:
    return text


first = echo(text="a")
echo(text="b").after(first.output)
```

```kfps
@component
def echo(text: str) -> str:
    return text


first = echo(text="a")
echo(text="b").after(first)
```

"""##),
("E0359", ##"""
# E0359: an argument of a Kubernetes setting

The message says what is wrong with the value.

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
    print(text)
    return "three"
```

```kfps
@component
def count(text: str) -> int:
    print(text)
    return 3
```

"""##),
("E0410", ##"""
# E0410: an input without a type

The type says how the value travels: a text, a number, a list, an artifact.

```kfps error=E0410
@component
def greet(name):
    print(name)
```

```kfps
@component
def greet(name: str):
    print(name)
```

"""##),
("E0411", ##"""
# E0411: a type that cannot travel between tasks

Between tasks go `str`, `int`, `float`, `bool`, `list`, `dict` and artifacts such as `Input[Dataset]`.

```kfps error=E0411
@component
def greet(name: set):
    print(name)
```

```kfps
@component
def greet(name: list):
    print(name)
```

"""##),
("E0412", ##"""
# E0412: a type in quotes

Types are read where the component is defined. One in quotes, or in a module with
`from __future__ import annotations`, stays a text that nobody looks into.

```kfps error=E0412
@component
def greet(name: "str"):
    print(name)
```

```kfps
@component
def greet(name: str):
    print(name)
```

"""##),
("E0413", ##"""
# E0413: a type with alternatives

An input has one type. `Optional[str]` says that it may be left out; other ways to write that are not
understood by KFP 2.17.

```kfps error=E0413
@component
def greet(name: str | None = None):
    print(name)
```

```kfps
from typing import Optional


@component
def greet(name: Optional[str] = None):
    print(name)
```

"""##),
("E0414", ##"""
# E0414: a default for an artifact

An artifact comes from a task. The only default is None, which makes the input optional.

```kfps error=E0414
@component
def read(table: Input[Dataset] = "x"):
    print(table)
```

```kfps
@component
def read(table: Input[Dataset] = None):
    print(table)
```

"""##),
("E0415", ##"""
# E0415: an artifact of a container component without a direction

A container component reads an `Input[...]` or writes an `Output[...]`.

```kfps error=E0415
@container_component
def run(table: Dataset):
    return ContainerSpec(image="alpine:3.20", command=["cat", "x"])
```

```kfps
@container_component
def run(table: Input[Dataset]):
    return ContainerSpec(image="alpine:3.20", command=["cat", table.path])
```

"""##),
("E0416", ##"""
# E0416: a container component that declares another result

What a container component returns is the description of its container. Its outputs are parameters.

```kfps error=E0416
@container_component
def run() -> str:
    return ContainerSpec(image="alpine:3.20", command=["ls"])
```

```kfps
@container_component
def run() -> ContainerSpec:
    return ContainerSpec(image="alpine:3.20", command=["ls"])
```

"""##),
("E0417", ##"""
# E0417: a list of artifacts as an output

One task gives out single artifacts. Only a pipeline can return a list of them, by `Collected`.

```kfps error=E0417
from typing import List


@component
def make(tables: Output[List[Dataset]]):
    print(tables)
```

```kfps
@component
def make(table: Output[Dataset]):
    print(table.path)
```

"""##),
("E0418", ##"""
# E0418: a parameter called `Output`

`Output` is the name of what a component returns.

```kfps error=E0418
@component
def greet(Output: str):
    print(Output)
```

```kfps
@component
def greet(output: str):
    print(output)
```

"""##),
("E0419", ##"""
# E0419: an artifact class without a known schema

A schema title looks like `system.Dataset`, and its version like `0.0.1`.

"""##),
("E0420", ##"""
# E0420: a default of another type

The default of an input has the type of the input.

```kfps error=E0420
@component
def greet(times: int = "three"):
    print(times)
```

```kfps
@component
def greet(times: int = 3):
    print(times)
```

"""##),
("E0421", ##"""
# E0421: a form of parameter that a container component cannot have

A container sees texts: values, and the paths of its artifacts.

```kfps error=E0421
@container_component
def run(table: InputPath("Dataset")):
    return ContainerSpec(image="alpine:3.20", command=["cat", table])
```

```kfps
@container_component
def run(table: Input[Dataset]):
    return ContainerSpec(image="alpine:3.20", command=["cat", table.path])
```

"""##),
("E0422", ##"""
# E0422: a named tuple without typed fields

The fields of the tuple are the outputs; each needs a type.

"""##),
("E0423", ##"""
# E0423: a parameter that a pipeline cannot have

The parameters of a pipeline are its inputs. They are given by name anyway, and outputs are returned.

```kfps error=E0423
@component
def echo(text: str) -> str:
    return text


@pipeline
def flow(*, text: str):
    echo(text=text)
```

```kfps
@component
def echo(text: str) -> str:
    return text


@pipeline
def flow(text: str):
    echo(text=text)
```

"""##),
("E0424", ##"""
# E0424: a name that cannot be an input or output

Names of a pipeline's inputs, and of outputs, consist of letters, digits and underscores, and start with an
ASCII letter. The inputs of a component need that only where it is compiled alone.

```kfps error=E0424
@component
def echo(text: str) -> str:
    return text


@pipeline
def flow(_text: str):
    echo(text=_text)
```

```kfps
@component
def echo(text: str) -> str:
    return text


@pipeline
def flow(text: str):
    echo(text=text)
```

"""##),
("E0425", ##"""
# E0425: a component that is `async`

The task calls the function and takes what it returns. What an `async def` returns is a coroutine that
nobody waits for; besides, the SDK sends the text from the first `def` on and would find none.

```kfps error=E0425
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
("E0426", ##"""
# E0426: a decorator on something that is no plain function

`@component`, `@container_component` and `@pipeline` make something of a function, each by itself.

```kfps error=E0426
@pipeline
@component
def greet():
    print("a")
```

```kfps
@component
def greet():
    print("a")
```

"""##),
("E0427", ##"""
# E0427: an annotation that does not say of what

`Input` and `Output` name the class of the artifact in brackets.

```kfps error=E0427
@component
def read(table: Input):
    print(table)
```

```kfps
@component
def read(table: Input[Dataset]):
    print(table)
```

"""##),
("E0428", ##"""
# E0428: an artifact class under another name

The task imports the class by the name it is defined under, so that the signature has to use that name.

"""##),
("E0429", ##"""
# E0429: a text that cannot be shipped

The text of an indented function is sent without its indentation. A line of it that is not indented, such as
one inside a string, makes that impossible. Move the function to the top level, or the text out of it.

"""##),
("E0430", ##"""
# E0430: something in a list that does not belong there

`additional_funcs` holds functions written with `def`, `task_config_passthroughs` holds `TaskConfigField`s.

```kfps error=E0430
@component(additional_funcs=[3])
def greet():
    print("a")
```

```kfps
def helper():
    print("a")


@component(additional_funcs=[helper])
def greet():
    helper()
```

"""##),
("E0431", ##"""
# E0431: a file to embed is not there

`embedded_artifact_path` names a file or folder that travels inside of the component.

"""##),
("E0432", ##"""
# E0432: a notebook that cannot be embedded

`notebook_path` names one notebook, a file that ends in `.ipynb`.

"""##),
("E0433", ##"""
# E0433: a parameter that is not given by its name

Inputs are given by name, and the function is called with those names where it runs. Python has no name for
what `*args` collects and for what stands in front of `/`, so the call fails there. A list is an input like
any other.

```kfps error=E0433
@component
def total(*numbers: int) -> int:
    return sum(numbers)
```

```kfps
@component
def total(numbers: list[int]) -> int:
    return sum(numbers)
```

"""##),
("E0450", ##"""
# E0450: a pipeline inside a pipeline

A pipeline is defined at the top level, or in a plain function, and called inside others.

```kfps error=E0450
@component
def echo(text: str) -> str:
    return text


@pipeline
def outer():
    @pipeline
    def inner():
        echo(text="a")
    inner()
```

```kfps
@component
def echo(text: str) -> str:
    return text


@pipeline
def inner():
    echo(text="a")


@pipeline
def outer():
    inner()
```

"""##),
("E0451", ##"""
# E0451: a pipeline without tasks

Nothing would run. Call a component in the body of the pipeline.

```kfps error=E0451
@pipeline
def flow():
    print("nothing")
```

```kfps
@component
def echo(text: str) -> str:
    return text


@pipeline
def flow():
    echo(text="a")
```

"""##),
("E0452", ##"""
# E0452: a name that leaves nothing, or is too long

The name of a pipeline keeps its small letters, digits and hyphens.

```kfps error=E0452
@component
def echo(text: str) -> str:
    return text


@pipeline(name="!!!")
def flow():
    echo(text="a")
```

```kfps
@component
def echo(text: str) -> str:
    return text


@pipeline(name="a-flow")
def flow():
    echo(text="a")
```

"""##),
("E0453", ##"""
# E0453: a pipeline returns something that is no output

The outputs of a pipeline are outputs of its tasks.

```kfps error=E0453
@component
def echo(text: str) -> str:
    return text


@pipeline
def flow() -> str:
    return echo(text="a")
```

```kfps
@component
def echo(text: str) -> str:
    return text


@pipeline
def flow() -> str:
    return echo(text="a").output
```

"""##),
("E0460", ##"""
# E0460: a compiled file of an unknown form

The name of the file says in which form to write: `.yaml` or `.json`.

```kfps error=E0460
@component
def echo(text: str) -> str:
    return text


@pipeline
def flow():
    echo(text="a")


compiler.Compiler().compile(flow, "flow.txt")
```

```kfps
@component
def echo(text: str) -> str:
    return text


@pipeline
def flow():
    echo(text="a")


compiler.Compiler().compile(flow, "flow.yaml")
```

"""##),
("E0461", ##"""
# E0461: something that cannot be compiled

Pipelines and components can be compiled. A plain function lacks its decorator.

```kfps error=E0461
@component
def echo(text: str) -> str:
    return text


def flow():
    echo(text="a")


compiler.Compiler().compile(flow, "flow.yaml")
```

```kfps
@component
def echo(text: str) -> str:
    return text


@pipeline
def flow():
    echo(text="a")


compiler.Compiler().compile(flow, "flow.yaml")
```

"""##),
("E0462", ##"""
# E0462: a default for an input that has none

`pipeline_parameters` sets defaults of inputs of the pipeline.

```kfps error=E0462
@component
def echo(text: str) -> str:
    return text


@pipeline
def flow(text: str):
    echo(text=text)


compiler.Compiler().compile(flow, "flow.yaml", pipeline_parameters={"txt": "a"})
```

```kfps
@component
def echo(text: str) -> str:
    return text


@pipeline
def flow(text: str):
    echo(text=text)


compiler.Compiler().compile(flow, "flow.yaml", pipeline_parameters={"text": "a"})
```

"""##),
("E0470", ##"""
# E0470: not a size

The size of a workspace is a number and a unit, such as `25Gi`.

```kfps error=E0470
@component
def echo(text: str) -> str:
    return text


@pipeline(pipeline_config=PipelineConfig(workspace=WorkspaceConfig(size="large")))
def flow():
    echo(text="a")
```

```kfps
@component
def echo(text: str) -> str:
    return text


@pipeline(pipeline_config=PipelineConfig(workspace=WorkspaceConfig(size="25Gi")))
def flow():
    echo(text="a")
```

"""##),
("E0471", ##"""
# E0471: not a number of seconds

Times to live and deadlines are whole seconds from 0 to 2147483647.

```kfps error=E0471
@component
def echo(text: str) -> str:
    return text


@pipeline(pipeline_config=PipelineConfig(ttl_seconds_after_finished=-1))
def flow():
    echo(text="a")
```

```kfps
@component
def echo(text: str) -> str:
    return text


@pipeline(pipeline_config=PipelineConfig(ttl_seconds_after_finished=60))
def flow():
    echo(text="a")
```

"""##),
("E0472", ##"""
# E0472: the address of an importer

An importer takes one text or one run-time value. Build a longer address in a component.

```kfps error=E0472
@pipeline
def flow(bucket: str):
    importer(artifact_uri=f"gs://{bucket}/data", artifact_class=Dataset)
```

```kfps
@pipeline
def flow(address: str):
    importer(artifact_uri=address, artifact_class=Dataset)
```

"""##),
("E0481", ##"""
# E0481: a container component returns something else

The body describes a container: it returns a `ContainerSpec`.

```kfps error=E0481
@container_component
def run():
    return "ls"
```

```kfps
@container_component
def run():
    return ContainerSpec(image="alpine:3.20", command=["ls"])
```

"""##),
("E0482", ##"""
# E0482: a word of a command that is no text

A command is a list of texts and of things that stand for texts.

```kfps error=E0482
@container_component
def run():
    return ContainerSpec(image="alpine:3.20", command=["sleep", 3])
```

```kfps
@container_component
def run():
    return ContainerSpec(image="alpine:3.20", command=["sleep", "3"])
```

"""##),
("E0483", ##"""
# E0483: `IfPresentPlaceholder` of an unknown input

It asks whether an input of the component was given.

```kfps error=E0483
@container_component
def run(name: str = "a"):
    return ContainerSpec(image="alpine:3.20", command=["echo", IfPresentPlaceholder(input_name="nam", then=[name])])
```

```kfps
@container_component
def run(name: str = "a"):
    return ContainerSpec(image="alpine:3.20", command=["echo", IfPresentPlaceholder(input_name="name", then=[name])])
```

"""##),
("E0484", ##"""
# E0484: a placeholder inside a text

`ConcatPlaceholder` and `IfPresentPlaceholder` are words of the command. Texts are joined by
`ConcatPlaceholder`.

```kfps error=E0484
@container_component
def run(name: str):
    return ContainerSpec(image="alpine:3.20", command=["echo", f"-{ConcatPlaceholder([name])}"])
```

```kfps
@container_component
def run(name: str):
    return ContainerSpec(image="alpine:3.20", command=["echo", ConcatPlaceholder(["-", name])])
```

"""##),
("E0485", ##"""
# E0485: an input decides how the container is described

The value of an input is filled in when the task starts. The body of a container component runs before.

```kfps error=E0485
@container_component
def run(name: str):
    if name:
        print("given")
    return ContainerSpec(image="alpine:3.20", command=["echo", name])
```

```kfps
@container_component
def run(name: str):
    return ContainerSpec(image="alpine:3.20", command=["echo", name])
```

"""##),
("E0486", ##"""
# E0486: something of an artifact that a container does not see

Of an artifact there are its `.path`, its `.uri` and its `.metadata`.

```kfps error=E0486
@container_component
def run(table: Input[Dataset]):
    return ContainerSpec(image="alpine:3.20", command=["cat", table.name])
```

```kfps
@container_component
def run(table: Input[Dataset]):
    return ContainerSpec(image="alpine:3.20", command=["cat", table.path])
```

"""##),
("E0489", ##"""
# E0489: a task inside a container component

A container component describes one container. Tasks are called in pipelines.

```kfps error=E0489
@component
def echo(text: str) -> str:
    return text


@container_component
def run():
    echo(text="a")
    return ContainerSpec(image="alpine:3.20", command=["ls"])
```

```kfps
@component
def echo(text: str) -> str:
    return text


@container_component
def run():
    return ContainerSpec(image="alpine:3.20", command=["ls"])


echo(text="a")
run()
```

"""##),
("E0501", ##"""
# E0501: the output of a task that may not run

A task inside an `If` runs only if the condition holds. Outside, its output may not exist, and a task
that needs it could never start. Use it inside, or give every branch an output and choose with `OneOf`.

```kfps error=E0501
@component
def echo(text: str) -> str:
    return text


first = echo(text="hi")
with If(first.output == "hi"):
    second = echo(text="ho")
echo(text=second.output)
```

```kfps
@component
def echo(text: str) -> str:
    return text


first = echo(text="hi")
with If(first.output == "hi"):
    second = echo(text="ho")
with Else():
    third = echo(text="he")
echo(text=OneOf(second.output, third.output))
```

"""##),
("E0502", ##"""
# E0502: the output of a task that runs once per item

A task inside a `ParallelFor` runs once for each item. Outside there is not one output but many:
`Collected` gathers them in a list.

```kfps error=E0502
@component
def echo(text: str) -> str:
    return text


@component
def join(texts: list) -> str:
    return ", ".join(texts)


with ParallelFor(["a", "b"]) as item:
    each = echo(text=item)
echo(text=each.output)
```

```kfps
@component
def echo(text: str) -> str:
    return text


@component
def join(texts: list) -> str:
    return ", ".join(texts)


with ParallelFor(["a", "b"]) as item:
    each = echo(text=item)
join(texts=Collected(each.output))
```

"""##),
("E0503", ##"""
# E0503: the output of a task in an exit handler

What stands in an exit handler may fail without the pipeline giving up the exit task. Its outputs stay
inside.

```kfps error=E0503
@component
def echo(text: str) -> str:
    return text


@component
def clean():
    print("clean")


with ExitHandler(clean()):
    first = echo(text="hi")
echo(text=first.output)
```

```kfps
@component
def echo(text: str) -> str:
    return text


@component
def clean():
    print("clean")


with ExitHandler(clean()):
    first = echo(text="hi")
    echo(text=first.output)
```

"""##),
("E0504", ##"""
# E0504: waiting for a task inside a group

What an exit handler guards is waited for as a whole; what a condition guards may never run.

```kfps error=E0504
@component
def echo(text: str) -> str:
    return text


@component
def clean():
    print("clean")


with ExitHandler(clean()):
    first = echo(text="a")
echo(text="end").after(first)
```

```kfps
@component
def echo(text: str) -> str:
    return text


@component
def clean():
    print("clean")


with ExitHandler(clean()) as handler:
    first = echo(text="a")
echo(text="end").after(handler)
```

"""##),
("E0505", ##"""
# E0505: the item of a loop outside of it

The item exists once for each round of the loop. Outside no round is going on.

```kfps error=E0505
@component
def echo(text: str) -> str:
    return text


with ParallelFor(["a", "b"]) as item:
    echo(text=item)
echo(text=item)
```

```kfps
@component
def echo(text: str) -> str:
    return text


with ParallelFor(["a", "b"]) as item:
    echo(text=item)
    echo(text=item)
```

"""##),
("E0506", ##"""
# E0506: nothing to collect

`Collected` gathers what a task gives in each round of a loop, for a task outside of the loop.

```kfps error=E0506
@component
def echo(text: str) -> str:
    return text


@component
def join(texts: list) -> str:
    return ", ".join(texts)


first = echo(text="a")
join(texts=Collected(first.output))
```

```kfps
@component
def echo(text: str) -> str:
    return text


@component
def join(texts: list) -> str:
    return ", ".join(texts)


with ParallelFor(["a", "b"]) as item:
    first = echo(text=item)
join(texts=Collected(first.output))
```

"""##),
("E0507", ##"""
# E0507: collecting where the loop may not have run

The loop stands in a group that may not run, so that there may be no list for someone outside of that
group.

```kfps error=E0507
@component
def echo(text: str) -> str:
    return text


@component
def join(texts: list) -> str:
    return ", ".join(texts)


first = echo(text="a")
with If(first.output == "a"):
    with ParallelFor(["a", "b"]) as item:
        each = echo(text=item)
join(texts=Collected(each.output))
```

```kfps
@component
def echo(text: str) -> str:
    return text


@component
def join(texts: list) -> str:
    return ", ".join(texts)


first = echo(text="a")
with If(first.output == "a"):
    with ParallelFor(["a", "b"]) as item:
        each = echo(text=item)
    join(texts=Collected(each.output))
```

"""##),
("E0508", ##"""
# E0508: waiting for a loop or a condition

`.after` takes tasks and exit handlers. For a task after a whole loop, collect an output of it.

"""##),
("E0509", ##"""
# E0509: `OneOf` without an `Else`

Without an `Else` it may be that no branch runs, and there is nothing to choose.

```kfps error=E0509
@component
def echo(text: str) -> str:
    return text


first = echo(text="a")
with If(first.output == "a"):
    second = echo(text="b")
with Elif(first.output == "b"):
    third = echo(text="c")
echo(text=OneOf(second.output, third.output))
```

```kfps
@component
def echo(text: str) -> str:
    return text


first = echo(text="a")
with If(first.output == "a"):
    second = echo(text="b")
with Else():
    third = echo(text="c")
echo(text=OneOf(second.output, third.output))
```

"""##),
("E0510", ##"""
# E0510: `OneOf` of something that is no branch

`OneOf` takes one output of each branch of one `If`.

```kfps error=E0510
@component
def echo(text: str) -> str:
    return text


first = echo(text="a")
with If(first.output == "a"):
    second = echo(text="b")
with Else():
    third = echo(text="c")
echo(text=OneOf(second.output, third.output, first.output))
```

```kfps
@component
def echo(text: str) -> str:
    return text


first = echo(text="a")
with If(first.output == "a"):
    second = echo(text="b")
with Else():
    third = echo(text="c")
echo(text=OneOf(second.output, third.output))
```

"""##),
("E0511", ##"""
# E0511: `OneOf` that misses a branch or names one twice

Exactly one branch runs. If it is the one without an output in the `OneOf`, there is no value; two
outputs of one branch are two values.

```kfps error=E0511
@component
def echo(text: str) -> str:
    return text


first = echo(text="a")
with If(first.output == "a"):
    second = echo(text="b")
with Elif(first.output == "b"):
    fourth = echo(text="d")
with Else():
    third = echo(text="c")
echo(text=OneOf(second.output, third.output))
```

```kfps
@component
def echo(text: str) -> str:
    return text


first = echo(text="a")
with If(first.output == "a"):
    second = echo(text="b")
with Elif(first.output == "b"):
    fourth = echo(text="d")
with Else():
    third = echo(text="c")
echo(text=OneOf(second.output, fourth.output, third.output))
```

"""##),
("E0512", ##"""
# E0512: `OneOf` of values of different types

Who takes the value has one type. Declare the same type for the output of each branch.

"""##),
("E0514", ##"""
# E0514: `Elif` or `Else` without its `If`

The group before it at the same level has to be an `If` or an `Elif`.

```kfps error=E0514
@component
def echo(text: str) -> str:
    return text


with Else():
    echo(text="a")
```

```kfps
@component
def echo(text: str) -> str:
    return text


first = echo(text="a")
with If(first.output == "a"):
    echo(text="b")
with Else():
    echo(text="c")
```

"""##),
("E0515", ##"""
# E0515: a condition that would never hold

Values are compared at run time by their kind: a number with a number, a text with a text. The message
says what stands on the two sides.

"""##),
("E0516", ##"""
# E0516: tasks that wait for each other

A task starts when everything it waits for has ended. Tasks in a circle never start.

```kfps error=E0516
@component
def echo(text: str) -> str:
    return text


first = echo(text="a")
second = echo(text=first.output)
first.after(second)
```

```kfps
@component
def echo(text: str) -> str:
    return text


first = echo(text="a")
second = echo(text=first.output)
```

"""##),
("E0517", ##"""
# E0517: a group without a task

Nothing would happen in the group, and no backend can run it.

```kfps error=E0517
@component
def echo(text: str) -> str:
    return text


with ParallelFor(["a", "b"]) as item:
    pass
echo(text="a")
```

```kfps
@component
def echo(text: str) -> str:
    return text


with ParallelFor(["a", "b"]) as item:
    echo(text=item)
echo(text="a")
```

"""##),
("E0518", ##"""
# E0518: one group in two `with` statements

A group is a place in the pipeline. Write it again for a second place.

```kfps error=E0518
@component
def echo(text: str) -> str:
    return text


first = echo(text="a")
condition = If(first.output == "a")
with condition:
    echo(text="b")
with condition:
    echo(text="c")
```

```kfps
@component
def echo(text: str) -> str:
    return text


first = echo(text="a")
with If(first.output == "a"):
    echo(text="b")
    echo(text="c")
```

"""##),
("E0519", ##"""
# E0519: a value or task of another pipeline

A pipeline sees its own inputs and the outputs of its own tasks. What another one knows is handed over
as an input or returned as an output.

"""##),
("E0520", ##"""
# E0520: an exit handler inside a group

An exit handler guards the tasks of a whole pipeline. Put it at the top level, and the loop or condition
into it.

```kfps error=E0520
@component
def echo(text: str) -> str:
    return text


@component
def clean():
    print("clean")


with ParallelFor(["a", "b"]) as item:
    with ExitHandler(clean()):
        echo(text=item)
```

```kfps
@component
def echo(text: str) -> str:
    return text


@component
def clean():
    print("clean")


with ExitHandler(clean()):
    with ParallelFor(["a", "b"]) as item:
        echo(text=item)
```

"""##),
("E0521", ##"""
# E0521: an exit task that waits

An exit task runs at the end, whatever happened. What it waits for may have failed and given nothing, so
that it uses constants and inputs of the pipeline only.

```kfps error=E0521
@component
def echo(text: str) -> str:
    return text


first = echo(text="a")
with ExitHandler(echo(text=first.output)):
    echo(text="b")
```

```kfps
@component
def echo(text: str) -> str:
    return text


with ExitHandler(echo(text="a")):
    echo(text="b")
```

"""##),
("E0522", ##"""
# E0522: waiting for an exit task

An exit task runs after all others. A task that waits for it would never start.

```kfps error=E0522
@component
def echo(text: str) -> str:
    return text


@component
def clean():
    print("clean")


last = clean()
with ExitHandler(last):
    echo(text="b").after(last)
```

```kfps
@component
def echo(text: str) -> str:
    return text


@component
def clean():
    print("clean")


last = clean()
with ExitHandler(last):
    echo(text="b")
```

"""##),
("E0523", ##"""
# E0523: one exit task for two exit handlers

A task runs once. Call the component again for the second handler.

```kfps error=E0523
@component
def echo(text: str) -> str:
    return text


@component
def clean():
    print("clean")


last = clean()
with ExitHandler(last):
    echo(text="a")
with ExitHandler(last):
    echo(text="b")
```

```kfps
@component
def echo(text: str) -> str:
    return text


@component
def clean():
    print("clean")


with ExitHandler(clean()):
    echo(text="a")
with ExitHandler(clean()):
    echo(text="b")
```

"""##),
("E0524", ##"""
# E0524: an importer as exit task

An exit task runs a container; an importer only writes down where an artifact lies.

```kfps error=E0524
@component
def echo(text: str) -> str:
    return text


@component
def clean():
    print("clean")


with ExitHandler(importer(artifact_uri="gs://a/b", artifact_class=Dataset)):
    echo(text="a")
```

```kfps
@component
def echo(text: str) -> str:
    return text


@component
def clean():
    print("clean")


with ExitHandler(clean()):
    echo(text="a")
```

"""##),
("E0527", ##"""
# E0527: an input of the pipeline is returned

The outputs of a pipeline are outputs of its tasks. Let a component pass the value on.

```kfps error=E0527
@component
def echo(text: str) -> str:
    return text


@pipeline
def flow(text: str) -> str:
    echo(text=text)
    return text
```

```kfps
@component
def echo(text: str) -> str:
    return text


@pipeline
def flow(text: str) -> str:
    return echo(text=text).output
```

"""##),
("E0528", ##"""
# E0528: what is returned and what is declared differ

The signature of a pipeline declares its outputs behind `->`, and its body returns them.

```kfps error=E0528
@component
def echo(text: str) -> str:
    return text


@pipeline
def flow(text: str):
    return echo(text=text).output
```

```kfps
@component
def echo(text: str) -> str:
    return text


@pipeline
def flow(text: str) -> str:
    return echo(text=text).output
```

"""##),
("E0529", ##"""
# E0529: an output of a pipeline has another type than declared

Who uses the pipeline relies on the declared type.

```kfps error=E0529
@component
def echo(text: str) -> str:
    return text


@pipeline
def flow(text: str) -> int:
    return echo(text=text).output
```

```kfps
@component
def echo(text: str) -> str:
    return text


@pipeline
def flow(text: str) -> str:
    return echo(text=text).output
```

"""##),
("E0530", ##"""
# E0530: a task is called like a group

In the document tasks are called like their components, and groups by their kind and a number, such as
`condition-1`. Two of one name cannot stand side by side.

```kfps error=E0530
@component
def condition_1(text: str) -> str:
    return text


first = condition_1(text="a")
with If(first.output == "a"):
    condition_1(text="b")
```

```kfps
@component
def echo(text: str) -> str:
    return text


first = echo(text="a")
with If(first.output == "a"):
    echo(text="b")
```

"""##),
("E0531", ##"""
# E0531: a final status without an exit handler

A `PipelineTaskFinalStatus` says how the tasks of an exit handler ended, so that its task is the exit task
of one, or ignores the failure of exactly one task before it.

```kfps error=E0531
@component
def echo(text: str) -> str:
    return text


@component
def report(status: PipelineTaskFinalStatus):
    print(status.state)


echo(text="a")
report()
```

```kfps
@component
def echo(text: str) -> str:
    return text


@component
def report(status: PipelineTaskFinalStatus):
    print(status.state)


with ExitHandler(report()):
    echo(text="a")
```

"""##),
("E0532", ##"""
# E0532: the final status of how many tasks?

A task that ignores failures and takes a final status learns the status of exactly one task.

```kfps error=E0532
@component
def echo(text: str) -> str:
    return text


@component
def report(status: PipelineTaskFinalStatus):
    print(status.state)


echo(text="a")
report().ignore_upstream_failure()
```

```kfps
@component
def echo(text: str) -> str:
    return text


@component
def report(status: PipelineTaskFinalStatus):
    print(status.state)


first = echo(text="a")
report().after(first).ignore_upstream_failure()
```

"""##),
("E0533", ##"""
# E0533: a task that ignores failures needs a value

If the task before fails, its output does not exist. Who ignores the failure has a default for such an
input.

```kfps error=E0533
@component
def echo(text: str) -> str:
    return text


first = echo(text="a")
echo(text=first.output).ignore_upstream_failure()
```

```kfps
@component
def echo(text: str) -> str:
    return text


@component
def show_text(text: str = "nothing"):
    print(text)


first = echo(text="a")
show_text(text=first.output).ignore_upstream_failure()
```

"""##),
("E0535", ##"""
# E0535: a loop over something that is no list

`ParallelFor` runs over a list: constants, an input or an output of a list type.

"""##),
("E0536", ##"""
# E0536: a negative parallelism

`parallelism` limits how many rounds of a loop run at once; 0 means no limit.

"""##),
("E0537", ##"""
# E0537: a path in a workspace that the pipeline does not have

`WORKSPACE_PATH_PLACEHOLDER` stands for a folder that all tasks of a run share. The pipeline has one only if
its configuration asks for it.

```kfps error=E0537
@component
def echo(text: str) -> str:
    return text


@pipeline
def flow():
    echo(text=WORKSPACE_PATH_PLACEHOLDER)
```

```kfps
@component
def echo(text: str) -> str:
    return text


@pipeline(pipeline_config=PipelineConfig(workspace=WorkspaceConfig(size="1Gi")))
def flow():
    echo(text=WORKSPACE_PATH_PLACEHOLDER)
```

"""##),
("E0538", ##"""
# E0538: an artifact inside a list, dictionary or text

An artifact travels as an input of its own. In a list or a text only parameters can stand.

"""##),
("E0551", ##"""
# E0551: a decision on a value that is not known yet

The output of a task, an input of a pipeline and an item of a loop get their values when tasks run. A
plain `if` is decided while the script is read; the SDK silently takes the first branch. `with If(...)` decides
at run time.

```kfps error=E0551
@component
def echo(text: str) -> str:
    return text


@component
def flip() -> bool:
    return True


if flip().output:
    echo(text="a")
```

```kfps
@component
def echo(text: str) -> str:
    return text


@component
def flip() -> bool:
    return True


with If(flip().output == True):
    echo(text="a")
```

"""##),
("E0552", ##"""
# E0552: a plain loop over a value that is not known yet

How often the loop would run is known only when tasks run. `with ParallelFor(...)` loops then.

```kfps error=E0552
@component
def names() -> list[str]:
    return ["a", "b"]


@component
def echo(text: str) -> str:
    return text


for name in names().output:
    echo(text=name)
```

```kfps
@component
def names() -> list[str]:
    return ["a", "b"]


@component
def echo(text: str) -> str:
    return text


with ParallelFor(names().output) as name:
    echo(text=name)
```

"""##),
("E0553", ##"""
# E0553: computing with a value that is not known yet

A run-time value can be passed on, compared in `If`, looped over and put into a text. What is computed with
it is computed in a component.

```kfps error=E0553
@component
def count() -> int:
    return 3


total = count().output + 1
print(total)
```

```kfps
@component
def count() -> int:
    return 3


@component
def add(a: int, b: int) -> int:
    return a + b


add(a=count().output, b=1)
```

"""##),
("E0554", ##"""
# E0554: elements or the length of a value that is not known yet

What a list or a text holds is known when tasks run. Take it apart in a component.

```kfps error=E0554
@component
def names() -> list:
    return ["a", "b"]


@component
def echo(text: str) -> str:
    return text


found = names().output
echo(text=found[0])
```

```kfps
@component
def names() -> list:
    return ["a", "b"]


@component
def echo(text: str) -> str:
    return text


@component
def first(texts: list) -> str:
    return texts[0]


echo(text=first(texts=names().output).output)
```

"""##),
("E0555", ##"""
# E0555: methods of a value that is not known yet

A run-time value is no text or list yet. Do this in a component.

```kfps error=E0555
@component
def echo(text: str) -> str:
    return text


first = echo(text="a")
echo(text=first.output.upper())
```

```kfps
@component
def echo(text: str) -> str:
    return text


@component
def upper(text: str) -> str:
    return text.upper()


echo(text=upper(text=echo(text="a").output).output)
```

"""##),
("E0556", ##"""
# E0556: a comparison used as an answer

A comparison of a run-time value is decided when tasks run. `and`, `or`, `not`, plain `if` and chains need the
answer now, and the SDK keeps only one side. Nest two `If`s where both must hold.

```kfps error=E0556
@component
def count() -> int:
    return 3


a = count().output
with If(a > 1 and a < 5):
    count()
```

```kfps
@component
def count() -> int:
    return 3


a = count().output
with If(a > 1):
    with If(a < 5):
        count()
```

"""##),
("E0557", ##"""
# E0557: a format for a value that is not known yet

The value is put into the text when the task starts, as it is. Format it in a component.

```kfps error=E0557
@component
def echo(text: str) -> str:
    return text


@component
def count() -> int:
    return 3


echo(text=f"{count().output:03d}")
```

```kfps
@component
def echo(text: str) -> str:
    return text


@component
def count() -> int:
    return 3


echo(text=f"{count().output}")
```

"""##),
("E0558", ##"""
# E0558: something in a text that no text can hold

A text can hold outputs that are parameters. Tasks, artifacts and collected lists are passed as inputs of
their own.

```kfps error=E0558
@component
def echo(text: str) -> str:
    return text


first = echo(text="a")
echo(text=f"see {first}")
```

```kfps
@component
def echo(text: str) -> str:
    return text


first = echo(text="a")
echo(text=f"see {first.output}")
```

"""##),
("E0559", ##"""
# E0559: a run-time value where the graph is drawn

Names, limits and other parts of the graph are fixed before anything runs.

```kfps error=E0559
@component
def echo(text: str) -> str:
    return text


first = echo(text="a")
echo(text="b").set_display_name(f"after {first.output}")
```

```kfps
@component
def echo(text: str) -> str:
    return text


first = echo(text="a")
echo(text="b").set_display_name("second")
```

"""##),
("E0561", ##"""
# E0561: a value that cannot be compared at run time

Texts, numbers and truth values can be compared. Compute one of them in a component.

```kfps error=E0561
@component
def names() -> list:
    return ["a", "b"]


@component
def echo(text: str) -> str:
    return text


with If(names().output == "a"):
    echo(text="a")
```

```kfps
@component
def names() -> list:
    return ["a", "b"]


@component
def echo(text: str) -> str:
    return text


with If(echo(text="a").output == "a"):
    echo(text="a")
```

"""##),
("E0562", ##"""
# E0562: a comparison of different types

Apart from whole numbers and floats, values of two types are never equal at run time.

```kfps error=E0562
@component
def count() -> int:
    return 3


with If(count().output == "3"):
    count()
```

```kfps
@component
def count() -> int:
    return 3


with If(count().output == 3):
    count()
```

"""##),
("E0563", ##"""
# E0563: a text that cannot be compared at run time

Quotes, backslashes, line ends and embedded values cannot be written into a condition. Compare in a component
and give out a truth value.

```kfps error=E0563
@component
def echo(text: str) -> str:
    return text


with If(echo(text="a").output == "it's"):
    echo(text="a")
```

```kfps
@component
def echo(text: str) -> str:
    return text


with If(echo(text="a").output == "it is"):
    echo(text="a")
```

"""##),
("E0564", ##"""
# E0564: comparing something else than a value

An output of a task can be compared, not the task.

```kfps error=E0564
@component
def echo(text: str) -> str:
    return text


first = echo(text="a")
with If(first == "a"):
    echo(text="b")
```

```kfps
@component
def echo(text: str) -> str:
    return text


first = echo(text="a")
with If(first.output == "a"):
    echo(text="b")
```

"""##),
("E0565", ##"""
# E0565: a condition that is no comparison of a run-time value

What is known while the script is read is decided there, by a plain `if`.

```kfps error=E0565
@component
def echo(text: str) -> str:
    return text


with If(1 == 1):
    echo(text="a")
```

```kfps
@component
def echo(text: str) -> str:
    return text


with If(echo(text="a").output == "a"):
    echo(text="a")
```

"""##),
("E0566", ##"""
# E0566: an exit handler without a task

`ExitHandler` takes the task that runs at the end: a call of a component.

```kfps error=E0566
@component
def echo(text: str) -> str:
    return text


@component
def clean():
    print("clean")


with ExitHandler(clean):
    echo(text="a")
```

```kfps
@component
def echo(text: str) -> str:
    return text


@component
def clean():
    print("clean")


with ExitHandler(clean()):
    echo(text="a")
```

"""##),
("E0567", ##"""
# E0567: a loop over something that is no list

`ParallelFor` loops over a list: constants, an input, or an output of a task.

```kfps error=E0567
@component
def names() -> list[str]:
    return ["a", "b"]


@component
def echo(text: str) -> str:
    return text


with ParallelFor(names()) as name:
    echo(text="a")
```

```kfps
@component
def names() -> list[str]:
    return ["a", "b"]


@component
def echo(text: str) -> str:
    return text


with ParallelFor(names().output) as name:
    echo(text="a")
```

"""##),
("E0568", ##"""
# E0568: a parallelism that is no number

How many rounds of a loop run at once is a whole number that is known before.

```kfps error=E0568
@component
def echo(text: str) -> str:
    return text


with ParallelFor(["a"], parallelism="two") as item:
    echo(text=item)
```

```kfps
@component
def echo(text: str) -> str:
    return text


with ParallelFor(["a"], parallelism=2) as item:
    echo(text=item)
```

"""##),
("E0569", ##"""
# E0569: a loop without items

A loop over constants needs at least one.

```kfps error=E0569
@component
def echo(text: str) -> str:
    return text


with ParallelFor([]) as item:
    echo(text="a")
```

```kfps
@component
def echo(text: str) -> str:
    return text


with ParallelFor(["a"]) as item:
    echo(text=item)
```

"""##),
("E0570", ##"""
# E0570: items that are partly known

The items of a loop are all constants, or one run-time list.

```kfps error=E0570
@component
def echo(text: str) -> str:
    return text


first = echo(text="a")
with ParallelFor(["a", first.output]) as item:
    echo(text=item)
```

```kfps
@component
def echo(text: str) -> str:
    return text


with ParallelFor(["a", "b"]) as item:
    echo(text=item)
```

"""##),
("E0571", ##"""
# E0571: a field that the items of a loop do not have

The items are dictionaries; `item.title` reads the value of a key that each of them has.

```kfps error=E0571
@component
def echo(text: str) -> str:
    return text


with ParallelFor([{"title": "a"}, {"title": "b"}]) as item:
    echo(text=item.titel)
```

```kfps
@component
def echo(text: str) -> str:
    return text


with ParallelFor([{"title": "a"}, {"title": "b"}]) as item:
    echo(text=item.title)
```

"""##),
("E0572", ##"""
# E0572: a key that cannot be read as a field

The name, such as `name` or `task_name`, belongs to every run-time value, and the SDK gives that one. Call
the key of the items otherwise.

```kfps error=E0572
@component
def echo(text: str) -> str:
    return text


with ParallelFor([{"name": "a"}, {"name": "b"}]) as item:
    echo(text=item.name)
```

```kfps
@component
def echo(text: str) -> str:
    return text


with ParallelFor([{"title": "a"}, {"title": "b"}]) as item:
    echo(text=item.title)
```

"""##),
("E0573", ##"""
# E0573: a value of a type that no task takes

Inputs are texts, numbers, truth values, lists, dictionaries and artifacts. The items of this list, or this
field, would be of another type.

"""##),
("E0574", ##"""
# E0574: a value or a group of another pipeline

A pipeline sees its own inputs and the outputs of its own tasks.

"""##),
("E0575", ##"""
# E0575: `OneOf` of something that is no output

`OneOf` chooses among outputs of tasks, one of each branch.

```kfps error=E0575
@component
def echo(text: str) -> str:
    return text


echo(text=OneOf("a", "b"))
```

```kfps
@component
def echo(text: str) -> str:
    return text


first = echo(text="a")
with If(first.output == "a"):
    second = echo(text="b")
with Else():
    third = echo(text="c")
echo(text=OneOf(second.output, third.output))
```

"""##),
("E0576", ##"""
# E0576: `OneOf` of outputs of different types

Who takes the value has one type. Declare the same type for the output of each branch.

"""##),
("E0577", ##"""
# E0577: `Collected` of something that is no output

`Collected` gathers what a task gives in each round of a loop.

```kfps error=E0577
@component
def echo(text: str) -> str:
    return text


@component
def join(texts: list) -> str:
    return ", ".join(texts)


join(texts=Collected(["a"]))
```

```kfps
@component
def echo(text: str) -> str:
    return text


@component
def join(texts: list) -> str:
    return ", ".join(texts)


with ParallelFor(["a", "b"]) as item:
    each = echo(text=item)
join(texts=Collected(each.output))
```

"""##),
("E0601", ##"""
# E0601: a component file that is not there

`load_component_from_file` reads a file relative to the folder in which the tool runs.

```kfps error=E0601
components.load_component_from_file("no-such-file.yaml")
```

```kfps
print("nothing is loaded")
```

"""##),
("E0602", ##"""
# E0602: an address that cannot be read

A component is loaded over the network only where that was allowed. Keep it in a file.

"""##),
("E0603", ##"""
# E0603: a text that is no component

What is loaded is a component description of the first SDK or a compiled document. The message says what is
wrong with it, and where.

```kfps error=E0603
components.load_component_from_text("nothing")
```

```kfps
print("nothing is loaded")
```

"""##),
("E0604", ##"""
# E0604: a document that Kubeflow Pipelines would refuse

`kfps check` reads documents, too: what the compiler writes, what the official SDK has written, and
component descriptions of the first SDK. The message begins with the path of the value that is wrong, such
as `root.dag.tasks.train.inputs`, and says what is wrong with it: a field that does not exist or is missing,
a reference to nothing, two types that do not agree, tasks that wait for each other.

A document is not repaired by hand, as a rule. Change the source, and compile it again.

"""##),
("E0701", ##"""
# E0701: settings of Kubernetes, for Vertex AI

Settings such as `kubernetes.use_secret_as_env` or `kubernetes.mount_pvc` describe pods of Kubernetes.
They stand in a second document of the compiled file. Vertex AI runs tasks as jobs of its own, has no pods,
and refuses files with a second document.

`kfps submit` says this before anything is sent. Leave the settings out, or submit to a Kubeflow
Pipelines. Secrets can be read from Secret Manager inside of the task; files of a bucket are under
`/gcs/BUCKET/`.

"""##),
("E0702", ##"""
# E0702: a workspace, for Vertex AI

A workspace is a volume that all tasks of a run share. Vertex AI has none, because its tasks run on
machines of their own.

Hand files on as artifacts, or read and write them under `/gcs/BUCKET/`, where Vertex AI mounts Cloud
Storage.

"""##),
("E0703", ##"""
# E0703: more than a task of Vertex AI can have

A task of Vertex AI has at most 96 CPUs and 624 GB of memory; the service chooses the machine that fits
best. Larger machines come with custom training jobs, which a component of `google-cloud-pipeline-components`
starts.

"""##),
("E0704", ##"""
# E0704: an accelerator that Vertex AI does not have

`set_accelerator_type` takes the names of the service that runs the task. For Kubeflow Pipelines that is the
name of a resource, such as `nvidia.com/gpu`; for Vertex AI it is one of a list, such as
`NVIDIA_TESLA_T4`, `NVIDIA_L4` or `TPU_V3`. The message tells the list.

"""##),
("E0705", ##"""
# E0705: no place for the artifacts of a run on Vertex AI

Vertex AI keeps what tasks leave in Cloud Storage, and wants to know where before a run starts: an
address that begins with `gs://`. It is looked for in `--root`, in `pipeline-root` of the target, and in
`pipeline_root` of the pipeline, in this order.

"""##),
("E0706", ##"""
# E0706: a pipeline that takes an artifact

A run is started with values of parameters. A pipeline that takes an artifact can be used inside of
another pipeline, but no service can start it.

Take the address of the artifact as a `str`, and load it with `importer`:

```kfps
@component(base_image="python:3.11")
def train(data: Input[Dataset]) -> float:
    return float(len(open(data.path).read()))


@pipeline
def training(address: str):
    data = importer(artifact_uri=address, artifact_class=Dataset)
    train(data=data.output)
```

"""##),
("E0707", ##"""
# E0707: a name that is too long for a service

Services keep pipelines under names of at most 128 characters. `--pipeline-name` gives the pipeline another
name for a submission; `@pipeline(name=...)` gives it one for good.

"""##),
("E0708", ##"""
# E0708: the configuration of a task, for Vertex AI

A component with `task_config_passthroughs` receives what its pod would have got: resources, volumes,
environment. Vertex AI has no pods and passes nothing on.

"""##),
("E0711", ##"""
# E0711: a loop over artifacts, for Kubeflow Pipelines

A `ParallelFor` over artifacts compiles, but the engine of Kubeflow Pipelines loops over values only, and
refuses the run.

Loop over a list of names or numbers, and let the task find the artifact that belongs to its item.

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


def make():
    return components.create_component_from_func(greet)
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
    train().set_accelerator_type("nvidia.com/gpu").set_gpu_limit(1)
```

```kfps
@component
def train():
    print("trains")


@pipeline
def flow():
    train().set_accelerator_type("nvidia.com/gpu").set_accelerator_limit(1)
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
("W0109", ##"""
# W0109: old placeholders

The placeholders for the identities of a run and a task have new names.

```python error=W0109
from kfp import dsl


def run_id():
    return dsl.RUN_ID_PLACEHOLDER
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
try:
    from kfp.components import OutputPath
except ImportError:
    from kfp.dsl import OutputPath

print(OutputPath)
```

```python
from kfp.dsl import OutputPath

print(OutputPath)
```

Where the import is not guarded, the same is said as an error: the name is not there any more.

"""##),
("W0111", ##"""
# W0111: modules for single clouds

`kfp.gcp`, `kfp.aws`, `kfp.azure` and `kfp.onprem` are gone. What they did for secrets, volumes and tolerations is
in `kfp.kubernetes`.

```python error=W0111
try:
    from kfp import gcp
except ImportError:
    gcp = None

print(gcp)
```

```python
from kfp import kubernetes

print(kubernetes)
```

Where the import is not guarded, the same is said as an error: the module is not there any more.

"""##),
("W0112", ##"""
# W0112: types of the first SDK

The first SDK had classes for types, such as `String`, `Integer` and `GCSPath`, and `PipelineParam` for the
parameters of pipelines. Annotations are Python's own types now. A type of one's own, which only said what a
text means, is `str`.

```python error=W0112
from kfp import dsl

try:
    from kfp.dsl.types import GCSPath
except ImportError:
    GCSPath = str


@dsl.component
def read(path: str) -> str:
    return open(path).read()
```

```python
from kfp import dsl


@dsl.component
def read(path: str) -> str:
    return open(path).read()
```

Where the import is not guarded, the same is said as an error: the name is not there any more.

"""##),
("W0115", ##"""
# W0115: clients of Vertex AI

`AIPlatformClient` and `run_as_aiplatform_custom_job` were part of the first SDK. Google's own packages do what
they did: `aiplatform.PipelineJob(...)` submits a compiled pipeline, and
`create_custom_training_job_from_component` makes a training job of a component.

```python error=W0115
from kfp.v2.google.client import AIPlatformClient
```

```python
from google.cloud import aiplatform


def submit():
    aiplatform.PipelineJob(display_name="flow", template_path="flow.yaml").submit()
```

"""##),
("W0116", ##"""
# W0116: containers beside a task

The first SDK could run other containers before a task, or beside it. A task of the second one is one
container: what comes first belongs into the component, and a service runs by itself.

```python error=W0116
from kfp import dsl


def beside():
    return dsl.Sidecar(name="echo", image="alpine:3.20")
```

```python
from kfp import dsl


@dsl.component
def train():
    print("trains")
```

"""##),
("W0118", ##"""
# W0118: parts of the first SDK that are gone

`SubGraph`, `InputArgumentPath`, `ComponentStore`, `build_python_component`, `kfp.containers` and their relatives
have no counterpart of the same shape; the help says what does their work now.

```python error=W0118
from kfp import dsl


def limited():
    return dsl.SubGraph(parallelism=2)
```

```python
from kfp import dsl


@dsl.component
def train(number: int):
    print("trains", number)


@dsl.pipeline
def flow():
    with dsl.ParallelFor([1, 2, 3], parallelism=2) as number:
        train(number=number)
```

"""##),
("W0120", ##"""
# W0120: visualisations are artifacts

The first SDK showed what a component returned under the names `mlpipeline_ui_metadata` and
`mlpipeline_metrics`. The second one shows output artifacts: `Output[Metrics]`, `Output[ClassificationMetrics]`,
`Output[HTML]` and `Output[Markdown]`. `kfps migrate` leaves the output as a text and says so.

"""##),
("W0121", ##"""
# W0121: the policy of a retry

The first SDK let `set_retry` say after which kinds of failure a task is tried again. In the second one it is
tried again whenever it fails. `kfps migrate` leaves the policy out and says so.

"""##),
("W0130", ##"""
# W0130: an input whose type and use contradict each other

`kfps migrate` met a component file of the first SDK in which an input is used in a way that its type
does not allow any more. What is given by value (`inputValue`) is a number, a text, a truth value, a list or
a dictionary: an input of a type of its own, such as `GCSPath`, becomes a text, as it always was. What is
read from a file (`inputPath`) is an artifact: an input of the type `String` becomes one, and constants
cannot be given to it any more.

"""##),
("W0131", ##"""
# W0131: the default of an artifact

`kfps migrate` met a component file of the first SDK in which an input that is read from a file has a
default. An artifact has none: pipelines have to give it, or the component takes the value as a parameter.

"""##),
("W0132", ##"""
# W0132: a name that has to change

`kfps migrate` met a component file of the first SDK with an input or output whose name cannot be that of a
parameter of a function: a word of Python, such as `from`, or the name of both an input and an output.
Pipelines that use the component have to use the new name.

"""##),
("W0133", ##"""
# W0133: the environment of a component

`kfps migrate` met a component file of the first SDK that sets environment variables. A component of the
second one has no place for them: they are set on its tasks, by
`task.set_env_variable(name="NAME", value="value")`.

"""##),
("W0134", ##"""
# W0134: outputs at fixed places

`kfps migrate` met a component file of the first SDK with `fileOutputs`: the program writes its outputs to
places that it chooses itself. The second SDK tells the program where to write. Give it the path of the
output as an argument, or have the command copy the file there.

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
("W0202", ##"""
# W0202: a call that may make a task, of a module that is not read

What only Python could read is an opaque value, and calling it does nothing. Inside a pipeline, such a call
with named arguments is often one of a component from an installed package: the document would lack the
task. Activate the environment that the package is installed in, name its folder with `--path`, or load the
component from its document.

```python error=W0202
from kfp import dsl
from shared_steps import train


@dsl.component(base_image="python:3.12")
def prepare():
    print("ready")


@dsl.pipeline
def flow():
    prepare()
    train(rounds=3)
```

```python
from kfp import dsl


@dsl.component(base_image="python:3.12")
def train(rounds: int):
    print(rounds)


@dsl.pipeline
def flow():
    train(rounds=3)
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
# W0212: an input of a pipeline is never used

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
("W0321", ##"""
# W0321: more is requested than is allowed

A request says what a task needs, a limit what it may use. A cluster refuses to start a task that needs
more than it may use.

```kfps error=W0321
@component
def train(rows: list = [1]):
    print(rows)


@pipeline
def flow():
    train().set_memory_request('4G').set_memory_limit('2G')
```

```kfps
@component
def train(rows: list = [1]):
    print(rows)


@pipeline
def flow():
    train().set_memory_request('1G').set_memory_limit('2G')
```

"""##),
("W0322", ##"""
# W0322: an input that may be None goes where a value is needed

A pipeline's input with the default None may be left out of a run. A component's input without a default
then gets no value, and the task fails before it starts. Give the pipeline's input a default, or let the
component do without.

```kfps error=W0322
@component
def greet(name: str) -> str:
    return "hello " + name


@pipeline
def flow(name: str = None):
    greet(name=name)
```

```kfps
@component
def greet(name: str = "you") -> str:
    return "hello " + name


@pipeline
def flow(name: str = None):
    greet(name=name)
```

"""##),
("W0323", ##"""
# W0323: a number that does not arrive as it is

Numbers travel between tasks as floating-point numbers of 64 bits. Whole numbers are exact up to 2 to the
power of 53; beyond that a neighbour may arrive.

```kfps error=W0323
@component
def show_number(number: int):
    print(number)


show_number(number=9007199254740993)
```

```kfps
@component
def show_number(number: str):
    print(int(number))


show_number(number="9007199254740993")
```

"""##),
("W0324", ##"""
# W0324: an element of another type than the input says

`list[int]` says what a component expects of the elements. Kubeflow Pipelines checks only that a list is
given, so the task is the first to notice.

```kfps error=W0324
@component
def total(numbers: list[int]) -> int:
    return sum(numbers)


total(numbers=[1, "2"])
```

```kfps
@component
def total(numbers: list[int]) -> int:
    return sum(numbers)


total(numbers=[1, 2])
```

"""##),
("W0325", ##"""
# W0325: a configuration that is left out

A workspace or a time to live belongs to a whole run. Where a pipeline that has one is called by another
pipeline, its configuration is not part of the document: the calling pipeline needs it.

```kfps error=W0325
@component
def work():
    print("works")


@pipeline(pipeline_config=PipelineConfig(ttl_seconds_after_finished=3600))
def inner():
    work()


@pipeline
def outer():
    inner()
```

```kfps
@component
def work():
    print("works")


@pipeline
def inner():
    work()


@pipeline(pipeline_config=PipelineConfig(ttl_seconds_after_finished=3600))
def outer():
    inner()
```

"""##),
("W0326", ##"""
# W0326: a default of another type than its input

The official SDK compiles such a default, as a number for a bool or as it is, and a task that is given
nothing receives it.

```kfps error=W0326
@component
def wait(seconds: int = 1.5):
    print(seconds)
```

```kfps
@component
def wait(seconds: float = 1.5):
    print(seconds)
```

"""##),
("W0327", ##"""
# W0327: something that a cluster refuses

Settings of pods travel to Kubernetes as they are written. The official SDK does not look at them, and
Kubernetes refuses a pod with an unknown operator or effect of a toleration, a variable without a name, two
things mounted at one path, or an empty image.

```kfps error=W0327
@component
def train() -> int:
    return 1


@pipeline
def flow():
    kubernetes.add_toleration(train(), key="gpu", operator="Exist", effect="NoSchedule")
```

```kfps
@component
def train() -> int:
    return 1


@pipeline
def flow():
    kubernetes.add_toleration(train(), key="gpu", operator="Exists", effect="NoSchedule")
```

"""##),
("W0328", ##"""
# W0328: accelerators of no kind

A number of accelerators counts together with their kind. Kubeflow Pipelines asks the cluster for nothing
where the kind is missing, and the task runs without any.

```kfps error=W0328
@component
def train() -> int:
    return 1


@pipeline
def flow():
    train().set_accelerator_limit(1)
```

```kfps
@component
def train() -> int:
    return 1


@pipeline
def flow():
    train().set_accelerator_type("nvidia.com/gpu").set_accelerator_limit(1)
```

"""##),
("W0329", ##"""
# W0329: an option of a component that has no effect

Some options of `@component` belong to others and are ignored without them: `pip_trusted_hosts` counts for
`pip_index_urls`, and `use_venv` only where kfp is installed. With a `target_image` the image holds the code,
so nothing else is shipped.

```kfps error=W0329
@component(pip_trusted_hosts=["packages.example.com"])
def train() -> int:
    return 1
```

```kfps
@component(
    pip_index_urls=["https://packages.example.com/simple"],
    pip_trusted_hosts=["packages.example.com"],
)
def train() -> int:
    return 1
```

"""##),
("W0330", ##"""
# W0330: a package in place of kfp

A component needs kfp where it runs, and the official SDK installs it, unless one of the packages is kfp. It
takes every package whose name starts with `kfp` for it.

```kfps error=W0330
@component(packages_to_install=["kfp-server-api"])
def ask() -> int:
    return 1
```

```kfps
@component(packages_to_install=["kfp==2.17.0", "kfp-server-api"])
def ask() -> int:
    return 1
```

"""##),
("W0331", ##"""
# W0331: an artifact class of the script itself

A component imports the artifact classes that its signature names. The class of a script cannot be imported
where the task runs, because only the component's own text is there. In an image that holds the script
(`target_image`) it can be.

```kfps error=W0331
class Picture(Artifact):
    schema_title = "system.Picture"


@component
def show_picture(picture: Input[Picture]):
    print(picture.path)
```

```kfps
@component
def show_picture(picture: Input[Artifact]):
    print(picture.path)
```

"""##),
("W0332", ##"""
# W0332: an input that is always given

`IfPresentPlaceholder` chooses by whether an input is given. An input without a default always is.

```kfps error=W0332
@container_component
def greet(name: str):
    return dsl.ContainerSpec(
        image="alpine:3",
        command=["echo", "hello"],
        args=[dsl.IfPresentPlaceholder("name", then=[name], else_=["you"])],
    )
```

```kfps
@container_component
def greet(name: str = None):
    return dsl.ContainerSpec(
        image="alpine:3",
        command=["echo", "hello"],
        args=[dsl.IfPresentPlaceholder("name", then=[name], else_=["you"])],
    )
```

"""##),
("W0333", ##"""
# W0333: two outputs of one name

A parameter and a field of the returned tuple may have the same name. The second output is renamed, and who
asks for the name gets the first one.

```kfps error=W0333
from typing import NamedTuple


@component
def split(text: str, rest: OutputPath(str)) -> NamedTuple("Parts", [("first", str), ("rest", str)]):
    open(rest, "w").write(text[1:])
    return (text[0], text[1:])
```

```kfps
from typing import NamedTuple


@component
def split(text: str, rest: OutputPath(str)) -> NamedTuple("Parts", [("first", str)]):
    open(rest, "w").write(text[1:])
    return (text[0],)
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
def twice(function):
    return function


@component
@twice
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

```kfps error=W0404
@component
def greet(name: str, greeting: str):
    print(name)
```

```kfps
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
("W0506", ##"""
# W0506: a single value is returned as a collected list

The pipeline returns `Collected(...)` of a task that no loop repeats. The SDK lets it pass, but who uses the
pipeline is promised a list and given one value.

"""##),
("W0507", ##"""
# W0507: a resource that is computed too late

A task waits for the tasks whose outputs are its arguments, and for those that `.after(...)` names. An output
that sets its processors, memory or accelerators does not make it wait, so it may start before the value is
there.

```kfps error=W0507
@component
def choose() -> str:
    return "2"


@component
def work():
    print("works")


@pipeline
def flow():
    size = choose()
    work().set_cpu_limit(size.output)
```

```kfps
@component
def choose() -> str:
    return "2"


@component
def work():
    print("works")


@pipeline
def flow():
    size = choose()
    work().set_cpu_limit(size.output).after(size)
```

"""##),
("W0508", ##"""
# W0508: a branch with the condition of an earlier one

Of the branches of an `If`, the first whose condition holds runs. A later branch with the same condition
never does.

```kfps error=W0508
@component
def echo(text: str) -> str:
    return text


@pipeline
def hello(name: str):
    with If(name == "Ada"):
        echo(text="welcome back")
    with Elif(name == "Ada"):
        echo(text="welcome")
```

```kfps
@component
def echo(text: str) -> str:
    return text


@pipeline
def hello(name: str):
    with If(name == "Ada"):
        echo(text="welcome back")
    with Elif(name == "Bob"):
        echo(text="welcome")
```

"""##),
("W0509", ##"""
# W0509: a group that no `with` enters

`If(...)`, `ParallelFor(...)` and `ExitHandler(...)` only make a group. What is called inside of a `with`
belongs to it; without one the group is forgotten, and the tasks below run whatever its condition says.

```kfps error=W0509
@component
def echo(text: str):
    print(text)


@pipeline
def flow(name: str):
    If(name == "Ada")
    echo(text=name)
```

```kfps
@component
def echo(text: str):
    print(text)


@pipeline
def flow(name: str):
    with If(name == "Ada"):
        echo(text=name)
```

"""##),
("W0510", ##"""
# W0510: an input is compared with None

An input that may be left out is a run-time value, too. While the script is read it is never None, so
`name is None` is false and `name is not None` true, whatever the pipeline is started with.

```kfps error=W0510
from typing import Optional


@component
def echo(text: str):
    print(text)


@pipeline
def flow(name: Optional[str] = None):
    task = echo(text="hello")
    if name is not None:
        task.set_display_name("with a name")
```

Give it a default that means the same and can be compared when tasks run.

```kfps
@component
def echo(text: str):
    print(text)


@pipeline
def flow(name: str = ""):
    echo(text="hello")
    with If(name != ""):
        echo(text=name)
```

"""##),
("W0711", ##"""
# W0711: retries in a loop, on Kubeflow Pipelines

Kubeflow Pipelines is known not to retry tasks that stand in a `ParallelFor`
(https://github.com/kubeflow/pipelines/issues/13897): a task that fails there fails at once. The run is
started all the same. Vertex AI retries such tasks.

"""##),
]
