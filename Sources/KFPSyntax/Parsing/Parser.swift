import KFPSource

/// Thrown where a statement cannot be read any further; the complaint was reported before.
struct Unreadable: Error {}

/// A recursive descent parser for the grammar of Python 3.13.
///
/// One method reads one rule of the grammar and returns the identity of the node. A span starts
/// with the first token of the rule and ends with the last token read, line ends and dedents not
/// counted, exactly as CPython's parser does it; so `start` is taken before a rule's first token and
/// `lastEnd` is used behind its last. Chains (`a + b + c`, `a.b().c`, `elif`, `x if y else ...`)
/// are loops; what nests is counted by the lexer (brackets, blocks) or by `depth` (lambda, `**`).
///
/// Mistakes: a method that can go on reports and goes on; one that cannot reports and throws
/// `Unreadable`, which is caught where the line ends.
struct Parser {
  let source: SourceText
  let bytes: [UInt8]
  let tokens: [Token]
  private(set) var index = 0
  /// The kind of the current token.
  private(set) var kind: TokenKind
  /// The offset behind the last token that holds text.
  private(set) var lastEnd: UInt32 = 0
  /// The index of the first token of the current line.
  private(set) var lineStart = 0
  var tree: Tree
  var diagnostics: [Diagnostic]
  /// How many lambdas and powers are open.
  var depth = 0
  /// Whether the line above was complained about, so that its block may stand there unexplained.
  var lineWasUnreadable = false
  /// The token behind the last `with` statement.
  var indexBehindWith = -1
  private let lexicalErrors: [UInt32]

  static let maximumDepth = 200

  init(_ source: SourceText, _ lexed: LexedText) {
    self.source = source
    bytes = source.bytes
    tokens = lexed.tokens
    kind = lexed.tokens.first?.kind ?? .endOfText
    tree = Tree(source: source)
    tree.comments = lexed.comments
    tree.expressions.reserveCapacity(lexed.tokens.count / 2 + 8)
    diagnostics = lexed.diagnostics
    lexicalErrors = lexed.diagnostics.filter { $0.severity == .error }
      .compactMap { $0.primary?.span.start }.sorted()
  }

  /// Productions: `script`.
  mutating func parseModule() -> ParsedText {
    var body: [StmtID] = []
    while kind != .endOfText {
      let before = index
      statement(into: &body)
      if index == before { advance() }
    }
    tree.body = body
    return ParsedText(tree: tree, diagnostics: diagnostics)
  }

  // MARK: Tokens

  var token: Token { token(at: index) }

  var start: UInt32 { token(at: index).start }

  func token(at index: Int) -> Token {
    index < tokens.count
      ? tokens[index]
      : Token(kind: .endOfText, start: UInt32(bytes.count), end: UInt32(bytes.count))
  }

  /// The kind of the token behind the current one.
  var nextKind: TokenKind { token(at: index + 1).kind }

  mutating func advance() {
    guard index < tokens.count else { return }
    let token = tokens[index]
    if !token.kind.isStructural { lastEnd = token.end }
    index += 1
    if token.kind == .newline { lineStart = index }
    kind = index < tokens.count ? tokens[index].kind : .endOfText
  }

  /// Passes over a token of this kind if it is the current one.
  mutating func skip(_ wanted: TokenKind) -> Bool {
    guard kind == wanted else { return false }
    advance()
    return true
  }

  /// Passes over a token of this kind, or gives up on the line.
  mutating func expect(_ wanted: TokenKind, _ what: String) throws(Unreadable) {
    guard kind == wanted else { throw unexpected(expecting: what) }
    advance()
  }

  /// Whether the current token is this word.
  func isWord(_ word: StaticString, at index: Int) -> Bool {
    let token = token(at: index)
    guard token.kind == .name, Int(token.end - token.start) == word.utf8CodeUnitCount else {
      return false
    }
    return word.withUTF8Buffer { buffer in
      bytes[Int(token.start)..<Int(token.end)].elementsEqual(buffer)
    }
  }

  func text(of token: Token) -> String {
    String(decoding: bytes[Int(token.start)..<Int(token.end)], as: UTF8.self)
  }

  // MARK: Nodes

  func span(_ start: UInt32, _ end: UInt32) -> Span {
    Span(source: source.id, start: start, end: end)
  }

  func span(of token: Token) -> Span { span(token.start, token.end) }

  mutating func make(_ node: Expr, from start: UInt32) -> ExprID {
    make(node, span(start, lastEnd))
  }

  mutating func make(_ node: Expr, _ span: Span) -> ExprID {
    tree.expressions.append((node, span))
    return ExprID(UInt32(tree.expressions.count - 1))
  }

  mutating func make(_ node: Stmt, from start: UInt32) -> StmtID {
    tree.statements.append((node, span(start, max(start, lastEnd))))
    return StmtID(UInt32(tree.statements.count - 1))
  }

  mutating func make(_ node: Pattern, from start: UInt32) -> PatternID {
    tree.patterns.append((node, span(start, lastEnd)))
    return PatternID(UInt32(tree.patterns.count - 1))
  }

  /// A node for what is missing at the current token.
  mutating func missingExpression() -> ExprID {
    make(.missing, span(start, start))
  }

  /// Reads a name; `what` says in a complaint what is named.
  ///
  /// Productions: `NAME`.
  mutating func identifier(_ what: String) throws(Unreadable) -> Identifier {
    guard kind == .name else {
      if kind.isKeyword { throw fail(.keywordAsName(text(of: token), what, at: span(of: token))) }
      throw unexpected(expecting: what)
    }
    let token = token
    advance()
    return Identifier(text: normalizedName(token), span: span(of: token))
  }

  /// The text of a name token, in Python's normal form.
  func normalizedName(_ token: Token) -> String {
    let range = bytes[Int(token.start)..<Int(token.end)]
    let text = String(decoding: range, as: UTF8.self)
    return range.contains { $0 >= 0x80 } ? compatibilityNormalized(text) : text
  }

  // MARK: Complaints

  mutating func report(_ diagnostic: Diagnostic) {
    diagnostics.append(diagnostic)
  }

  /// Reports unless the line has a lexical mistake, which then is the reason; to be thrown.
  mutating func fail(_ diagnostic: Diagnostic) -> Unreadable {
    if !lineHasLexicalError() { diagnostics.append(diagnostic) }
    return Unreadable()
  }

  /// Whether a character or string of the current line was complained about.
  func lineHasLexicalError() -> Bool {
    let lower = token(at: lineStart).start
    var end = index
    while end < tokens.count, tokens[end].kind != .newline { end += 1 }
    return hasLexicalError(from: lower, to: token(at: end).end)
  }

  /// Whether a character, a string or an indentation that starts in this range was complained about.
  func hasLexicalError(from lower: UInt32, to upper: UInt32) -> Bool {
    var low = 0
    var high = lexicalErrors.count
    while low < high {
      let middle = (low + high) / 2
      if lexicalErrors[middle] < lower { low = middle + 1 } else { high = middle }
    }
    return low < lexicalErrors.count && lexicalErrors[low] <= upper
  }

  /// How a complaint calls the current token.
  var foundDescription: String {
    if let fixed = kind.fixedDescription { return fixed }
    return "`\(text(of: token))`"
  }

  /// Reports that something else is wanted where the current token stands; to be thrown.
  mutating func unexpected(expecting what: String) -> Unreadable {
    if kind == .equal {
      return fail(.equalInExpression(at: span(of: token), wanted: what))
    }
    let place = kind.isStructural ? span(lastEnd, lastEnd) : span(of: token)
    return fail(
      .unexpected(foundDescription, expecting: what, at: place, helps: habitHelps(expecting: what)))
  }

  /// What to write in place of something that other languages or prompts have.
  private func habitHelps(expecting what: String) -> [Help] {
    guard what == "an expression" else { return [] }
    let last = index > 0 ? token(at: index - 1) : nil
    switch (last?.kind, kind) {
    case (.ampersand, .ampersand): return [Help("write `and`")]
    case (.pipe, .pipe): return [Help("write `or`")]
    case (.plus, .newline) where index > 1 && token(at: index - 2).kind == .plus:
      return [Help("write `+= 1`")]
    case (.minus, .newline) where index > 1 && token(at: index - 2).kind == .minus:
      return [Help("write `-= 1`")]
    case (_, .rightShift) where token(at: index + 1).kind == .greater:
      return [Help("leave out what a prompt has printed in front of the code")]
    default: return []
    }
  }

  mutating func enterNesting() throws(Unreadable) {
    depth += 1
    guard depth <= Self.maximumDepth else {
      depth -= 1
      throw fail(.tooDeeplyNested(at: span(of: token), what: .expressions))
    }
  }

  // MARK: Backing up

  struct Mark {
    let index: Int
    let lastEnd: UInt32
    let lineStart: Int
  }

  /// Moves to the end of the line, without its line end.
  mutating func skipToLineEnd() {
    while kind != .newline, kind != .endOfText, kind != .dedent { advance() }
  }
}
