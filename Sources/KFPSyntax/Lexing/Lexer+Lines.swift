import KFPSource

/// How lines start, end and are joined.
extension Lexer {
  /// The offset behind the line end that stands at `index`.
  func skippingLineEnd(at index: Int) -> Int {
    if byte(at: index) == Byte.carriageReturn, byte(at: index + 1) == Byte.lineFeed {
      return index + 2
    }
    return index + 1
  }

  /// Productions: `NEWLINE`.
  mutating func lexLineEnd() {
    let start = position
    position = skippingLineEnd(at: position)
    guard brackets.isEmpty else { return }
    lambdasInLine = 0
    emit(.newline, from: start)
    atLineStart = true
  }

  /// Productions: `COMMENT`.
  mutating func lexComment() {
    let start = position
    while position < bytes.count, !bytes[position].endsLine { position += 1 }
    result.comments.append(span(start, position))
  }

  /// A backslash joins lines where a line end follows at once.
  ///
  /// Productions: `LINE_END`.
  mutating func lexBackslash() {
    let next = position + 1
    if next < bytes.count, bytes[next].endsLine {
      position = skippingLineEnd(at: next)
      if position >= bytes.count { endAfterBackslash(at: next - 1) }
      return
    }
    if next >= bytes.count {
      position = next
      endAfterBackslash(at: next - 1)
      return
    }
    position = next
    report(.unexpectedBackslash(at: span(next - 1, next)))
    emit(.unreadable, from: next - 1)
  }

  private mutating func endAfterBackslash(at offset: Int) {
    result.end = .afterBackslash
    report(.endAfterBackslash(at: span(offset, offset + 1)))
  }

  /// Reads the blanks a line starts with; false where the line is blank.
  ///
  /// Productions: `INDENT`.
  mutating func lexIndentation() -> Bool {
    let start = position
    var column = 0
    var alternate = 0
    var continuedColumn = 0
    scan: while position < bytes.count {
      switch bytes[position] {
      case Byte.space:
        column += 1
        alternate += 1
      case Byte.tab:
        column = (column / 8 + 1) * 8
        alternate += 1
      case Byte.formFeed:
        column = 0
        alternate = 0
      case Byte.backslash where byte(at: position + 1).endsLine:
        if continuedColumn == 0 { continuedColumn = column }
        position = skippingLineEnd(at: position + 1)
        if position >= bytes.count { endAfterBackslash(at: bytes.count - 1) }
        continue scan
      default:
        break scan
      }
      position += 1
    }
    if continuedColumn != 0 { (column, alternate) = (continuedColumn, continuedColumn) }
    guard position < bytes.count else { return false }
    if bytes[position] == Byte.hash { lexComment() }
    if position >= bytes.count { return false }
    if bytes[position].endsLine {
      position = skippingLineEnd(at: position)
      atLineStart = true
      return false
    }
    shapeBlock(Indentation(column: column, alternate: alternate), from: start)
    return position < bytes.count
  }

  /// Emits what the indentation of a line means: the start of a block, or the end of some.
  ///
  /// Productions: `DEDENT`.
  private mutating func shapeBlock(_ found: Indentation, from start: Int) {
    guard let current = indents.last else { return }
    if found.column == current.column {
      if found.alternate != current.alternate { reportMixedTabs(from: start) }
      return
    }
    if found.column > current.column {
      if found.alternate <= current.alternate { reportMixedTabs(from: start) }
      guard indents.count < Self.maximumIndentDepth else {
        return stop(.tooDeeplyNested(at: span(position, position + 1), what: .blocks))
      }
      indents.append(found)
      result.depth = max(result.depth, indents.count)
      emit(.indent, from: start)
      return
    }
    while let last = indents.last, last.column > found.column, indents.count > 1 {
      indents.removeLast()
      result.tokens.append(
        Token(kind: .dedent, start: UInt32(position), end: UInt32(position)))
    }
    guard let outer = indents.last else { return }
    if outer.column != found.column {
      report(.unmatchedDedent(at: span(start, position)))
    } else if outer.alternate != found.alternate {
      reportMixedTabs(from: start)
    }
  }

  private mutating func reportMixedTabs(from start: Int) {
    guard !reportedMixedTabs else { return }
    reportedMixedTabs = true
    report(.mixedTabs(at: span(start, position)))
  }
}
