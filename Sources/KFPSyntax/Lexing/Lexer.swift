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
  var atLineStart = true
  /// How often it went back to a line behind an open bracket.
  var recoveries = 0
  var lambdasInLine = 0
  var reportedMixedTabs = false
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
  static let maximumRecoveries = 16

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
