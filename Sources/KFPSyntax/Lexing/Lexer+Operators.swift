import KFPSource

extension Lexer {
  /// Reads a bracket, an operator or another sign.
  mutating func lexOperator() {
    let start = position
    let byte = bytes[position]
    switch byte {
    case Byte.leftParenthesis: open(byte, .leftParenthesis)
    case Byte.leftBracket: open(byte, .leftBracket)
    case Byte.leftBrace: open(byte, .leftBrace)
    case Byte.rightParenthesis: close(.rightParenthesis, Byte.leftParenthesis)
    case Byte.rightBracket: close(.rightBracket, Byte.leftBracket)
    case Byte.rightBrace: close(.rightBrace, Byte.leftBrace)
    case Byte.colon where brackets.last?.isField == true:
      position += 1
      brackets[brackets.count - 1].isInFormatSpec = true
      emit(.colon, from: start)
    case 0x21 where self.byte(at: start + 1) != 0x3D && brackets.last?.isField == true:
      position += 1
      emit(.exclamation, from: start)
    default:
      guard let (kind, length) = operatorKind(at: start) else { return lexUnexpectedCharacter() }
      position += length
      emit(kind, from: start)
      if kind == .doubleStar { noteNesting() }
    }
  }

  /// The longest operator at an offset.
  private func operatorKind(at index: Int) -> (TokenKind, Int)? {
    let second = byte(at: index + 1)
    let isEqual = second == 0x3D
    switch bytes[index] {
    case 0x2C: return (.comma, 1)
    case 0x3A: return isEqual ? (.colonEqual, 2) : (.colon, 1)
    case 0x3B: return (.semicolon, 1)
    case 0x2E:
      if second == Byte.dot, byte(at: index + 2) == Byte.dot { return (.ellipsis, 3) }
      return (.dot, 1)
    case 0x3D: return isEqual ? (.equalEqual, 2) : (.equal, 1)
    case 0x2B: return isEqual ? (.plusEqual, 2) : (.plus, 1)
    case 0x2D:
      if second == 0x3E { return (.arrow, 2) }
      return isEqual ? (.minusEqual, 2) : (.minus, 1)
    case 0x25: return isEqual ? (.percentEqual, 2) : (.percent, 1)
    case 0x40: return isEqual ? (.atEqual, 2) : (.at, 1)
    case 0x26: return isEqual ? (.ampersandEqual, 2) : (.ampersand, 1)
    case 0x7C: return isEqual ? (.pipeEqual, 2) : (.pipe, 1)
    case 0x5E: return isEqual ? (.caretEqual, 2) : (.caret, 1)
    case 0x7E: return (.tilde, 1)
    case 0x21: return isEqual ? (.notEqual, 2) : nil
    case 0x2A: return doubled(at: index, .star, .starEqual, .doubleStar, .doubleStarEqual)
    case 0x2F: return doubled(at: index, .slash, .slashEqual, .doubleSlash, .doubleSlashEqual)
    case 0x3C: return doubled(at: index, .less, .lessEqual, .leftShift, .leftShiftEqual)
    case 0x3E: return doubled(at: index, .greater, .greaterEqual, .rightShift, .rightShiftEqual)
    default: return nil
    }
  }

  /// An operator of a sign that can stand twice, each with or without `=`.
  private func doubled(
    at index: Int, _ single: TokenKind, _ singleEqual: TokenKind, _ double: TokenKind,
    _ doubleEqual: TokenKind
  ) -> (TokenKind, Int) {
    let second = byte(at: index + 1)
    if second == bytes[index] {
      return byte(at: index + 2) == 0x3D ? (doubleEqual, 3) : (double, 2)
    }
    return second == 0x3D ? (singleEqual, 2) : (single, 1)
  }

  // MARK: Brackets

  /// Reads an opening bracket.
  mutating func open(_ byte: UInt8, _ kind: TokenKind, isField: Bool = false) {
    let start = position
    guard brackets.count < Self.maximumBracketDepth else {
      return stop(.tooDeeplyNested(at: span(start, start + 1), what: .brackets))
    }
    position += 1
    brackets.append(OpenBracket(byte: byte, offset: start, isField: isField))
    result.depth = max(result.depth, brackets.count + indents.count)
    emit(kind, from: start)
  }

  private mutating func close(_ kind: TokenKind, _ opening: UInt8) {
    let start = position
    position += 1
    guard let last = brackets.last else {
      report(.unmatchedBracket(bytes[start], at: span(start, position)))
      return emit(.unreadable, from: start)
    }
    if last.byte == opening {
      brackets.removeLast()
      return emit(kind, from: start)
    }
    report(
      .mismatchedBracket(
        bytes[start], at: span(start, position), opening: last.byte,
        openedAt: span(last.offset, last.offset + 1)))
    let floor = fStrings.last?.bracketCount ?? 0
    let match = brackets.lastIndex { $0.byte == opening && !$0.isField }
    if let match, match >= floor, brackets[match...].allSatisfy({ !$0.isField }) {
      brackets.removeSubrange(match...)
    } else if !last.isField {
      brackets.removeLast()
    }
    emit(.unreadable, from: start)
  }

  // MARK: Other characters

  /// Reports a character that is no part of the language and goes on behind it.
  mutating func lexUnexpectedCharacter() {
    let start = position
    guard let (scalar, length) = decodeScalar(bytes, at: position) else {
      position += 1
      return emit(.unreadable, from: start)
    }
    position += length
    switch scalar.value {
    case 0x2018, 0x2019, 0x201C, 0x201D:
      lexCurlyQuotes(scalar, from: start)
    case 0xA0, 0x2000...0x200A, 0x202F, 0x205F, 0x3000:
      report(.unusualSpace(scalar, at: span(start, position)))
    case 0x200B...0x200D, 0x2060, 0xFEFF:
      report(.invisibleCharacter(scalar, at: span(start, position)))
      joinNames(around: start)
    default:
      if let plain = lookalike(of: scalar) {
        report(.lookalike(scalar, plain, at: span(start, position)))
        return emit(.unreadable, from: start)
      }
      // A run of the same is one mistake; files that are no text have long ones.
      while let (next, length) = decodeScalar(bytes, at: position), next == scalar {
        position += length
      }
      report(.unexpectedCharacter(scalar, at: span(start, position)))
      emit(.unreadable, from: start)
    }
  }

  /// Two halves of a name with an invisible character between them are neither of them a name.
  private mutating func joinNames(around start: Int) {
    guard let last = result.tokens.last, last.kind == .name, Int(last.end) == start,
      position < bytes.count, bytes[position].continuesIdentifier
    else { return }
    while position < bytes.count, bytes[position].continuesIdentifier { position += 1 }
    result.tokens.removeLast()
    emit(.unreadable, from: Int(last.start))
  }

  /// The character that one of another script or of a word processor stands for.
  private func lookalike(of scalar: Unicode.Scalar) -> String? {
    switch scalar.value {
    case 0x2010...0x2015, 0x2212: "-"
    case 0x00D7: "*"
    case 0x00F7: "/"
    case 0x2026: "..."
    case 0x2264: "<="
    case 0x2265: ">="
    case 0x2260: "!="
    case 0x3001, 0xFF64: ","
    // The wide forms of ASCII stand in its order.
    case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0).map { String($0) }
    default: nil
    }
  }

  /// Reads a text in typographic quotes as if they were straight.
  private mutating func lexCurlyQuotes(_ scalar: Unicode.Scalar, from start: Int) {
    let isDouble = scalar.value >= 0x201C
    var index = position
    var closing: Range<Int>?
    var isPlain = true
    while index < bytes.count, !bytes[index].endsLine {
      if bytes[index] == Byte.backslash || bytes[index] == Byte.doubleQuote
        || bytes[index] == Byte.singleQuote
      {
        isPlain = false
      }
      if bytes[index] == 0xE2, let (found, length) = decodeScalar(bytes, at: index),
        isDouble
          ? found.value == 0x201C || found.value == 0x201D
          : found.value == 0x2018 || found.value == 0x2019
      {
        closing = index..<(index + length)
        break
      }
      index += 1
    }
    let opening = span(start, start + 3)
    if let closing {
      position = closing.upperBound
      report(
        .curlyQuotes(
          opening: opening, closing: span(closing.lowerBound, closing.upperBound),
          straight: isDouble ? "\"" : "'", isCertain: isPlain))
    } else {
      report(
        .curlyQuotes(
          opening: opening, closing: nil, straight: isDouble ? "\"" : "'", isCertain: false))
    }
    emit(.unreadable, from: start)
  }
}
