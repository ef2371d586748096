class Animal:
    kind = "animal"

    def __init__(self, name):
        self.name = name

    def speak(self):
        return f"{self.name} makes a sound"

    @property
    def loud(self):
        return self.speak().upper()

    @staticmethod
    def make():
        return Animal("static")

    @classmethod
    def build(cls, name):
        return cls(name + "!")

    def __repr__(self):
        return f"Animal({self.name})"


class Dog(Animal):
    def __init__(self, name, age=1):
        super().__init__(name)
        self.age = age

    def speak(self):
        return super().speak() + " (woof)"

    def __eq__(self, other):
        return self.age == other.age

    def __len__(self):
        return self.age

    def __getitem__(self, i):
        return i * 2

    def __add__(self, other):
        return Dog(self.name + other.name, self.age + other.age)


d = Dog("rex", 3)
print(d.speak(), d.loud, d.kind, Dog.kind, Animal.make().name, Dog.build("a").name, d)
print(isinstance(d, Animal), issubclass(Dog, Animal), isinstance(3, (str, int)), type(d).__name__, type(3) == int)
print(d == Dog("x", 3), d != Dog("x", 4), len(d), d[4], (d + d).age, hasattr(d, "age"), getattr(d, "zzz", "no"))
d.extra = 1
setattr(d, "more", 2)
print(d.extra, d.more, vars(d))

from typing import NamedTuple, Optional, List, Dict, Union
from dataclasses import dataclass, field, asdict
from enum import Enum


class Out(NamedTuple):
    a: int
    b: str = "x"


o = Out(1)
print(o, o.a, o.b, o == (1, "x"), Out._fields)


@dataclass
class Config:
    name: str
    size: int = 3
    tags: list = field(default_factory=list)

    def label(self):
        return f"{self.name}:{self.size}"


c = Config("n")
c.tags.append("t")
print(c, c.label(), asdict(c), Config("n") == Config("n"), Config("m").tags)


class Color(Enum):
    RED = 1
    GREEN = "g"


print(Color.RED, Color.RED.name, Color.RED.value, Color("g"), Color["RED"] is Color.RED, [c.name for c in Color], repr(Color.GREEN))


class Mode(str, Enum):
    A = "a"


print(Mode.A == "a", Mode.A.value, {Mode.A: 1}[Mode.A])


class Manager:
    def __enter__(self):
        print("enter")
        return "value"

    def __exit__(self, kind, value, trace):
        print("exit", kind is not None)
        return True


with Manager() as v:
    print(v)
with Manager():
    raise ValueError("hidden")


class Custom(ValueError):
    def __init__(self, code):
        super().__init__(f"code {code}")
        self.code = code


try:
    raise Custom(7)
except ValueError as e:
    print(e, e.code, type(e).__name__, repr(e))


class Lookup:
    def __getattr__(self, name):
        return name.upper()

    def __call__(self, x):
        return x + 1

    def __iter__(self):
        return iter([1, 2])

    def __contains__(self, x):
        return x == 1

    def __str__(self):
        return "look"


look = Lookup()
print(look.abc, look(1), list(look), 1 in look, str(look), f"{look}")
print(Optional[int] is not None, List[str], Dict[str, int])
Pair = NamedTuple("Pair", [("left", int), ("right", str)])
pair = Pair(left=1, right="r")
print(pair, pair.right, Pair._fields, Pair(2, "x")[0])
