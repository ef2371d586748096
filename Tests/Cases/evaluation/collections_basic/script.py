a = [3, 1, 2]
a.append(4)
a.extend([5, 6])
a.insert(0, 0)
print(a, a.pop(), a.pop(0), a, len(a), a.index(2), a.count(1))
a.sort()
print(a, sorted(a, reverse=True), sorted("banana"), sorted(["bb", "a", "ccc"], key=len))
a.remove(3)
a.reverse()
print(a, a[0], a[-1], a[1:], a[::-1], a + [9], a * 2, 4 in a)
a[0] = 10
a[1:3] = ["x", "y", "z"]
del a[0]
print(a)
d = {"a": 1, "b": 2, **{"c": 3}}
d["d"] = 4
print(d, d["a"], d.get("z"), d.get("z", 0), list(d), list(d.items()), d.keys(), d.values())
d.update({"a": 10}, e=5)
print(d.pop("b"), d.pop("q", None), "a" in d, len(d), d.setdefault("f", []), d)
print({k: v for k, v in d.items() if v}, [x * 2 for x in range(5) if x % 2], {x % 3 for x in range(3)})
print([(x, y) for x in "ab" for y in range(2)], [[i * j for j in range(3)] for i in range(2)])
print(tuple([1, 2]), (1,), (), 1 in (1, 2), (1, 2) + (3,), dict([("a", 1)]), dict(a=1, b=2))
s = {1, 2, 3}
s.add(4)
s.discard(9)
print(len(s), s & {1, 9}, s - {1, 2, 3}, {1} | {1}, {1, 2} <= s, s.issuperset({1}))
first, *rest = [1, 2, 3]
*init, last = "abc"
(p, q), r = (1, 2), 3
print(first, rest, init, last, p, q, r)
print(list(range(3)), list(range(1, 10, 3)), list(range(5, 0, -2)), range(3), len(range(0, 10, 3)), 3 in range(5))
print(list(enumerate("ab", 1)), list(zip([1, 2], "ab")), list(map(lambda x: x + 1, [1, 2])), list(filter(None, [0, 1, ""])))
print(any([0, 1]), all([]), list(reversed([1, 2])), next(iter([7])), next(iter([]), "none"))
print({"x": {"y": [1, {"z": None}]}}, [True, None, 1.5, "s"], [[]], {1: "a", (1, 2): "b"})
x, y = 1, 2
x, y = y, x
print(x, y, [*range(2), *"ab"], {**{"a": 1}, "b": 2})
m = n = []
m.append(1)
print(n, m is n, [] is [])
print({"a": 1} | {"b": 2}, {"a": 1} == {"a": 1.0}, [1, 2] == [1, 2])
from collections import OrderedDict, defaultdict, Counter, namedtuple
dd = defaultdict(list)
dd["k"].append(1)
print(dd, dict(dd), OrderedDict([("a", 1)])["a"], Counter("abca")["a"], Counter("abca").most_common(1))
Point = namedtuple("Point", ["x", "y"])
pt = Point(1, y=2)
print(pt, pt.x, pt[1], tuple(pt), pt._asdict(), pt == (1, 2), len(pt), pt._replace(x=5), Point._fields)
