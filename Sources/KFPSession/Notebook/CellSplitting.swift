import KFPNotebook

/// A cell of a script in percent format.
public struct ScriptCell: Hashable, Sendable {
  /// What a cell holds.
  public enum Kind: Hashable, Sendable { case code, markdown }

  /// What it holds.
  public var kind: Kind
  /// The words behind `# %%`.
  public var title: String
  /// Its text without the mark; for a text cell, without the `# ` of its lines.
  public var text: String
  /// The line of its first line of text, from 1.
  public var line: Int

  /// Creates a cell.
  public init(kind: Kind, title: String, text: String, line: Int) {
    self.kind = kind
    self.title = title
    self.text = text
    self.line = line
  }
}

/// The cells of a script in percent format: `# %%` starts a code cell and `# %% [markdown]` a text
/// cell, as VS Code, Spyder and Jupytext read them. A script without marks is one cell; what stands
/// before the first mark is a cell if it is more than blank lines. Inside of a string or a bracket a mark is
/// a line like any other.
public func scriptCells(of text: String) -> [ScriptCell] {
  let allLines = text.split(separator: "\n", omittingEmptySubsequences: false)
  let marks = markLines(among: allLines)
  var cells: [ScriptCell] = []
  var current = ScriptCell(kind: .code, title: "", text: "", line: 1)
  var lines: [Substring] = []
  func finish() {
    var cell = current
    cell.text = cellText(lines, kind: cell.kind)
    if !cell.text.isEmpty || cell.line > 1 { cells.append(cell) }
    lines = []
  }
  for (index, line) in allLines.enumerated() {
    guard marks.contains(index), let title = cellTitle(line) else {
      lines.append(line)
      continue
    }
    finish()
    let isMarkdown = title.hasPrefix("[markdown]")
    current = ScriptCell(
      kind: isMarkdown ? .markdown : .code,
      title: isMarkdown ? title.dropFirst("[markdown]".count).trimmingBlanks() : title,
      text: "", line: index + 2)
  }
  finish()
  return cells
}

/// The lines that begin cells: all that look like it, where a string or a bracket is never closed.
private func markLines(among lines: [Substring]) -> Set<Int> {
  let alike = lines.indices.filter { cellTitle(lines[$0]) != nil }
  guard !alike.isEmpty else { return [] }
  var follower = LineFollower()
  var marks: Set<Int> = []
  for (index, line) in lines.enumerated() {
    if follower.isAtStatement, cellTitle(line) != nil {
      marks.insert(index)
    } else {
      follower.follow(line)
    }
  }
  return follower.isAtStatement ? marks : Set(alike)
}

/// The words behind `# %%` (or `#%%`), or nil for any other line.
private func cellTitle(_ line: Substring) -> String? {
  guard line.hasPrefix("#") else { return nil }
  let rest = line.dropFirst().drop { $0 == " " }
  guard rest.hasPrefix("%%") else { return nil }
  let title = rest.dropFirst(2)
  guard title.first != "%" else { return nil }
  return String(title).trimmingBlanks()
}

private func cellText(_ lines: [Substring], kind: ScriptCell.Kind) -> String {
  var lines = lines[...]
  while let last = lines.last, last.allSatisfy(\.isWhitespace) { lines.removeLast() }
  while let first = lines.first, first.allSatisfy(\.isWhitespace) { lines.removeFirst() }
  guard kind == .markdown else { return lines.joined(separator: "\n") }
  return lines.map { line in
    guard line.hasPrefix("#") else { return line }
    let rest = line.dropFirst()
    return rest.hasPrefix(" ") ? rest.dropFirst() : rest
  }.joined(separator: "\n")
}

extension StringProtocol {
  func trimmingBlanks() -> String {
    var text = self[...]
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }
}

/// The script that cells are, in percent format.
public func scriptText(of cells: [Session.Cell]) -> String {
  var text = ""
  for cell in cells {
    if !text.isEmpty { text += "\n" }
    let title = cell.title.isEmpty ? "" : " " + cell.title
    switch cell.kind {
    case .code: text += "# %%\(title)\n\(cell.text)"
    case .markdown:
      text += "# %% [markdown]\(title)\n"
      text += cell.text.split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.isEmpty ? "#" : "# \($0)" }.joined(separator: "\n")
    }
    if !text.hasSuffix("\n") { text += "\n" }
  }
  return text
}
