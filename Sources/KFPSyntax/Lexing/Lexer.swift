import KFPSource

/// Why the text ended where a token or line was still open.
enum LexicalEnd: Equatable {
  case closed
  case insideBracket
  case insideTripleQuotes
  case afterBackslash
}

/// What the lexer makes of a text.
struct LexedText {
  var tokens: [Token] = []
  var comments: [Span] = []
  var diagnostics: [Diagnostic] = []
  var end = LexicalEnd.closed
  /// A bound of how deeply a parser has to nest for this text.
  var depth = 0
}

/// Cuts a text into tokens.
///
/// It works on bytes and never stops at a mistake: what cannot be read is reported and becomes an
/// `.unreadable` token. Lines are shaped as CPython's tokenizer does it: indentation counts tabs to
/// the next multiple of eight, brackets join lines, blank lines and comments leave no token. Inside
/// an f-string the lexer alternates between literal text and the tokens of the fields; which of the
/// two it is in follows from the innermost bracket and the innermost f-string.
///
/// A bracket that is still open at the end of the text would swallow everything behind it. Where
/// `recovers` is set the lexer goes back to the first line behind the bracket that stands at the
/// statement's own indentation, ends the statement before it, and reads on from there.
struct Lexer {
  let source: SourceID
  let bytes: [UInt8]
  let recovers: Bool
  var position = 0
  var result = LexedText()
  var brackets: [OpenBracket] = []
  var fStrings: [OpenFString] = []
  var indents: [Indentation] = [Indentation(column: 0, alternate: 0)]
  private var atLineStart = true
  private var recoveries = 0
  private var lambdasInLine = 0
  private var reportedMixedTabs = false
  private let keywords = KeywordTable.shared

  struct OpenBracket {
    let byte: UInt8
    let offset: Int
    /// Whether it opens a field of an f-string.
    var isField = false
    /// Whether the field's format specification has begun.
    var isInFormatSpec = false
  }

  struct OpenFString {
    let start: Int
    let quote: UInt8
    let isTriple: Bool
    let isRaw: Bool
    /// How many brackets were open where it started.
    let bracketCount: Int
  }

  struct Indentation {
    let column: Int
    /// The column if a tab were one wide: two lines agree only if they agree in both.
    let alternate: Int
  }

  static let maximumBracketDepth = 200
  static let maximumIndentDepth = 100
  /// Fields in the format specifications of fields.
  static let maximumFieldDepth = 3
  private static let maximumRecoveries = 16

  init(_ text: SourceText, recovers: Bool) {
    source = text.id
    bytes = text.bytes
    self.recovers = recovers
    result.tokens.reserveCapacity(bytes.count / 4 + 16)
  }

  /// Reads the whole text.
  mutating func lex() -> LexedText {
    checkEncoding()
    while true {
      while position < bytes.count { lexNext() }
      if !fStrings.isEmpty, isInFStringLiteral { lexFStringLiteral() }
      guard recovers, recoverFromOpenBracket() else { break }
    }
    finish()
    return result
  }

  private mutating func lexNext() {
    if isInFStringLiteral { return lexFStringLiteral() }
    if atLineStart {
      atLineStart = false
      if !lexIndentation() { return }
    }
    skipBlanks()
    guard position < bytes.count else { return }
    let byte = bytes[position]
    if byte.startsIdentifier {
      lexWord()
    } else if byte.isDigit || (byte == Byte.dot && self.byte(at: position + 1).isDigit) {
      lexNumber()
    } else if byte.endsLine {
      lexLineEnd()
    } else if byte == Byte.hash {
      lexComment()
    } else if byte == Byte.doubleQuote || byte == Byte.singleQuote {
      lexString(from: position)
    } else if byte == Byte.backslash {
      lexBackslash()
    } else {
      lexOperator()
    }
  }

  /// The byte at an offset, or zero behind the end.
  @inline(__always)
  func byte(at index: Int) -> UInt8 {
    index < bytes.count ? bytes[index] : 0
  }

  @inline(__always)
  mutating func emit(_ kind: TokenKind, from start: Int) {
    result.tokens.append(Token(kind: kind, start: UInt32(start), end: UInt32(position)))
  }

  mutating func report(_ diagnostic: Diagnostic) {
    result.diagnostics.append(diagnostic)
  }

  func span(_ start: Int, _ end: Int) -> Span {
    Span(source: source, start: UInt32(start), end: UInt32(min(end, bytes.count)))
  }

  @inline(__always)
  private mutating func skipBlanks() {
    while position < bytes.count {
      let byte = bytes[position]
      guard byte == Byte.space || byte == Byte.tab || byte == Byte.formFeed else { return }
      position += 1
    }
  }

  // MARK: Lines

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
  private mutating func lexComment() {
    let start = position
    while position < bytes.count, !bytes[position].endsLine { position += 1 }
    result.comments.append(span(start, position))
  }

  /// A backslash joins lines where a line end follows at once.
  ///
  /// Productions: `LINE_END`.
  private mutating func lexBackslash() {
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
  private mutating func lexIndentation() -> Bool {
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

  /// Gives up on the rest of the text.
  mutating func stop(_ diagnostic: Diagnostic) {
    report(diagnostic)
    position = bytes.count
    brackets = []
    fStrings = []
  }

  // MARK: Words

  /// Productions: `keyword`, `LETTER`.
  private mutating func lexWord() {
    let start = position
    var packed: UInt64 = 0
    while position < bytes.count {
      let byte = bytes[position]
      guard byte.continuesIdentifier else { break }
      if byte >= 0x80 { return lexUnicodeWord(from: start) }
      packed = packed << 8 | UInt64(byte)
      position += 1
    }
    let length = position - start
    if length <= 2, position < bytes.count,
      bytes[position] == Byte.doubleQuote || bytes[position] == Byte.singleQuote,
      isStringPrefix(start, position)
    {
      return lexString(from: start)
    }
    let kind = length <= 8 ? keywords.kind(ofPacked: packed) : .name
    emit(kind, from: start)
    if kind == .lambdaKeyword { noteNesting() }
  }

  /// Counts what a parser nests for without brackets.
  mutating func noteNesting() {
    lambdasInLine += 1
    result.depth = max(result.depth, indents.count + brackets.count + lambdasInLine)
  }

  private func isStringPrefix(_ start: Int, _ end: Int) -> Bool {
    let first = bytes[start] | 0x20
    if end - start == 1 {
      return first == 0x72 || first == 0x62 || first == 0x75 || first == 0x66
    }
    let second = bytes[start + 1] | 0x20
    return (first == 0x72 && (second == 0x62 || second == 0x66))
      || (second == 0x72 && (first == 0x62 || first == 0x66))
  }

  private mutating func lexUnicodeWord(from start: Int) {
    while position < bytes.count, bytes[position].continuesIdentifier {
      if bytes[position] < 0x80 {
        position += 1
        continue
      }
      guard let (scalar, length) = decodeScalar(bytes, at: position) else { break }
      let fits = position == start ? scalar.startsIdentifier : scalar.continuesIdentifier
      guard fits else { break }
      position += length
    }
    if position > start { return emit(.name, from: start) }
    lexUnexpectedCharacter()
  }

  // MARK: The end

  /// Ends the statement of the outermost open bracket early; false where nothing is left to do.
  private mutating func recoverFromOpenBracket() -> Bool {
    guard let bracket = brackets.first else { return false }
    result.end = .insideBracket
    reportOpen(bracket)
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

  private mutating func reportOpen(_ bracket: OpenBracket) {
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

  private mutating func finish() {
    if !brackets.isEmpty {
      result.end = .insideBracket
      reportOpen(brackets[0])
    }
    position = bytes.count
    if let last = result.tokens.last, last.kind != .newline, last.kind != .dedent {
      emit(.newline, from: position)
    }
    for _ in indents.dropFirst() { emit(.dedent, from: position) }
    emit(.endOfText, from: position)
  }
}
