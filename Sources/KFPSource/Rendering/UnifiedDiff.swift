/// The difference between two versions of a text in the unified format with three lines around each
/// change, or an empty text where they are equal.
public func unifiedDiff(from old: String, to new: String, name: String) -> String {
  guard !old.utf8.elementsEqual(new.utf8) else { return "" }
  let script = lineScript(from: diffLines(old), to: diffLines(new))
  var output = "--- \(name)\n+++ \(name)\n"
  for hunk in hunks(of: script) { output += text(of: hunk) }
  return output
}

private struct ScriptLine {
  enum Kind: String {
    case kept = " "
    case removed = "-"
    case added = "+"
  }
  let kind: Kind
  let text: Substring
  /// The numbers (from 1) that this line has, or would have, in both versions.
  let oldLine: Int
  let newLine: Int
}

/// Lines with their ends, so that a missing last line feed is a difference.
private func diffLines(_ text: String) -> [Substring] {
  var lines: [Substring] = []
  let bytes = text.utf8
  var start = bytes.startIndex
  while let end = bytes[start...].firstIndex(of: 0x0A) {
    let next = bytes.index(after: end)
    lines.append(text[start..<next])
    start = next
  }
  if start < bytes.endIndex { lines.append(text[start...]) }
  return lines
}

private func lineScript(from old: [Substring], to new: [Substring]) -> [ScriptLine] {
  var removed: Set<Int> = []
  var added: Set<Int> = []
  // Bytes are compared: to Swift, two spellings of an accented letter are the same text.
  for change in new.difference(from: old, by: { $0.utf8.elementsEqual($1.utf8) }) {
    switch change {
    case .remove(let offset, _, _): removed.insert(offset)
    case .insert(let offset, _, _): added.insert(offset)
    }
  }
  var script: [ScriptLine] = []
  var oldIndex = 0
  var newIndex = 0
  while oldIndex < old.count || newIndex < new.count {
    let kind: ScriptLine.Kind
    let line: Substring
    if oldIndex < old.count, removed.contains(oldIndex) {
      (kind, line) = (.removed, old[oldIndex])
    } else if newIndex < new.count, added.contains(newIndex) {
      (kind, line) = (.added, new[newIndex])
    } else if oldIndex < old.count {
      (kind, line) = (.kept, old[oldIndex])
    } else {
      break
    }
    script.append(
      ScriptLine(kind: kind, text: line, oldLine: oldIndex + 1, newLine: newIndex + 1))
    if kind != .added { oldIndex += 1 }
    if kind != .removed { newIndex += 1 }
  }
  return script
}

private func hunks(of script: [ScriptLine]) -> [ArraySlice<ScriptLine>] {
  let context = 3
  var ranges: [Range<Int>] = []
  for (index, line) in script.enumerated() where line.kind != .kept {
    let range = max(0, index - context)..<min(script.count, index + context + 1)
    if let last = ranges.last, range.lowerBound <= last.upperBound {
      ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
    } else {
      ranges.append(range)
    }
  }
  return ranges.map { script[$0] }
}

private func text(of hunk: ArraySlice<ScriptLine>) -> String {
  guard let first = hunk.first else { return "" }
  let oldCount = hunk.count { $0.kind != .added }
  let newCount = hunk.count { $0.kind != .removed }
  // A hunk without lines on one side names the line before it.
  let oldStart = oldCount == 0 ? first.oldLine - 1 : first.oldLine
  let newStart = newCount == 0 ? first.newLine - 1 : first.newLine
  var output = "@@ -\(range(oldStart, oldCount)) +\(range(newStart, newCount)) @@\n"
  for line in hunk {
    output += line.kind.rawValue + line.text
    if line.text.utf8.last != 0x0A { output += "\n\\ No newline at end of file\n" }
  }
  return output
}

private func range(_ start: Int, _ count: Int) -> String {
  count == 1 ? "\(start)" : "\(start),\(count)"
}
