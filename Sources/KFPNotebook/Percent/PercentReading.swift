import KFPSource
import KFPSyntax

/// The notebook that a script in percent format is. A script without marks is one cell; what stands
/// before the first mark is a cell if it is more than blank lines.
///
/// A mark inside a string, a bracket or an indented block is a comment like any other: a cell is
/// always whole.
public func notebook(percent text: String) -> Notebook {
  let lines = withoutCarriageReturns(text).lines
  let starts = markLines(lines, of: text)
  var cells: [NotebookCell] = []
  var mark: PercentMark?
  var start = 0
  func finish(before end: Int) {
    let cell = cell(mark, lines[start..<end], line: start + 1)
    if mark != nil || !cell.text.isEmpty { cells.append(cell) }
  }
  for line in starts {
    finish(before: line)
    mark = PercentMark(lines[line])
    start = line + 1
  }
  finish(before: lines.count)
  return Notebook(cells: cells)
}

private func cell(
  _ mark: PercentMark?, _ lines: ArraySlice<Substring>, line: Int
) -> NotebookCell {
  var lines = lines
  while let last = lines.last, last.allSatisfy(\.isWhitespace) { lines.removeLast() }
  while let first = lines.first, first.allSatisfy(\.isWhitespace) { lines.removeFirst() }
  let kind = mark?.kind ?? .code
  var follower = LineFollower()
  let text = lines.map { line in
    guard kind == .code else { return uncommented(line) }
    defer { follower.follow(line) }
    return follower.isAtStatement ? codeLine(line) : line
  }.joined(separator: "\n")
  return NotebookCell(
    kind, text, title: mark?.title ?? "", role: mark?.role,
    line: lines.isEmpty ? line : lines.startIndex + 1)
}

/// The lines that begin cells. Only where a mark might stand inside something is the text parsed.
private func markLines(_ lines: [Substring], of text: String) -> [Int] {
  let marks = lines.indices.filter { PercentMark(lines[$0]) != nil }
  guard !marks.isEmpty else { return [] }
  var sources = SourceMap()
  var bag = DiagnosticBag()
  let source = sources.add(name: "script", bytes: Array(text.utf8))
  let tree = parse(source, reporting: &bag)
  // Where a line cannot be read nobody knows what is inside of what.
  guard !bag.containsError else { return marks }
  let statements = tree.body.map { tree.spanWithDecorators(of: $0) }
  var next = 0
  return marks.filter { line in
    guard source.lineStarts.indices.contains(line) else { return true }
    let offset = source.lineStarts[line]
    while next < statements.count, statements[next].end <= offset { next += 1 }
    return next == statements.count || statements[next].start > offset
  }
}

private func withoutCarriageReturns(_ text: String) -> String {
  guard text.utf8.contains(0x0D) else { return text }
  return String(decoding: text.utf8.filter { $0 != 0x0D }, as: UTF8.self)
}

/// A line of a text cell without its `# `.
private func uncommented(_ line: Substring) -> Substring {
  guard line.hasPrefix("#") else { return line }
  let rest = line.dropFirst()
  return rest.hasPrefix(" ") ? rest.dropFirst() : rest
}

/// A line of a code cell: what stands behind `# # %%` was written so that it is no mark.
private func codeLine(_ line: Substring) -> Substring {
  isEscapedMark(line) ? line.dropFirst(2) : line
}

/// Whether a line is `# # %%...`: a mark behind one or more further `# `.
func isEscapedMark(_ line: Substring) -> Bool {
  var rest = line
  var depth = 0
  while rest.hasPrefix("# ") {
    depth += 1
    rest = rest.dropFirst(2)
  }
  return depth > 1 && rest.hasPrefix("%%")
}

extension Tree {
  /// Where a statement stands, its decorators included.
  fileprivate func spanWithDecorators(of id: StmtID) -> Span {
    switch self[id] {
    case .functionDef(let function): function.spanWithDecorators
    case .classDef(let definition):
      definition.decorators.first.map { span(of: $0).union(span(of: id)) } ?? span(of: id)
    default: span(of: id)
    }
  }
}
