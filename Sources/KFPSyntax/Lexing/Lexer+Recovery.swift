import KFPSource

/// Where to read on when a bracket was never closed.
extension Lexer {
  /// Ends the statement of the outermost open bracket early; false where nothing is left to do.
  mutating func recoverFromOpenBracket() -> Bool {
    guard let bracket = brackets.first else { return false }
    result.end = .insideBracket
    if !hasOpenString(behind: bracket.offset) { reportOpen(bracket) }
    brackets = []
    fStrings = []
    guard recoveries < Self.maximumRecoveries, let line = nextStatementLine(after: bracket.offset)
    else { return false }
    recoveries += 1
    while let token = result.tokens.last, Int(token.start) >= line || Int(token.end) > line {
      result.tokens.removeLast()
    }
    while let comment = result.comments.last, Int(comment.start) >= line {
      result.comments.removeLast()
    }
    result.diagnostics.removeAll { Int($0.primary?.span.start ?? 0) >= line }
    position = result.tokens.last.map { Int($0.end) } ?? line
    emit(.newline, from: position)
    position = line
    atLineStart = true
    return true
  }

  /// Whether a string behind `offset`, on its line, lacks its end: the bracket is closed in it.
  private func hasOpenString(behind offset: Int) -> Bool {
    result.diagnostics.contains { diagnostic in
      guard diagnostic.code == "E0008", let start = diagnostic.primary?.span.start,
        Int(start) > offset
      else { return false }
      return !bytes[offset..<Int(start)].contains { $0.endsLine }
    }
  }

  mutating func reportOpen(_ bracket: OpenBracket) {
    report(
      .unclosedBracket(
        bracket.byte, at: span(bracket.offset, bracket.offset + 1), isField: bracket.isField))
  }

  /// The start of the first line behind `offset` that stands where statements of the open
  /// block stand and does not look like the end of something.
  private func nextStatementLine(after offset: Int) -> Int? {
    let opensBlock = lineLooksLikeHeader(at: offset)
    let limit = opensBlock ? Int.max : indents.last?.column ?? 0
    var index = offset
    while true {
      while index < bytes.count, !bytes[index].endsLine { index += 1 }
      guard index < bytes.count else { return nil }
      index = skippingLineEnd(at: index)
      var column = 0
      var first = index
      while first < bytes.count, bytes[first] == Byte.space || bytes[first] == Byte.tab {
        column = bytes[first] == Byte.tab ? (column / 8 + 1) * 8 : column + 1
        first += 1
      }
      guard first < bytes.count else { return nil }
      if column <= limit, bytes[first].startsIdentifier || bytes[first] == 0x40 { return index }
    }
  }

  /// Whether the line around `offset` starts with the keyword of a block and ends with `:`.
  private func lineLooksLikeHeader(at offset: Int) -> Bool {
    var start = offset
    while start > 0, !bytes[start - 1].endsLine { start -= 1 }
    var end = offset
    while end < bytes.count, !bytes[end].endsLine { end += 1 }
    while end > offset, bytes[end - 1] == Byte.space || bytes[end - 1] == Byte.tab { end -= 1 }
    guard bytes[end - 1] == Byte.colon else { return false }
    let line = bytes[start..<end].drop { $0 == Byte.space || $0 == Byte.tab }
    return ["def ", "class ", "if ", "for ", "while ", "with ", "elif ", "async "].contains {
      line.starts(with: $0.utf8)
    }
  }
}
