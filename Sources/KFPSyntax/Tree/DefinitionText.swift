import KFPSource

/// The text of a function as the official SDK ships it in a component.
///
/// It is what Python's `inspect.getsource`, `textwrap.dedent` and a cut before the first line that
/// starts with `def` make of the file, so it keeps comments and blank lines, also those behind the
/// last statement that are indented as the body is. The text ends with a line end. Where the SDK
/// would yield nothing it is empty, and `definitionTextLoss` says why.
public func definitionText(of function: FunctionDef, in tree: Tree) -> String {
  let lines = DefinitionLines(function, in: tree).dedented()
  guard let first = lines.firstIndex(where: { $0.starts(with: Array("def".utf8)) }) else {
    return ""
  }
  var text: [UInt8] = []
  for line in lines[first...] {
    text += line
    text.append(Byte.lineFeed)
  }
  return String(decoding: text, as: UTF8.self)
}

/// Why the official SDK would ship an empty text for a function.
public enum DefinitionTextLoss: Hashable, Sendable {
  /// The function is `async def`.
  case asynchronous
  /// The function is indented, and this line (from 1) of it starts at the left margin, so that the
  /// indentation cannot be taken away.
  case unindentedLine(Int)
}

/// Why `definitionText` is empty, or nil where it is not.
public func definitionTextLoss(of function: FunctionDef, in tree: Tree) -> DefinitionTextLoss? {
  guard definitionText(of: function, in: tree).isEmpty else { return nil }
  if function.isAsync { return .asynchronous }
  let lines = DefinitionLines(function, in: tree)
  let indentation = lines.lines.first?.prefix { $0.isBlank } ?? []
  let offset = lines.lines.firstIndex { line in
    line.contains { !$0.isBlank } && !line.starts(with: indentation)
  }
  return .unindentedLine(lines.firstLine + (offset ?? 0))
}

extension UInt8 {
  fileprivate var isBlank: Bool { self == Byte.space || self == Byte.tab }
}

/// The lines of a function with its decorators, without line ends.
private struct DefinitionLines {
  let firstLine: Int
  private(set) var lines: [ArraySlice<UInt8>] = []
  private let source: SourceText

  init(_ function: FunctionDef, in tree: Tree) {
    source = tree.source
    firstLine = source.line(at: function.spanWithDecorators.start)
    let end = function.spanWithDecorators.end
    let bodyLine = source.line(at: max(end, 1) - 1)
    var lastLine = bodyLine
    if let first = function.body.first {
      let start = tree.span(ofLineHolding: first).start
      let isOnHeaderLine = source.line(at: start) == source.line(at: function.name.span.start)
      if let column = column(of: start), !isOnHeaderLine {
        lastLine = lastCommentLine(after: bodyLine, atLeastAt: column)
      }
    }
    for line in firstLine...max(firstLine, lastLine) { lines.append(bytes(ofLine: line)) }
    // A byte order mark is no part of the text.
    if firstLine == 1, let first = lines.first, first.starts(with: [0xEF, 0xBB, 0xBF]) {
      lines[0] = first.dropFirst(3)
    }
  }

  private func bytes(ofLine line: Int) -> ArraySlice<UInt8> {
    let starts = source.lineStarts
    guard line >= 1, line <= starts.count else { return [] }
    let start = Int(starts[line - 1])
    var end = line < starts.count ? Int(starts[line]) : source.bytes.count
    while end > start, source.bytes[end - 1].endsLine { end -= 1 }
    return source.bytes[start..<end]
  }

  /// The column of a place if only blanks stand before it on its line.
  private func column(of offset: UInt32) -> Int? {
    let start = source.lineStarts[source.line(at: offset) - 1]
    let before = source.bytes[Int(start)..<Int(offset)]
    return before.allSatisfy { $0.isBlank || $0 == Byte.formFeed } ? before.count : nil
  }

  /// The last line behind the body that is a comment at the body's indentation, before any code.
  private func lastCommentLine(after bodyLine: Int, atLeastAt column: Int) -> Int {
    var last = bodyLine
    var line = bodyLine + 1
    while line <= source.lineStarts.count {
      let text = bytes(ofLine: line)
      let blanks = text.prefix { $0.isBlank || $0 == Byte.formFeed }
      if blanks.count < text.count {
        guard text[blanks.endIndex] == Byte.hash else { break }
        if blanks.count >= column { last = line }
      }
      line += 1
    }
    return last
  }

  /// The lines as `textwrap.dedent` leaves them.
  func dedented() -> [ArraySlice<UInt8>] {
    let lines = lines.map { line in line.allSatisfy(\.isBlank) ? [] : line }
    var margin: ArraySlice<UInt8>?
    for line in lines where !line.isEmpty {
      let indentation = line.prefix { $0.isBlank }
      guard let current = margin else {
        margin = indentation
        continue
      }
      let common = zip(current, indentation).prefix { $0 == $1 }.count
      margin = current.prefix(common)
    }
    let width = margin?.count ?? 0
    return lines.map { $0.isEmpty ? $0 : $0.dropFirst(width) }
  }
}

extension Tree {
  /// The span of a statement with its decorators.
  func span(ofLineHolding id: StmtID) -> Span {
    switch self[id] {
    case .functionDef(let function): function.spanWithDecorators
    case .classDef(let definition): definition.spanWithDecorators
    default: span(of: id)
    }
  }
}
