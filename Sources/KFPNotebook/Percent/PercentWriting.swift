/// A notebook as a script in percent format, which reads as the same notebook.
public func percentText(of notebook: Notebook) -> String {
  notebook.cells.map(percentText).joined(separator: "\n")
}

private func percentText(of cell: NotebookCell) -> String {
  var lines = [PercentMark(of: cell).text]
  var follower = LineFollower()
  for line in cell.text.lines where !(cell.text.isEmpty) {
    switch cell.kind {
    case .code:
      // Inside a string it is no mark, and another text would be another value.
      let needsEscape = follower.isAtStatement && isMarkLike(line)
      lines.append(needsEscape ? "# " + line : String(line))
      follower.follow(line)
    case .markdown, .raw, .kernel: lines.append(line.isEmpty ? "#" : "# " + line)
    }
  }
  return lines.joined(separator: "\n") + "\n"
}

/// Whether a line of code would begin a cell, or is one that was already written as none.
private func isMarkLike(_ line: Substring) -> Bool {
  PercentMark(line) != nil || isEscapedMark(line)
}
