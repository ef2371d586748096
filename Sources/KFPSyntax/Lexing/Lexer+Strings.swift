import KFPSource

extension Lexer {
  /// Reads a string or the start of an f-string; `start` is where its prefix stands.
  ///
  /// Productions: `STRING`, `BYTES`.
  mutating func lexString(from start: Int) {
    let quote = bytes[position]
    let isTriple = byte(at: position + 1) == quote && byte(at: position + 2) == quote
    let prefix = bytes[start..<position]
    if prefix.contains(where: { $0 | 0x20 == 0x66 }) {
      position += isTriple ? 3 : 1
      fStrings.append(
        OpenFString(
          start: start, quote: quote, isTriple: isTriple,
          isRaw: prefix.contains { $0 | 0x20 == 0x72 }, bracketCount: brackets.count))
      return emit(.fStringStart, from: start)
    }
    if isTriple {
      lexTripleQuoted(from: start, quote: quote)
    } else {
      lexSingleQuoted(from: start, quote: quote)
    }
  }

  /// Productions: `PLAIN_QUOTED`, `RAW_PLAIN_QUOTED`, `PLAIN`, `PLAIN_ESCAPE`.
  private mutating func lexSingleQuoted(from start: Int, quote: UInt8) {
    let opening = position
    position += 1
    while position < bytes.count {
      let byte = bytes[position]
      if byte == quote {
        position += 1
        return emit(.string, from: start)
      }
      if byte.endsLine { break }
      position += 1
      if byte == Byte.backslash, position < bytes.count {
        position = bytes[position].endsLine ? skippingLineEnd(at: position) : position + 1
      }
    }
    position = min(position, bytes.count)
    if let fString = fStrings.last, fString.quote == quote, !fString.isTriple,
      let field = brackets.last, start == opening
    {
      return closeFStringInsideField(fString, field, at: opening)
    }
    report(.unclosedString(at: span(start, position), quote: quote))
    emit(.unreadable, from: start)
  }

  /// Productions: `QUOTED`, `RAW_QUOTED`, `CHARACTER`.
  private mutating func lexTripleQuoted(from start: Int, quote: UInt8) {
    position += 3
    while position < bytes.count {
      let byte = bytes[position]
      if byte == quote, self.byte(at: position + 1) == quote, self.byte(at: position + 2) == quote {
        position += 3
        return emit(.string, from: start)
      }
      position += byte == Byte.backslash ? 2 : 1
    }
    position = bytes.count
    result.end = .insideTripleQuotes
    report(.unclosedTripleQuotes(at: span(start, openingEnd(from: start)), quote: quote))
    brackets = []
    fStrings = []
    emit(.unreadable, from: start)
  }

  /// The offset behind the opening quotes of a triple-quoted string.
  ///
  /// Productions: `FSTRING_START`.
  private func openingEnd(from start: Int) -> Int {
    var end = start
    while byte(at: end).isLetter { end += 1 }
    return end + 3
  }

  // MARK: f-strings

  /// Whether the next bytes are literal text of an f-string.
  var isInFStringLiteral: Bool {
    guard let fString = fStrings.last else { return false }
    if brackets.count == fString.bracketCount { return true }
    return brackets.last?.isInFormatSpec ?? false
  }

  /// Reads literal text of an f-string up to a field, the end of a field, or its own end.
  ///
  /// Productions: `FSTRING_MIDDLE`.
  mutating func lexFStringLiteral() {
    guard let fString = fStrings.last else { return }
    let isInFormatSpec = brackets.count > fString.bracketCount
    var start = position
    while position < bytes.count {
      let byte = bytes[position]
      if byte == fString.quote, endsHere(fString) {
        emitMiddle(from: start)
        return closeFString(fString, isInFormatSpec: isInFormatSpec)
      }
      switch byte {
      case Byte.lineFeed, Byte.carriageReturn:
        if isInFormatSpec, !fString.isTriple {
          // A line end closes the format specification, not the field.
          emitMiddle(from: start)
          brackets[brackets.count - 1].isInFormatSpec = false
          return
        }
        if !fString.isTriple {
          emitMiddle(from: start)
          report(.unclosedString(at: span(fString.start, position), quote: fString.quote))
          return abandonFString(fString)
        }
        position += 1
      case Byte.leftBrace:
        if !isInFormatSpec, self.byte(at: position + 1) == Byte.leftBrace {
          start = emitDoubledBrace(from: start)
          continue
        }
        emitMiddle(from: start)
        if brackets.count - fString.bracketCount >= Self.maximumFieldDepth {
          report(.tooDeeplyNested(at: span(position, position + 1), what: .fields))
        }
        return open(Byte.leftBrace, .leftBrace, isField: true)
      case Byte.rightBrace:
        if isInFormatSpec {
          emitMiddle(from: start)
          brackets.removeLast()
          position += 1
          return emit(.rightBrace, from: position - 1)
        }
        if self.byte(at: position + 1) == Byte.rightBrace {
          start = emitDoubledBrace(from: start)
          continue
        }
        report(.singleRightBrace(at: span(position, position + 1)))
        position += 1
      case Byte.backslash:
        skipEscape(isRaw: fString.isRaw)
      default:
        position += 1
      }
    }
    position = bytes.count
    emitMiddle(from: start)
    if fString.isTriple { result.end = .insideTripleQuotes }
    report(
      fString.isTriple
        ? .unclosedTripleQuotes(
          at: span(fString.start, openingEnd(from: fString.start)), quote: fString.quote)
        : .unclosedString(at: span(fString.start, position), quote: fString.quote))
    brackets = []
    abandonFString(fString)
    fStrings = []
  }

  private func endsHere(_ fString: OpenFString) -> Bool {
    !fString.isTriple
      || (byte(at: position + 1) == fString.quote && byte(at: position + 2) == fString.quote)
  }

  private mutating func emitMiddle(from start: Int) {
    if position > start { emit(.fStringMiddle, from: start) }
  }

  /// Emits the text up to and with the first of two braces, and passes over the second.
  private mutating func emitDoubledBrace(from start: Int) -> Int {
    position += 1
    emit(.fStringMiddle, from: start)
    position += 1
    return position
  }

  /// Productions: `ESCAPE`, `RAW_ESCAPE`, `UNIT`.
  private mutating func skipEscape(isRaw: Bool) {
    let next = byte(at: position + 1)
    if next == Byte.leftBrace || next == Byte.rightBrace {
      position += 1
    } else if next.endsLine {
      position = skippingLineEnd(at: position + 1)
    } else if next == 0x4E, !isRaw, byte(at: position + 2) == Byte.leftBrace {
      var index = position + 3
      while byte(at: index) != Byte.rightBrace, index < bytes.count,
        !bytes[index].endsLine, bytes[index] != Byte.doubleQuote, bytes[index] != Byte.singleQuote
      {
        index += 1
      }
      position = byte(at: index) == Byte.rightBrace ? index + 1 : position + 3
    } else {
      position = min(position + 2, bytes.count)
    }
  }

  /// Productions: `FSTRING_END`.
  private mutating func closeFString(_ fString: OpenFString, isInFormatSpec: Bool) {
    if isInFormatSpec, let field = brackets.last {
      report(.unclosedField(at: span(field.offset, field.offset + 1)))
    }
    let start = position
    position += fString.isTriple ? 3 : 1
    abandonFString(fString, from: start)
  }

  /// Ends an f-string, whatever is still open in it.
  private mutating func abandonFString(_ fString: OpenFString, from start: Int? = nil) {
    if brackets.count > fString.bracketCount {
      brackets.removeSubrange(fString.bracketCount...)
    }
    fStrings.removeLast()
    emit(.fStringEnd, from: start ?? position)
  }

  private mutating func closeFStringInsideField(
    _ fString: OpenFString, _ field: OpenBracket, at quote: Int
  ) {
    report(.unclosedField(at: span(field.offset, field.offset + 1)))
    position = quote + 1
    abandonFString(fString, from: quote)
  }
}
