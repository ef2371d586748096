import KFPSource

/// Strings, bytes and f-strings; neighbours are joined.
extension Parser {
  /// A part of a literal: decoded text with its place, or a field of an f-string.
  private enum Part {
    case text(String, isUnicodePrefixed: Bool, Span)
    case field(ExprID)
  }

  /// Productions: `strings`.
  mutating func strings() throws(Unreadable) -> ExprID {
    let start = start
    if kind == .string, nextKind != .string, nextKind != .fStringStart { return singleString() }
    var parts: [Part] = []
    var bytesValue: [UInt8] = []
    var firstBytes: Span?
    var firstText: Span?
    var hasFields = false
    while kind == .string || kind == .fStringStart {
      let place = span(of: token)
      if kind == .fStringStart {
        hasFields = true
        if firstText == nil { firstText = place }
        try fString(into: &parts)
        continue
      }
      let literal = StringLiteral(token, in: bytes)
      advance()
      if literal.isBytes {
        bytesValue += decodedBytes(literal)
        if firstBytes == nil { firstBytes = place }
      } else {
        let text = decodedText(literal)
        parts.append(.text(text, isUnicodePrefixed: literal.isUnicodePrefixed, place))
        if firstText == nil { firstText = place }
      }
    }
    if let firstBytes {
      if let firstText { report(.mixedBytesAndText(bytes: firstBytes, text: firstText)) }
      return make(.constant(.bytes(bytesValue)), from: start)
    }
    guard hasFields else { return joinedText(parts, from: start) }
    return make(.joinedString(folded(parts)), from: start)
  }

  /// Productions: `text`.
  private mutating func singleString() -> ExprID {
    let literal = StringLiteral(token, in: bytes)
    let start = start
    advance()
    if literal.isBytes { return make(.constant(.bytes(decodedBytes(literal))), from: start) }
    let text = decodedText(literal)
    return make(
      .constant(.string(text, isUnicodePrefixed: literal.isUnicodePrefixed)), from: start)
  }

  /// Productions: `plain_strings`.
  private mutating func joinedText(_ parts: [Part], from start: UInt32) -> ExprID {
    var value = ""
    var isUnicodePrefixed = false
    for (index, part) in parts.enumerated() {
      guard case .text(let text, let isPrefixed, _) = part else { continue }
      if index == 0 { isUnicodePrefixed = isPrefixed }
      value += text
    }
    return make(.constant(.string(value, isUnicodePrefixed: isUnicodePrefixed)), from: start)
  }

  /// The nodes of an f-string: neighbouring texts become one, empty ones none.
  private mutating func folded(_ parts: [Part]) -> [ExprID] {
    var values: [ExprID] = []
    var run = ""
    var runSpan: Span?
    var runIsPrefixed = false
    func flush(_ parser: inout Parser) {
      guard let place = runSpan else { return }
      runSpan = nil
      guard !run.isEmpty else { return }
      values.append(
        parser.make(.constant(.string(run, isUnicodePrefixed: runIsPrefixed)), place))
    }
    for part in parts {
      switch part {
      case .text(let text, let isPrefixed, let place):
        if let open = runSpan {
          run += text
          runSpan = span(open.start, place.end)
        } else {
          run = text
          runSpan = place
          runIsPrefixed = isPrefixed
        }
      case .field(let id):
        flush(&self)
        values.append(id)
      }
    }
    flush(&self)
    return values
  }

  // MARK: f-strings

  /// Productions: `FSTRING`.
  private mutating func fString(into parts: inout [Part]) throws(Unreadable) {
    let opening = token
    let isRaw = bytes[Int(opening.start)..<Int(opening.end)].contains { $0 | 0x20 == 0x72 }
    advance()
    while kind != .fStringEnd {
      let before = index
      try fStringPart(into: &parts, isRaw: isRaw)
      guard index > before else { throw unexpected(expecting: "the end of the f-string") }
    }
    advance()
  }

  /// Productions: `FSTRING_PIECE`.
  private mutating func fStringPart(
    into parts: inout [Part], isRaw: Bool
  ) throws(Unreadable) {
    switch kind {
    case .fStringMiddle:
      let token = token
      advance()
      let text = decodedText(StringLiteral(contents: token, isRaw: isRaw))
      // The second of two braces stands between the tokens; it belongs to the text's place.
      let hasGap = start > token.end && bytes[Int(token.end)] == bytes[Int(token.end) - 1]
      let end = hasGap ? token.end + 1 : token.end
      parts.append(.text(text, isUnicodePrefixed: false, span(token.start, end)))
    case .leftBrace:
      try field(into: &parts, isRaw: isRaw)
    default:
      throw unexpected(expecting: "the end of the f-string")
    }
  }

  /// `{value = !conversion :format}`.
  ///
  /// Productions: `FIELD`, `field_value`.
  private mutating func field(into parts: inout [Part], isRaw: Bool) throws(Unreadable) {
    let start = start
    advance()
    if kind == .rightBrace || kind == .exclamation || kind == .colon || kind == .equal {
      throw fail(.emptyField(at: span(start, token.end)))
    }
    let value = try yieldOrStarExpressions()
    let isDebug = skip(.equal)
    let debugEnd = self.start
    var conversion: Conversion?
    var formatSpec: ExprID?
    if kind == .exclamation { conversion = try conversionMark() }
    if kind == .colon { formatSpec = try formatSpecification(isRaw: isRaw) }
    guard kind == .rightBrace else {
      throw fail(
        .expectedFieldEnd(
          found: foundDescription, at: kind.isStructural ? span(lastEnd, lastEnd) : span(of: token),
          opening: span(start, start + 1)))
    }
    advance()
    if isDebug {
      let place = span(start + 1, debugEnd)
      parts.append(.text(debugText(place), isUnicodePrefixed: false, place))
      if conversion == nil, formatSpec == nil { conversion = .repr }
    }
    let node = make(
      .formattedValue(value: value, conversion: conversion, formatSpec: formatSpec), from: start)
    parts.append(.field(node))
  }

  /// Productions: `CONVERSION`.
  private mutating func conversionMark() throws(Unreadable) -> Conversion {
    let mark = token
    advance()
    guard kind == .name, token.start == mark.end, token.end == token.start + 1,
      let scalar = Unicode.Scalar(UInt32(bytes[Int(token.start)])),
      let conversion = Conversion(rawValue: Character(scalar))
    else {
      let end = kind == .name ? token.end : mark.end
      throw fail(.unknownConversion(at: span(mark.start, end)))
    }
    advance()
    return conversion
  }

  /// Productions: `FORMAT_FIELD`, `FORMAT_PIECE`, `FORMAT_TEXT`.
  private mutating func formatSpecification(isRaw: Bool) throws(Unreadable) -> ExprID {
    let start = start
    advance()
    var parts: [Part] = []
    while kind == .fStringMiddle || kind == .leftBrace {
      try fStringPart(into: &parts, isRaw: isRaw)
    }
    let end = lastEnd
    let values = folded(parts)
    return make(.joinedString(values), span(start, end))
  }

  /// The text of a field before its value, without comments, lines ended by `\n`.
  private func debugText(_ place: Span) -> String {
    var result: [UInt8] = []
    var index = Int(place.start)
    let comments = tree.comments(in: place)
    var nextComment = comments.startIndex
    while index < Int(place.end) {
      if nextComment < comments.endIndex, index == Int(comments[nextComment].start) {
        index = Int(comments[nextComment].end)
        nextComment += 1
        continue
      }
      let byte = bytes[index]
      index += 1
      if byte == Byte.carriageReturn {
        result.append(Byte.lineFeed)
        if index < Int(place.end), bytes[index] == Byte.lineFeed { index += 1 }
      } else {
        result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}

extension Tree {
  /// The comments inside a span.
  func comments(in place: Span) -> ArraySlice<Span> {
    var low = 0
    var high = comments.count
    while low < high {
      let middle = (low + high) / 2
      if comments[middle].start < place.start { low = middle + 1 } else { high = middle }
    }
    var end = low
    while end < comments.count, comments[end].end <= place.end { end += 1 }
    return comments[low..<end]
  }
}
