import os, sys, json, math, textwrap, copy, string, itertools, re as regular
import os.path as osp
from pathlib import Path
from datetime import datetime, timedelta, date, timezone

print(os.path.join("a", "b", "c.py"), os.path.basename("/x/y.txt"), os.path.dirname("/x/y.txt"), os.path.splitext("a/b.tar.gz"), osp.join("a/", "/b"))
print(os.path.normpath("a/../b/./c"), os.path.split("/a/b"), os.path.isabs("/a"), os.path.exists("/no/such"))
print(os.environ.get("KFPS_NOT_SET"), os.getenv("KFPS_NOT_SET", "default"), "KFPS_NOT_SET" in os.environ)
p = Path("a/b") / "c.txt"
print(p, p.name, p.stem, p.suffix, p.parent, p.with_suffix(".md"), p.parts, Path("/x").exists(), str(p), repr(p), p.parent.parent, Path("a") / Path("b"))
print(json.dumps({"a": [1, 2.5, None, True], "b": "é\"\n"}), json.dumps([1], indent=2), json.dumps({"b": 1, "a": 2}, sort_keys=True, separators=(",", ":")))
print(json.loads('{"a": [1, 2.0, "x", null, true], "b": {"c": "\\u00e9"}}'))
print(json.dumps({"a": {"b": [1, {"c": []}]}}, indent=4))
print(datetime(2024, 2, 29, 13, 5, 9).strftime("%Y-%m-%d %H:%M:%S %j %a %b %y %I%p"), datetime(2024, 1, 31) + timedelta(days=1, hours=2))
print(datetime(2024, 1, 1).isoformat(), date(2024, 12, 25), (date(2024, 3, 1) - date(2024, 2, 1)).days, timedelta(hours=25), f"{datetime(2024, 1, 2):%Y%m%d}")
print(datetime.strptime("2024-05-06", "%Y-%m-%d"), datetime(2024, 1, 1, tzinfo=timezone.utc), timedelta(seconds=90).total_seconds())
print(math.sqrt(16), math.floor(2.7), math.ceil(2.1), math.pi, math.log2(8), math.inf)
print(textwrap.dedent("""
    a
      b
    c"""), string.ascii_lowercase[:3])
x = [[1], 2]
y = copy.deepcopy(x)
y[0].append(5)
print(x, y, list(itertools.chain([1], [2])), list(itertools.product("ab", [1, 2])), list(itertools.combinations([1, 2, 3], 2)))
with open("/tmp/kfps-test-virtual.txt", "w") as f:
    f.write("one\ntwo\n")
with open("/tmp/kfps-test-virtual.txt") as f:
    print(f.read().splitlines())
with open("/tmp/kfps-test-virtual.txt") as f:
    for line in f:
        print(line.strip())
os.remove("/tmp/kfps-test-virtual.txt")
print(os.path.exists("/tmp/kfps-test-virtual.txt"))
import argparse
parser = argparse.ArgumentParser()
parser.add_argument("--size", type=int, default=3)
parser.add_argument("--name", default="n")
parser.add_argument("--verbose", action="store_true")
args = parser.parse_args([])
print(args.size, args.name, args.verbose, parser.parse_args(["--size", "5", "--verbose", "--name=x"]))
import logging
logging.basicConfig(level=logging.INFO)
logger = logging.getLogger(__name__)
print(__name__, os.path.basename(__file__), sys.argv[1:])
if __name__ == "__main__":
    print("main")
import tempfile
with tempfile.TemporaryDirectory() as folder:
    print(isinstance(folder, str))
print(string.Template("$a ${b} $$").substitute(a=1, b=2))
from operator import itemgetter
print(sorted([{"n": 2}, {"n": 1}], key=itemgetter("n")))
