"""Writes sentences of grammar/kfps.ebnf by chance, the same ones for the same seed.

    python3 Tests/Tools/sentences.py [--seed N] [--count N] [--depth N]

The tests have a writer of their own (Tests/Grammar/SentenceWriter.swift), which prefers what was used
least; this one is for the fuzz tool, which wants very many.
"""

import argparse
import os
import random
import re

GRAMMAR = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "grammar", "kfps.ebnf")
TOKEN = re.compile(r'"[^"]*"|\'[^\']*\'|\?[^?]*\?|[A-Za-z_]+|[=;|()\[\]{}…]')


class Grammar:
    """Productions as nested tuples: ("text", s), ("range", a, b), ("name", n), ("condition", words),
    ("all", items), ("one", items), ("maybe", item), ("many", item)."""

    def __init__(self, text):
        self.words = TOKEN.findall(re.sub(r"\(\*.*?\*\)", " ", text, flags=re.S))
        self.at = 0
        self.rules = {}
        while self.at < len(self.words):
            name = self.words[self.at]
            self.at += 2
            self.rules[name] = self.choice()
            self.at += 1
        self.heights = {name: 1000 for name in self.rules}
        changed = True
        while changed:
            changed = False
            for name, rule in self.rules.items():
                height = self.height(rule) + 1
                if height < self.heights[name]:
                    self.heights[name] = height
                    changed = True

    def choice(self):
        items = [self.sequence()]
        while self.words[self.at] == "|":
            self.at += 1
            items.append(self.sequence())
        return items[0] if len(items) == 1 else ("one", items)

    def sequence(self):
        items = []
        while self.words[self.at] not in ("|", ";", ")", "]", "}"):
            items.append(self.item())
        return ("all", items)

    def item(self):
        word = self.words[self.at]
        self.at += 1
        if word in "([{" and len(word) == 1:
            inner = self.choice()
            self.at += 1
            return {"(": inner, "[": ("maybe", inner), "{": ("many", inner)}[word]
        if word[0] == "?":
            return ("condition", word[1:-1].strip())
        if word[0] in "\"'":
            if self.words[self.at] == "…":
                last = self.words[self.at + 1]
                self.at += 2
                return ("range", word[1:-1], last[1:-1])
            return ("text", word[1:-1])
        return ("name", word)

    def height(self, node):
        kind = node[0]
        if kind == "name":
            return self.heights.get(node[1], 0)
        if kind == "all":
            return max((self.height(item) for item in node[1]), default=0)
        if kind == "one":
            return min(self.height(item) for item in node[1])
        return 0


class Writer:
    """Writes one sentence; most conditions are left to chance, so that some sentences are wrong."""

    def __init__(self, grammar, chance, depth):
        self.grammar, self.chance, self.limit = grammar, chance, depth
        self.keywords = {node[1] for node in grammar.rules["keyword"][1][0:] if node[0] == "text"} if (
            grammar.rules["keyword"][0] == "one") else set()
        self.out, self.depth, self.indent, self.quotes = [], 0, 0, []
        self.tight, self.fresh = False, True

    def sentence(self, name="script"):
        self.rule(name)
        return "".join(self.out)

    def blank(self):
        if self.fresh:
            self.out.append("    " * self.indent)
        else:
            self.out.append(" ")
        self.fresh = False

    def rule(self, name):
        if name not in self.grammar.rules:
            return
        token, outer = name.isupper(), self.tight
        if token and not outer and name not in ("INDENT", "DEDENT", "NEWLINE"):
            self.blank()
        if outer and not token:
            self.out.append(" ")
        self.tight = token
        self.depth += 1
        start = len(self.out)
        self.write(self.grammar.rules[name])
        if name == "FSTRING_START":
            self.quotes.append(re.sub(r"^[^'\"]*", "", "".join(self.out[start:])))
        self.depth -= 1
        self.tight = outer
        if name == "NEWLINE":
            self.fresh = True

    def write(self, node):
        kind, chance = node[0], self.chance
        if kind == "text":
            if not self.tight:
                self.blank()
            self.out.append(node[1])
        elif kind == "range":
            self.out.append(chr(chance.randrange(ord(node[1]), ord(node[2]) + 1)))
        elif kind == "name":
            self.rule(node[1])
        elif kind == "condition":
            self.condition(node[1])
        elif kind == "all":
            for item in node[1]:
                self.write(item)
        elif kind == "one":
            fitting = [i for i in node[1] if self.depth + self.grammar.height(i) <= self.limit]
            self.write(chance.choice(fitting) if fitting else min(node[1], key=self.grammar.height))
        else:
            rounds = 1 if kind == "maybe" else 3
            while rounds and self.depth + self.grammar.height(node[1]) <= self.limit and chance.random() < 0.35:
                self.write(node[1])
                rounds -= 1

    def condition(self, words):
        if words == "no keyword" and self.out and self.out[-1] in self.keywords:
            self.out.append("x")
        elif words == "beyond ASCII":
            self.out.append(self.chance.choice("éßπ变Я"))
        elif words == "end of line":
            self.out.append("\n")
        elif words == "further right":
            self.indent += 1
        elif words == "block ends":
            self.indent -= 1
        elif words == "closes":
            self.out.append(self.quotes.pop() if self.quotes else '"')


def sentences(seed, count, depth=None):
    with open(GRAMMAR, encoding="utf-8") as stream:
        grammar = Grammar(stream.read())
    chance = random.Random(seed)
    for _ in range(count):
        text = ""
        while len(text) < 400:
            text += Writer(grammar, chance, depth or chance.choice((14, 20, 26, 32))).sentence("statement")
        yield text


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=5)
    parser.add_argument("--depth", type=int)
    options = parser.parse_args()
    for text in sentences(options.seed, options.count, options.depth):
        print(text)


if __name__ == "__main__":
    main()
