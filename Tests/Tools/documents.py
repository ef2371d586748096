"""Wrong documents for the fuzz tool: compiled pipelines, component files of the first SDK, notebooks.

`documents` yields files (ending, content) without end. Lines of YAML and values of JSON are removed,
doubled, exchanged, moved in or out, and replaced, so that most still are YAML or JSON.
"""

import json
import re

SCALARS = """null true false 0 -1 1.5 1e400 99999999999999999999 '' "" a 'é' "\\u0000" [] {} [a] {a: b} ~ 2001-01-01
&a *a <<: !!binary !!float | > - ? : # {{$.inputs.parameters['x']}} {{$}} comp-a exec-a root
pipelinechannel--x parseJson(string_value)["a"] STRING NUMBER_INTEGER LIST STRUCT 0x10 1_000 .inf @ ` %""".split()
JSON_VALUES = [None, True, False, 0, -1, 1.5, 10**30, "", "a", [], {}, [[]], {"": None}, ["a"], "{{$}}", "\u0000", "\ud800"]


def mutated_lines(text, chance):
    """YAML with a few lines changed; blocks go by their indentation."""
    lines = text.split("\n")
    for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
        at = chance.randrange(len(lines))
        end = at + 1
        if chance.random() < 0.5:
            margin = indentation(lines[at])
            while end < len(lines) and indentation(lines[end]) > margin:
                end += 1
        kind = chance.randrange(9)
        block = lines[at:end]
        if kind == 0:
            del lines[at:end]
        elif kind == 1:
            lines[at:at] = block * chance.choice((1, 1, 2, 50))
        elif kind == 2:
            place = chance.randrange(len(lines))
            lines[place:place] = block
        elif kind == 3:
            step = chance.choice((-2, 2, 1, 4))
            lines[at:end] = [" " * max(0, indentation(line) + step) + line.lstrip(" ") for line in block]
        elif kind == 4 and ":" in lines[at]:
            key = lines[at].split(":", 1)[0]
            lines[at:end] = [f"{key}: {chance.choice(SCALARS)}"]
        elif kind == 5 and ":" in lines[at]:
            other = chance.choice(lines).split(":", 1)[0].strip() or "x"
            lines[at] = " " * indentation(lines[at]) + other + ":" + lines[at].split(":", 1)[1]
        elif kind == 6:
            words = re.findall(r"[\w-]+", "\n".join(lines))
            lines[at] = re.sub(r"[\w-]+(?=\W*$)", lambda _: chance.choice(words), lines[at], count=1)
        elif kind == 7:
            lines[at] = lines[at].replace("-", "", 1) if "-" in lines[at] else lines[at] + chance.choice(SCALARS)
        elif kind == 8:
            depth = chance.choice((3, 30, 3000))
            lines[at] = lines[at].split(":", 1)[0] + ": " + "[" * depth + "]" * chance.choice((depth, depth - 1))
        if not lines:
            lines = [""]
    return "\n".join(lines)


def indentation(line):
    return len(line) - len(line.lstrip(" "))


def places(value, found):
    """All (container, key) in a JSON value."""
    keys = value.keys() if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        found.append((value, key))
        places(value[key], found)
    return found


def mutated_tree(text, chance):
    """JSON with a few values changed."""
    tree = json.loads(text)
    for _ in range(chance.choice((1, 1, 2, 4))):
        found = places(tree, [])
        if not found:
            break
        container, key = chance.choice(found)
        kind = chance.randrange(5)
        if kind == 0:
            container[key] = chance.choice(JSON_VALUES)
        elif kind == 1:
            del container[key]
        elif kind == 2:
            other, name = chance.choice(found)
            try:
                container[key] = json.loads(json.dumps(other[name]))
            except (KeyError, IndexError):
                pass
        elif kind == 3 and isinstance(container, dict):
            container[chance.choice(("", "x", "metadata", "source", "cell_type", str(key) + "x"))] = container.pop(key)
        elif kind == 4 and isinstance(container, list):
            container[key:key] = [container[key]] * chance.choice((1, 2, 100))
    return json.dumps(tree, indent=chance.choice((None, 1)), ensure_ascii=chance.random() < 0.5)


def documents(texts, chance):
    """Files that are read as documents, or load one."""
    while True:
        ending, content = chance.choice(texts)
        text = content.decode("utf-8", "replace")
        if ending == "yaml":
            text = mutated_lines(text, chance)
        else:
            try:
                text = mutated_tree(text, chance)
            except ValueError:
                pass
        if ending != "ipynb" and chance.random() < 0.2:
            load = f"from kfp import components, dsl\nc = components.load_component_from_text({text!r})\n"
            yield "py", (load + "\n@dsl.pipeline\ndef p(x: str = 'a'):\n    c()\n").encode("utf-8", "replace")
        else:
            yield ending, text.encode("utf-8", "surrogatepass" if chance.random() < 0.2 else "replace")
