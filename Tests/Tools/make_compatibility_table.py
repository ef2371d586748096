"""Writes Sources/KFPSyntax/Names/CompatibilityTable.swift from Python's knowledge of Unicode.

    python3 Tests/Tools/make_compatibility_table.py > Sources/KFPSyntax/Names/CompatibilityTable.swift
"""

import unicodedata

entries = []
for code in range(0x110000):
    character = chr(code)
    if not ("a" + character).isidentifier():
        continue
    compatible = unicodedata.normalize("NFKC", character)
    if compatible == character or compatible == unicodedata.normalize("NFC", character):
        continue
    targets = [ord(part) for part in compatible]
    last = entries[-1] if entries else None
    if (last and len(targets) == 1 and len(last[1]) == 1
            and last[0] + last[2] == code and last[1][0] + last[2] == targets[0]):
        last[2] += 1
    else:
        entries.append([code, targets, 1])

words = []
for code, targets, count in entries:
    word = f"{code:X}=" + "+".join(f"{target:X}" for target in targets)
    words.append(word + (f"*{count}" if count > 1 else ""))

print("/// What the characters of identifiers are in Unicode's compatibility form; made by")
print("/// `Tests/Tools/make_compatibility_table.py`. `A=B*3` maps A, A+1, A+2 to B, B+1, B+2, and")
print("/// `A=B+C` maps A to two characters.")
print("enum CompatibilityTable {")
print('  static let text = """')
line = ""
for word in words:
    if len(line) + len(word) > 92:
        print("    " + line.rstrip() + " \\")
        line = ""
    line += word + " "
print("    " + line.rstrip())
print('    """')
print("}")
