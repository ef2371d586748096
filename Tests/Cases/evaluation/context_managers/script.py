import contextlib
from contextlib import contextmanager, nullcontext, suppress


@contextmanager
def section(name, swallow=()):
    print("enter", name)
    try:
        yield name.upper()
    except swallow as problem:
        print("swallowed", type(problem).__name__)
    finally:
        print("leave", name)


with section("a") as title, section("b"):
    print("inside", title)

with section("c", swallow=KeyError):
    {}["missing"]

try:
    with section("d"):
        raise ValueError("up")
except ValueError as problem:
    print("caught", problem)


def early():
    with section("e"):
        return "early"


print(early())

for number in range(3):
    with section("loop"):
        if number == 0:
            continue
        break
print("after", number)


class Maker:
    prefix = "maker "

    @contextlib.contextmanager
    def part(self, name):
        with section(self.prefix + name) as title:
            yield self, title


with Maker().part("x") as (maker, title):
    print(maker.prefix, title)

with suppress(KeyError), nullcontext(5) as five:
    print(five)
    {}["missing"]


@contextmanager
def silent():
    if False:
        yield


try:
    with silent():
        print("not reached")
except RuntimeError as problem:
    print(problem)
