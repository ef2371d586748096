import KFPSource

/// `match` and its patterns.
extension Parser {
  /// Whether the name `match` starts a statement here: then the line ends with `:`, which no
  /// expression statement does.
  var isMatchStatement: Bool {
    guard isWord("match", at: index) else { return false }
    switch nextKind {
    case .name, .number, .string, .fStringStart, .leftParenthesis, .leftBracket, .leftBrace,
      .minus, .plus, .tilde, .star, .notKeyword, .lambdaKeyword, .awaitKeyword, .trueKeyword,
      .falseKeyword, .noneKeyword, .ellipsis:
      break
    default: return false
    }
    var scan = index
    while token(at: scan).kind != .newline, token(at: scan).kind != .endOfText { scan += 1 }
    guard token(at: scan - 1).kind == .colon, scan - 1 > index + 1 else { return false }
    return true
  }

  /// Productions: `match_statement`.
  mutating func matchStatement() -> StmtID {
    let start = start
    let place = span(of: token)
    advance()
    let subject = header { (parser) throws(Unreadable) in try parser.matchSubject() }
    guard let subject, kind == .colon, nextKind == .newline else {
      if subject != nil { _ = unexpected(expecting: "`:` behind `match`") }
      skipToLineEnd()
      _ = skip(.newline)
      lineWasUnreadable = true
      return make(.missing, from: start)
    }
    advance()
    let lineEnd = lastEnd
    advance()
    guard skip(.indent) else {
      report(
        .expectedBlock(of: "`match`", header: place, at: span(lineEnd, lineEnd)))
      return make(.match(subject: subject, cases: []), from: start)
    }
    var cases: [MatchCase] = []
    while kind != .dedent, kind != .endOfText {
      let before = index
      if isWord("case", at: index) {
        cases.append(matchCase())
      } else {
        if kind != .newline { _ = unexpected(expecting: "`case`") }
        skipToLineEnd()
        _ = skip(.newline)
        lineWasUnreadable = true
        if kind == .indent {
          var ignored: [StmtID] = []
          statement(into: &ignored)
        }
      }
      if index == before { advance() }
    }
    _ = skip(.dedent)
    return make(.match(subject: subject, cases: cases), from: start)
  }

  /// Productions: `subject`.
  private mutating func matchSubject() throws(Unreadable) -> ExprID {
    let start = start
    let first = try starNamedExpression()
    guard kind == .comma else {
      if case .starred = tree[first] { report(.starredAlone(at: tree.span(of: first))) }
      return first
    }
    var elements = [first]
    while skip(.comma) {
      guard kind.startsExpression || kind == .star else { break }
      elements.append(try starNamedExpression())
    }
    return make(.tuple(elements), from: start)
  }

  /// Productions: `case`.
  private mutating func matchCase() -> MatchCase {
    let place = span(of: token)
    advance()
    var guardTest: ExprID?
    let pattern = header { (parser) throws(Unreadable) in
      let pattern = try parser.patterns()
      if parser.skip(.ifKeyword) { guardTest = try parser.namedExpression() }
      return pattern
    }
    let body = block(of: Header(name: "`case`", place: place), isReadable: pattern != nil)
    return MatchCase(
      pattern: pattern ?? make(.missing, from: place.start), guardTest: guardTest, body: body)
  }

  // MARK: Patterns

  /// A pattern, or several with commas, which make a sequence.
  ///
  /// Productions: `patterns`, `open_sequence`.
  private mutating func patterns() throws(Unreadable) -> PatternID {
    let start = start
    let first = try maybeStarPattern()
    if kind != .comma {
      if case .star = tree[first] { report(.starPatternAlone(at: tree.span(of: first))) }
      return first
    }
    var elements = [first]
    while skip(.comma) {
      guard kind != .colon, kind != .ifKeyword else { break }
      elements.append(try maybeStarPattern())
    }
    return make(.sequence(elements), from: start)
  }

  /// Productions: `maybe_star`, `star_pattern`.
  private mutating func maybeStarPattern() throws(Unreadable) -> PatternID {
    guard kind == .star else { return try pattern() }
    let start = start
    advance()
    let name = try identifier("a name")
    return make(.star(name.text == "_" ? nil : name), from: start)
  }

  /// Productions: `pattern`.
  private mutating func pattern() throws(Unreadable) -> PatternID {
    let start = start
    let first = try orPattern()
    guard skip(.asKeyword) else { return first }
    let name = try identifier("a name")
    if name.text == "_" { report(.wildcardAsName(at: name.span)) }
    return make(.as(first, name: name), from: start)
  }

  /// Productions: `or_pattern`.
  private mutating func orPattern() throws(Unreadable) -> PatternID {
    let start = start
    let first = try closedPattern()
    guard kind == .pipe else { return first }
    var alternatives = [first]
    while skip(.pipe) { alternatives.append(try closedPattern()) }
    return make(.or(alternatives), from: start)
  }

  /// Productions: `closed_pattern`, `literal_pattern`.
  private mutating func closedPattern() throws(Unreadable) -> PatternID {
    let start = start
    switch kind {
    case .noneKeyword, .trueKeyword, .falseKeyword:
      let value: Constant =
        kind == .noneKeyword ? .none : .bool(kind == .trueKeyword)
      advance()
      return make(.singleton(value), from: start)
    case .number, .minus:
      let value = try patternNumber()
      return make(.value(value), from: start)
    case .string, .fStringStart:
      let value = try strings()
      if case .joinedString = tree[value] {
        report(.fStringPattern(at: tree.span(of: value)))
      }
      return make(.value(value), from: start)
    case .name: return try namePattern()
    case .leftParenthesis: return try groupPattern()
    case .leftBracket:
      let opening = span(of: token)
      advance()
      let (elements, _) = try patternElements(until: .rightBracket)
      try close(.rightBracket, "]", opening)
      return make(.sequence(elements), from: start)
    case .leftBrace: return try mappingPattern()
    case .unreadable:
      advance()
      return make(.missing, from: start)
    default: throw unexpected(expecting: "a pattern")
    }
  }

  /// `-1`, `1.5`, `-1 + 2j`.
  ///
  /// Productions: `complex`.
  private mutating func patternNumber() throws(Unreadable) -> ExprID {
    let start = start
    let left = try signedNumber()
    guard kind == .plus || kind == .minus else { return left }
    let operation: BinaryOperator = kind == .plus ? .add : .subtract
    advance()
    guard kind == .number else { throw unexpected(expecting: "an imaginary number") }
    let right = number()
    checkComplex(left, right)
    return make(.binOp(left: left, operation, right: right), from: start)
  }

  private mutating func checkComplex(_ left: ExprID, _ right: ExprID) {
    var real = left
    if case .unaryOp(_, let operand) = tree[left] { real = operand }
    if case .constant(.imaginary) = tree[real] {
      report(.complexPattern("a real number", at: tree.span(of: left)))
    }
    if case .constant(let value) = tree[right] {
      if case .imaginary = value { return }
      report(.complexPattern("an imaginary number", at: tree.span(of: right)))
    }
  }

  /// Productions: `signed_number`.
  private mutating func signedNumber() throws(Unreadable) -> ExprID {
    let start = start
    guard skip(.minus) else { return number() }
    guard kind == .number else { throw unexpected(expecting: "a number") }
    let value = number()
    return make(.unaryOp(.minus, operand: value), from: start)
  }

  /// Productions: `capture`, `value_pattern`.
  private mutating func namePattern() throws(Unreadable) -> PatternID {
    let start = start
    if nextKind != .dot, nextKind != .leftParenthesis {
      let name = try identifier("a name")
      return make(name.text == "_" ? .as(nil, name: nil) : .as(nil, name: name), from: start)
    }
    var value = nameExpression()
    while skip(.dot) {
      let name = try identifier("the name of an attribute")
      value = make(.attribute(value: value, name), from: start)
    }
    guard kind == .leftParenthesis else { return make(.value(value), from: start) }
    return try classPattern(value, from: start)
  }

  /// Productions: `class_pattern`, `pattern_arguments`, `keyword_pattern`.
  private mutating func classPattern(
    _ value: ExprID, from start: UInt32
  ) throws(Unreadable) -> PatternID {
    let opening = span(of: token)
    advance()
    var patterns: [PatternID] = []
    var names: [Identifier] = []
    var keywordPatterns: [PatternID] = []
    while kind != .rightParenthesis {
      if kind == .name, nextKind == .equal {
        names.append(try identifier("a name"))
        advance()
        keywordPatterns.append(try pattern())
      } else {
        let found = try pattern()
        patterns.append(found)
        if !names.isEmpty { report(.positionalPatternBehindKeyword(at: tree.span(of: found))) }
      }
      guard skip(.comma) else { break }
    }
    try close(.rightParenthesis, ")", opening)
    return make(
      .class(value, patterns: patterns, keywordNames: names, keywordPatterns: keywordPatterns),
      from: start)
  }

  /// `(pattern)` or a sequence in parentheses.
  ///
  /// Productions: `sequence_pattern`.
  private mutating func groupPattern() throws(Unreadable) -> PatternID {
    let start = start
    let opening = span(of: token)
    advance()
    let (elements, hasComma) = try patternElements(until: .rightParenthesis)
    try close(.rightParenthesis, ")", opening)
    if elements.count == 1, !hasComma {
      if case .star = tree[elements[0]] {
        report(.starPatternAlone(at: tree.span(of: elements[0])))
      }
      return elements[0]
    }
    return make(.sequence(elements), from: start)
  }

  private mutating func patternElements(
    until closer: TokenKind
  ) throws(Unreadable) -> ([PatternID], hasComma: Bool) {
    var elements: [PatternID] = []
    var hasComma = false
    while kind != closer {
      elements.append(try maybeStarPattern())
      guard skip(.comma) else { break }
      hasComma = true
    }
    return (elements, hasComma)
  }

  /// Productions: `mapping_pattern`, `rest_pattern`.
  private mutating func mappingPattern() throws(Unreadable) -> PatternID {
    let start = start
    let opening = span(of: token)
    advance()
    var keys: [ExprID] = []
    var patterns: [PatternID] = []
    var rest: Identifier?
    while kind != .rightBrace {
      if let rest { report(.patternBehindRest(at: rest.span)) }
      if skip(.doubleStar) {
        let name = try identifier("a name")
        if name.text == "_" { report(.wildcardAsName(at: name.span)) }
        rest = name
      } else {
        keys.append(try mappingKey())
        try expect(.colon, "`:` and a pattern")
        patterns.append(try pattern())
      }
      guard skip(.comma) else { break }
    }
    try close(.rightBrace, "}", opening)
    return make(.mapping(keys: keys, patterns: patterns, rest: rest), from: start)
  }

  /// Productions: `key_pattern`.
  private mutating func mappingKey() throws(Unreadable) -> ExprID {
    let start = start
    switch kind {
    case .number, .minus: return try patternNumber()
    case .string, .fStringStart:
      let value = try strings()
      if case .joinedString = tree[value] {
        report(.fStringPattern(at: tree.span(of: value)))
      }
      return value
    case .noneKeyword, .trueKeyword, .falseKeyword:
      let constant: Constant = kind == .noneKeyword ? .none : .bool(kind == .trueKeyword)
      advance()
      return make(.constant(constant), from: start)
    case .name where nextKind == .dot:
      var value = nameExpression()
      while skip(.dot) {
        let name = try identifier("the name of an attribute")
        value = make(.attribute(value: value, name), from: start)
      }
      return value
    default: throw unexpected(expecting: "a literal or a dotted name as key")
    }
  }
}
