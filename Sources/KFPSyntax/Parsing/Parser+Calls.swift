import KFPSource

/// Calls and subscripts.
extension Parser {
  mutating func call(_ callee: ExprID, from start: UInt32) throws(Unreadable) -> ExprID {
    let opening = span(of: token)
    advance()
    var list = ArgumentList(opening: opening)
    try arguments(into: &list, allowsGenerator: true)
    if !list.isClosed { try close(.rightParenthesis, ")", opening) }
    return make(
      .call(callee: callee, arguments: list.arguments, keywords: list.keywords), from: start)
  }

  /// The arguments of a call as they are read.
  struct ArgumentList {
    let opening: Span
    var arguments: [ExprID] = []
    var keywords: [Keyword] = []
    var firstKeyword: Span?
    var firstUnpacking: Span?
    /// Whether the closing parenthesis was read, as the last token of a generator expression.
    var isClosed = false
  }

  /// Reads arguments up to the closing parenthesis.
  ///
  /// Productions: `arguments`.
  mutating func arguments(
    into list: inout ArgumentList, allowsGenerator: Bool
  ) throws(Unreadable) {
    while kind != .rightParenthesis {
      try argument(into: &list, allowsGenerator: allowsGenerator)
      if list.isClosed || kind == .rightParenthesis { break }
      guard kind == .comma || isCommaForgotten else { break }
      try comma()
    }
    checkRepeatedKeywords(list.keywords)
  }

  /// Productions: `named_or_star`, `named_or_double`.
  private mutating func argument(
    into list: inout ArgumentList, allowsGenerator: Bool
  ) throws(Unreadable) {
    let start = start
    switch kind {
    case .star:
      advance()
      let value = try expression()
      let argument = make(.starred(value), from: start)
      if let unpacking = list.firstUnpacking {
        report(.unpackingOrder(at: tree.span(of: argument), after: unpacking))
      }
      list.arguments.append(argument)
    case .doubleStar:
      advance()
      let value = try expression()
      let keyword = Keyword(name: nil, value: value, span: span(start, lastEnd))
      list.keywords.append(keyword)
      if list.firstUnpacking == nil { list.firstUnpacking = keyword.span }
    case .name where nextKind == .equal:
      let name = try identifier("a name")
      try keywordArgument(name, into: &list)
    default:
      try positionalArgument(into: &list, allowsGenerator: allowsGenerator)
    }
  }

  /// Productions: `named_arguments`, `named_argument`, `argument_name`.
  private mutating func keywordArgument(
    _ name: Identifier?, into list: inout ArgumentList
  ) throws(Unreadable) {
    let start = name?.span.start ?? start
    advance()
    guard kind.startsExpression || kind == .unreadable else {
      throw fail(
        .missingArgumentValue(
          name?.text ?? "", at: span(start, lastEnd), found: foundDescription))
    }
    let value = try expression()
    if kind == .forKeyword || kind == .asyncKeyword {
      throw fail(.bareGenerator(at: span(start, lastEnd)))
    }
    guard let name else {
      // Something is given here, whatever it is.
      list.arguments.append(make(.missing, from: start))
      return
    }
    let keyword = Keyword(name: name, value: value, span: span(start, lastEnd))
    list.keywords.append(keyword)
    if list.firstKeyword == nil { list.firstKeyword = keyword.span }
  }

  /// Productions: `positional`, `generator`.
  private mutating func positionalArgument(
    into list: inout ArgumentList, allowsGenerator: Bool
  ) throws(Unreadable) {
    let start = start
    var value = try namedExpression()
    if kind == .equal {
      report(.expressionAsKeyword(description(of: value), at: tree.span(of: value)))
      return try keywordArgument(nil, into: &list)
    }
    if kind == .forKeyword || kind == .asyncKeyword {
      let clauses = try comprehensionClauses()
      if allowsGenerator, list.arguments.isEmpty, list.keywords.isEmpty, skip(.rightParenthesis) {
        value = make(.generatorExp(element: value, clauses), from: list.opening.start)
        list.isClosed = true
        list.arguments.append(value)
        return
      }
      report(.bareGenerator(at: span(start, lastEnd)))
      value = make(.generatorExp(element: value, clauses), from: start)
    }
    if let keyword = list.firstUnpacking ?? list.firstKeyword {
      report(
        .positionalBehindKeyword(
          at: tree.span(of: value), keyword: keyword, isUnpacking: list.firstUnpacking != nil))
    }
    list.arguments.append(value)
  }

  private mutating func checkRepeatedKeywords(_ keywords: [Keyword]) {
    guard keywords.count > 1 else { return }
    var seen: [String: Span] = [:]
    for keyword in keywords {
      guard let name = keyword.name else { continue }
      if let first = seen[name.text] {
        report(.repeatedKeyword(name.text, at: name.span, first: first))
      } else {
        seen[name.text] = name.span
      }
    }
  }

  // MARK: Subscripts

  /// Productions: `slices`, `subscript`.
  mutating func subscripted(_ value: ExprID, from start: UInt32) throws(Unreadable) -> ExprID {
    let opening = span(of: token)
    advance()
    let sliceStart = self.start
    if kind == .rightBracket { throw fail(.emptySubscript(at: span(opening.start, token.end))) }
    let first = try subscriptElement()
    var slice = first
    var isTuple = kind == .comma || isCommaForgotten
    if case .starred = tree[first] { isTuple = true }
    if isTuple {
      var elements = [first]
      while kind != .rightBracket {
        try comma()
        if kind == .rightBracket { break }
        elements.append(try subscriptElement())
      }
      slice = make(.tuple(elements), from: sliceStart)
    }
    try close(.rightBracket, "]", opening)
    return make(.subscript(value: value, slice: slice), from: start)
  }

  /// Productions: `slice`.
  private mutating func subscriptElement() throws(Unreadable) -> ExprID {
    let start = start
    if skip(.star) {
      let value = try expression()
      return make(.starred(value), from: start)
    }
    var lower: ExprID?
    if kind != .colon {
      let value = try namedExpression()
      guard kind == .colon else { return value }
      if case .namedExpr = tree[value], tree.span(of: value).start == start {
        report(.bareWalrusInSlice(at: tree.span(of: value)))
      }
      lower = value
    }
    advance()
    var upper: ExprID?
    var step: ExprID?
    if kind.startsExpression { upper = try expression() }
    if skip(.colon), kind.startsExpression { step = try expression() }
    return make(.slice(lower: lower, upper: upper, step: step), from: start)
  }
}
