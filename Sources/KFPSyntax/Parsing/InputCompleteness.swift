public import KFPSource

/// Whether a text that is being typed can be taken as it is.
public enum InputCompleteness: Hashable, Sendable {
  /// It can be read.
  case complete
  /// More must follow; `indent` is the number of blanks to start the next line with.
  case incomplete(indent: Int)
  /// It has a mistake that no further line mends.
  case invalid
}

/// Whether more has to be typed before a text can be taken.
///
/// An open bracket, triple-quoted string or continued line needs more, and so does a header
/// without its block. A statement with a block is finished by an empty line.
public func inputCompleteness(of text: SourceText) -> InputCompleteness {
  var lexer = Lexer(text, recovers: false)
  let lexed = lexer.lex()
  let lines = TypedLines(text)
  switch lexed.end {
  case .insideTripleQuotes: return .incomplete(indent: 0)
  case .insideBracket:
    return canContinue(text, lexed) ? .incomplete(indent: lines.indentInsideBracket) : .invalid
  case .afterBackslash:
    return lines.endsWithBlankLine ? .invalid : .incomplete(indent: lines.lastIndent)
  case .closed: break
  }
  let result = parsed(text, lexed)
  let errors = result.diagnostics.filter { $0.severity == .error }
  if !errors.isEmpty {
    guard errors.count == 1, isMendedByMore(errors[0], text) else { return .invalid }
    return lines.endsWithBlankLine ? .invalid : .incomplete(indent: lines.indentOfNextLine)
  }
  guard let last = result.tree.body.last, result.tree.hasBlock(last), !lines.endsWithBlankLine
  else { return .complete }
  return .incomplete(indent: lines.indentOfNextLine)
}

/// Whether a text with an open bracket has no other mistake than that it ends.
private func canContinue(_ text: SourceText, _ lexed: LexedText) -> Bool {
  var lexed = lexed
  lexed.diagnostics.removeAll { $0.code == "E0017" || $0.code == "E0014" }
  let end = lexed.tokens.last { !$0.kind.isStructural }?.end ?? 0
  return parsed(text, lexed).diagnostics.allSatisfy { diagnostic in
    guard diagnostic.severity == .error, let place = diagnostic.primary?.span else { return true }
    // A mistake at the end is that something is missing there; `name=` may still get its value.
    return place.start >= end || (diagnostic.code == "E0146" && place.end >= end)
  }
}

/// Whether a mistake is only that the text ends too early.
private func isMendedByMore(_ error: Diagnostic, _ text: SourceText) -> Bool {
  switch error.code {
  case "E0114", "E0117": return true
  case "E0111": break
  default: return false
  }
  var index = Int(error.primary?.span.end ?? 0)
  while index < text.bytes.count {
    if text.bytes[index] == Byte.hash {
      while index < text.bytes.count, !text.bytes[index].endsLine { index += 1 }
      continue
    }
    guard
      text.bytes[index] == Byte.space || text.bytes[index] == Byte.tab
        || text.bytes[index].endsLine
    else { return false }
    index += 1
  }
  return true
}

extension Tree {
  fileprivate func hasBlock(_ id: StmtID) -> Bool {
    switch self[id] {
    case .functionDef, .classDef, .for, .while, .if, .with, .match, .try: true
    default: false
    }
  }
}

/// What the lines typed so far say about the next one.
private struct TypedLines {
  private let lines: [ArraySlice<UInt8>]

  init(_ text: SourceText) {
    var lines: [ArraySlice<UInt8>] = []
    for (index, start) in text.lineStarts.enumerated() {
      let next = index + 1 < text.lineStarts.count ? Int(text.lineStarts[index + 1]) : nil
      var end = next ?? text.bytes.count
      while end > Int(start), text.bytes[end - 1].endsLine { end -= 1 }
      lines.append(text.bytes[Int(start)..<end])
    }
    // The text behind the last line end is a line only if something stands there.
    if lines.count > 1, lines.last?.isEmpty == true { lines.removeLast() }
    self.lines = lines
  }

  var endsWithBlankLine: Bool {
    guard lines.count > 1, let last = lines.last else { return false }
    return last.allSatisfy { $0 == Byte.space || $0 == Byte.tab }
  }

  private var lastLine: ArraySlice<UInt8> {
    lines.last { line in line.contains { $0 != Byte.space && $0 != Byte.tab } } ?? []
  }

  private func width(_ line: ArraySlice<UInt8>) -> Int {
    var column = 0
    for byte in line {
      if byte == Byte.space {
        column += 1
      } else if byte == Byte.tab {
        column = (column / 8 + 1) * 8
      } else {
        break
      }
    }
    return column
  }

  var lastIndent: Int { width(lastLine) }

  var indentInsideBracket: Int {
    switch lastLine.last {
    case Byte.leftParenthesis, Byte.leftBracket, Byte.leftBrace: lastIndent + 4
    default: lastIndent
    }
  }

  var indentOfNextLine: Int {
    var code = lastLine
    if let hash = code.firstIndex(of: Byte.hash) { code = code[..<hash] }
    while let last = code.last, last == Byte.space || last == Byte.tab { code = code.dropLast() }
    if code.last == Byte.colon { return lastIndent + 4 }
    let word = code.drop { $0 == Byte.space || $0 == Byte.tab }.prefix { $0.continuesIdentifier }
    switch String(decoding: word, as: UTF8.self) {
    case "return", "pass", "break", "continue", "raise": return max(0, lastIndent - 4)
    default: return lastIndent
    }
  }
}
