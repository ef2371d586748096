import KFPSource

/// Operands: atoms and what is appended to them.
extension Parser {
  /// An atom with attributes, calls and subscripts.
  ///
  /// Productions: `primary`, `trailer`.
  mutating func primary() throws(Unreadable) -> ExprID {
    let start = start
    var value = try atom()
    while true {
      switch kind {
      case .dot:
        advance()
        let name = try identifier("the name of an attribute")
        value = make(.attribute(value: value, name), from: start)
      case .leftParenthesis:
        value = try call(value, from: start)
      case .leftBracket:
        value = try subscripted(value, from: start)
      default:
        return value
      }
    }
  }

  mutating func nameExpression() -> ExprID {
    let token = token
    advance()
    let place = span(of: token)
    return make(.name(Identifier(text: normalizedName(token), span: place)), place)
  }

  /// Productions: `atom`.
  private mutating func atom() throws(Unreadable) -> ExprID {
    switch kind {
    case .name: return nameExpression()
    case .number: return number()
    case .string, .fStringStart: return try strings()
    case .leftParenthesis: return try parenthesized()
    case .leftBracket: return try listDisplay()
    case .leftBrace: return try braceDisplay()
    case .trueKeyword: return constant(.bool(true))
    case .falseKeyword: return constant(.bool(false))
    case .noneKeyword: return constant(.none)
    case .ellipsis: return constant(.ellipsis)
    case .unreadable: return try unreadableAtom()
    default: throw unexpectedAtom()
    }
  }

  private mutating func constant(_ value: Constant) -> ExprID {
    let start = start
    advance()
    return make(.constant(value), from: start)
  }

  /// What was complained about before stands for an operand.
  private mutating func unreadableAtom() throws(Unreadable) -> ExprID {
    let start = start
    advance()
    return make(.missing, from: start)
  }

  private mutating func unexpectedAtom() -> Unreadable {
    if kind.isKeyword, kind != .yieldKeyword, kind != .lambdaKeyword, kind != .notKeyword {
      return fail(.keywordAsValue(text(of: token), at: span(of: token)))
    }
    return unexpected(expecting: "an expression")
  }

  // MARK: Parentheses

  /// A group, a tuple or a generator expression.
  ///
  /// Productions: `group`, `tuple`, `generator_expression`.
  private mutating func parenthesized() throws(Unreadable) -> ExprID {
    let start = start
    let opening = span(of: token)
    advance()
    if skip(.rightParenthesis) { return make(.tuple([]), from: start) }
    if kind == .yieldKeyword {
      let value = try yieldExpression()
      try close(.rightParenthesis, ")", opening)
      return value
    }
    let first = try starNamedExpression()
    if kind == .forKeyword || kind == .asyncKeyword {
      checkComprehensionElement(first)
      let clauses = try comprehensionClauses()
      try close(.rightParenthesis, ")", opening)
      return make(.generatorExp(element: first, clauses), from: start)
    }
    guard kind == .comma || isCommaForgotten else {
      try close(.rightParenthesis, ")", opening)
      if case .starred = tree[first] { report(.starredAlone(at: tree.span(of: first))) }
      return first
    }
    var elements = [first]
    try moreElements(&elements, until: .rightParenthesis)
    try close(.rightParenthesis, ")", opening)
    return make(.tuple(elements), from: start)
  }

  /// Reads `, element` as long as there are some.
  private mutating func moreElements(
    _ elements: inout [ExprID], until closer: TokenKind
  ) throws(Unreadable) {
    while kind != closer {
      try comma()
      guard kind != closer, kind.startsExpression || kind == .star || kind == .unreadable else {
        return
      }
      elements.append(try starNamedExpression())
    }
  }

  /// Whether an expression follows directly on another one inside a bracket.
  var isCommaForgotten: Bool {
    switch kind {
    case .name, .number, .string, .fStringStart, .trueKeyword, .falseKeyword, .noneKeyword,
      .leftBrace, .ellipsis, .lambdaKeyword:
      !lineHasLexicalError()
    default: false
    }
  }

  /// Reads a comma between elements; a forgotten one is reported.
  mutating func comma() throws(Unreadable) {
    if skip(.comma) { return }
    guard isCommaForgotten else { throw unexpected(expecting: "`,` or a closing bracket") }
    let isOnOtherLine = source.line(at: lastEnd) != source.line(at: start)
    report(
      .missingComma(
        after: span(token(at: index - 1).start, lastEnd), before: span(of: token),
        isCertain: isOnOtherLine))
  }

  /// Reads a closing bracket.
  mutating func close(
    _ closer: TokenKind, _ mark: String, _ opening: Span
  ) throws(Unreadable) {
    if skip(closer) { return }
    if kind == .equal { throw unexpected(expecting: "`\(mark)`") }
    let place = kind.isStructural ? span(lastEnd, lastEnd) : span(of: token)
    if kind == .colon, mark == ")", index > 0, self.token(at: index - 1).kind == .name {
      throw fail(.colonForEqual(at: place, behind: span(of: self.token(at: index - 1))))
    }
    throw fail(.expectedCloser(mark, found: foundDescription, at: place, opening: opening))
  }

  // MARK: Lists, dictionaries, sets

  /// Productions: `list`, `list_comprehension`.
  private mutating func listDisplay() throws(Unreadable) -> ExprID {
    let start = start
    let opening = span(of: token)
    advance()
    if skip(.rightBracket) { return make(.list([]), from: start) }
    let first = try starNamedExpression()
    if kind == .forKeyword || kind == .asyncKeyword {
      checkComprehensionElement(first)
      let clauses = try comprehensionClauses()
      try close(.rightBracket, "]", opening)
      return make(.listComp(element: first, clauses), from: start)
    }
    var elements = [first]
    if kind == .comma || isCommaForgotten { try moreElements(&elements, until: .rightBracket) }
    try close(.rightBracket, "]", opening)
    return make(.list(elements), from: start)
  }

  /// Productions: `set`, `set_comprehension`.
  private mutating func braceDisplay() throws(Unreadable) -> ExprID {
    let start = start
    let opening = span(of: token)
    advance()
    if skip(.rightBrace) { return make(.dict(keys: [], values: []), from: start) }
    if kind == .doubleStar { return try dictDisplay(nil, from: start, opening) }
    let firstStart = self.start
    let first = try starNamedExpression()
    if kind == .colon {
      if tree.span(of: first).start == firstStart { checkDictKey(first) }
      return try dictDisplay(first, from: start, opening)
    }
    if kind == .forKeyword || kind == .asyncKeyword {
      checkComprehensionElement(first)
      let clauses = try comprehensionClauses()
      try close(.rightBrace, "}", opening)
      return make(.setComp(element: first, clauses), from: start)
    }
    var elements = [first]
    if kind == .comma || isCommaForgotten { try moreElements(&elements, until: .rightBrace) }
    try close(.rightBrace, "}", opening)
    return make(.set(elements), from: start)
  }

  /// The rest of a dictionary whose first key was read (nil before `**`).
  ///
  /// Productions: `dictionary`, `entry`, `dictionary_comprehension`.
  private mutating func dictDisplay(
    _ firstKey: ExprID?, from start: UInt32, _ opening: Span
  ) throws(Unreadable) -> ExprID {
    var keys: [ExprID?] = []
    var values: [ExprID] = []
    var key = firstKey
    while true {
      if let key {
        keys.append(key)
        values.append(try dictValue(behind: key))
      } else {
        try expect(.doubleStar, "a key")
        keys.append(nil)
        values.append(try binary(1))
      }
      if kind == .forKeyword || kind == .asyncKeyword, keys.count == 1 {
        guard let key else { throw fail(.unpackingInComprehension(at: span(start, lastEnd))) }
        let clauses = try comprehensionClauses()
        try close(.rightBrace, "}", opening)
        return make(.dictComp(key: key, value: values[0], clauses), from: start)
      }
      if kind == .rightBrace { break }
      try comma()
      if kind == .rightBrace { break }
      key = kind == .doubleStar ? nil : try expression()
    }
    try close(.rightBrace, "}", opening)
    return make(.dict(keys: keys, values: values), from: start)
  }

  private mutating func checkDictKey(_ key: ExprID) {
    switch tree[key] {
    case .starred, .namedExpr:
      report(.misplacedDictKey(description(of: key), at: tree.span(of: key)))
    default: break
    }
  }

  private mutating func dictValue(behind key: ExprID) throws(Unreadable) -> ExprID {
    guard kind == .colon else {
      throw fail(
        .expectedDictColon(
          found: foundDescription, at: kind.isStructural ? span(lastEnd, lastEnd) : span(of: token),
          key: tree.span(of: key)))
    }
    advance()
    guard kind.startsExpression || kind == .unreadable else {
      throw fail(
        .expectedDictValue(
          found: foundDescription, at: kind.isStructural ? span(lastEnd, lastEnd) : span(of: token),
          key: tree.span(of: key)))
    }
    return try expression()
  }

  // MARK: Comprehensions

  private mutating func checkComprehensionElement(_ element: ExprID) {
    if case .starred = tree[element] {
      report(.unpackingInComprehension(at: tree.span(of: element)))
    }
  }

  /// Productions: `clauses`, `clause`.
  mutating func comprehensionClauses() throws(Unreadable) -> [Comprehension] {
    var clauses: [Comprehension] = []
    while kind == .forKeyword || kind == .asyncKeyword {
      let isAsync = skip(.asyncKeyword)
      try expect(.forKeyword, "`for`")
      let target = try loopTarget()
      try expect(.inKeyword, "`in`")
      let iterable = try disjunction()
      var conditions: [ExprID] = []
      while skip(.ifKeyword) { conditions.append(try disjunction()) }
      clauses.append(
        Comprehension(
          target: target, iterable: iterable, conditions: conditions, isAsync: isAsync))
    }
    return clauses
  }

  /// What stands between `for` and `in`.
  ///
  /// Productions: `target_list`.
  mutating func loopTarget() throws(Unreadable) -> ExprID {
    let start = start
    var target = try loopTargetElement()
    if kind == .comma {
      var elements = [target]
      while skip(.comma) {
        guard kind.startsExpression || kind == .star else { break }
        elements.append(try loopTargetElement())
      }
      target = make(.tuple(elements), from: start)
    }
    checkTarget(target, of: .loop)
    return target
  }

  /// Productions: `target_or_star`.
  private mutating func loopTargetElement() throws(Unreadable) -> ExprID {
    let start = start
    guard skip(.star) else { return try binary(1) }
    let value = try binary(1)
    return make(.starred(value), from: start)
  }
}
