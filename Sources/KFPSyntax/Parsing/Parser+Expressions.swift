import KFPSource

extension TokenKind {
  /// Whether an expression can start with it.
  var startsExpression: Bool {
    switch self {
    case .name, .number, .string, .fStringStart, .falseKeyword, .noneKeyword, .trueKeyword,
      .awaitKeyword, .lambdaKeyword, .notKeyword, .leftParenthesis, .leftBracket, .leftBrace,
      .ellipsis, .plus, .minus, .tilde:
      true
    default: false
    }
  }

  /// How strongly a binary operator binds, and which one it is.
  var binaryOperator: (BinaryOperator, precedence: Int)? {
    switch self {
    case .pipe: (.bitOr, 1)
    case .caret: (.bitXor, 2)
    case .ampersand: (.bitAnd, 3)
    case .leftShift: (.leftShift, 4)
    case .rightShift: (.rightShift, 4)
    case .plus: (.add, 5)
    case .minus: (.subtract, 5)
    case .star: (.multiply, 6)
    case .at: (.matrixMultiply, 6)
    case .slash: (.divide, 6)
    case .doubleSlash: (.floorDivide, 6)
    case .percent: (.modulo, 6)
    default: nil
    }
  }
}

/// Expressions above the level of operands.
extension Parser {
  /// `star_expressions`: one expression, or several with commas, which make a tuple.
  ///
  /// Productions: `star_named_list`.
  mutating func starExpressions() throws(Unreadable) -> ExprID {
    let start = start
    let first = try starExpression()
    guard kind == .comma else { return first }
    var elements = [first]
    while skip(.comma) {
      guard kind.startsExpression || kind == .star else { break }
      elements.append(try starExpression())
    }
    return make(.tuple(elements), from: start)
  }

  /// An expression, or `*` and an operand.
  ///
  /// Productions: `star_expression`.
  mutating func starExpression() throws(Unreadable) -> ExprID {
    guard kind == .star else { return try expression() }
    let start = start
    advance()
    let value = try binary(1)
    return make(.starred(value), from: start)
  }

  /// An element of a list, set or tuple.
  ///
  /// Productions: `star_named`.
  mutating func starNamedExpression() throws(Unreadable) -> ExprID {
    kind == .star ? try starExpression() : try namedExpression()
  }

  /// `yield ...` or expressions: what may stand on the right of `=`.
  mutating func yieldOrStarExpressions() throws(Unreadable) -> ExprID {
    kind == .yieldKeyword ? try yieldExpression() : try starExpressions()
  }

  /// Productions: `yield_expression`.
  mutating func yieldExpression() throws(Unreadable) -> ExprID {
    let start = start
    advance()
    if skip(.fromKeyword) {
      let value = try expression()
      return make(.yieldFrom(value), from: start)
    }
    guard kind.startsExpression || kind == .star else { return make(.yield(nil), from: start) }
    let value = try starExpressions()
    return make(.yield(value), from: start)
  }

  /// An expression that may be `name := value`.
  ///
  /// Productions: `named_expression`.
  mutating func namedExpression() throws(Unreadable) -> ExprID {
    if kind == .name, nextKind == .colonEqual {
      let start = start
      let target = nameExpression()
      advance()
      let value = try expression()
      return make(.namedExpr(target: target, value: value), from: start)
    }
    let value = try expression()
    if kind == .colonEqual {
      report(.walrusTarget(description(of: value), at: tree.span(of: value)))
      advance()
      _ = try expression()
    }
    return value
  }

  /// The condition of `if`, `elif` and `while`.
  mutating func condition() throws(Unreadable) -> ExprID {
    let start = start
    let test = try namedExpression()
    guard kind == .equal else { return test }
    report(.equalInCondition(at: span(of: token)))
    advance()
    let right = try expression()
    return make(.compare(left: test, [.equal], comparators: [right]), from: start)
  }

  /// An expression without `:=`: a condition chain, a lambda or an operation.
  ///
  /// Productions: `expression`.
  mutating func expression() throws(Unreadable) -> ExprID {
    if kind == .lambdaKeyword { return try lambda() }
    let start = start
    let value = try disjunction()
    guard kind == .ifKeyword else { return value }
    return try conditional(value, from: start)
  }

  /// `a if b else c if d else e`, read as a loop.
  private mutating func conditional(
    _ first: ExprID, from start: UInt32
  ) throws(Unreadable) -> ExprID {
    var branches: [(start: UInt32, body: ExprID, test: ExprID)] = []
    var body = first
    var bodyStart = start
    while skip(.ifKeyword) {
      let test = try disjunction()
      branches.append((bodyStart, body, test))
      guard kind == .elseKeyword else {
        throw fail(
          .expectedElse(at: span(lastEnd, lastEnd), condition: span(bodyStart, lastEnd)))
      }
      advance()
      bodyStart = self.start
      if kind == .lambdaKeyword {
        body = try lambda()
        break
      }
      body = try disjunction()
    }
    for branch in branches.reversed() {
      body = make(
        .ifExp(test: branch.test, body: branch.body, orElse: body), from: branch.start)
    }
    return body
  }

  /// Productions: `lambda`.
  private mutating func lambda() throws(Unreadable) -> ExprID {
    let start = start
    try enterNesting()
    defer { depth -= 1 }
    advance()
    let parameters = try parameters(until: .colon, allowsAnnotations: false)
    try expect(.colon, "`:` and the result of the lambda")
    let body = try expression()
    return make(.lambda(parameters, body: body), from: start)
  }

  // MARK: Boolean operators and comparisons

  /// Productions: `disjunction`.
  mutating func disjunction() throws(Unreadable) -> ExprID {
    let start = start
    let first = try conjunction()
    guard kind == .orKeyword else { return first }
    var values = [first]
    while skip(.orKeyword) { values.append(try conjunction()) }
    return make(.boolOp(.or, values: values), from: start)
  }

  /// Productions: `conjunction`.
  private mutating func conjunction() throws(Unreadable) -> ExprID {
    let start = start
    let first = try inversion()
    guard kind == .andKeyword else { return first }
    var values = [first]
    while skip(.andKeyword) { values.append(try inversion()) }
    return make(.boolOp(.and, values: values), from: start)
  }

  /// Productions: `negation`.
  private mutating func inversion() throws(Unreadable) -> ExprID {
    guard kind == .notKeyword else { return try comparison() }
    var starts: [UInt32] = []
    while kind == .notKeyword {
      starts.append(start)
      advance()
    }
    var value = try comparison()
    for start in starts.reversed() { value = make(.unaryOp(.not, operand: value), from: start) }
    return value
  }

  /// Productions: `comparison`.
  private mutating func comparison() throws(Unreadable) -> ExprID {
    let start = start
    let left = try binary(1)
    guard let first = comparisonOperator() else { return left }
    var operators: [ComparisonOperator] = []
    var comparators: [ExprID] = []
    var next: ComparisonOperator? = first
    while let current = next {
      operators.append(current)
      comparators.append(try binary(1))
      next = comparisonOperator()
    }
    return make(.compare(left: left, operators, comparators: comparators), from: start)
  }

  /// Reads a comparison operator if one stands here.
  ///
  /// Productions: `comparison_operator`.
  private mutating func comparisonOperator() -> ComparisonOperator? {
    let found: ComparisonOperator
    switch kind {
    case .equalEqual: found = .equal
    case .notEqual: found = .notEqual
    case .less: found = .less
    case .lessEqual: found = .lessEqual
    case .greater: found = .greater
    case .greaterEqual: found = .greaterEqual
    case .inKeyword: found = .in
    case .notKeyword:
      guard nextKind == .inKeyword else { return nil }
      advance()
      found = .notIn
    case .isKeyword:
      if nextKind == .notKeyword {
        advance()
        found = .isNot
      } else {
        found = .is
      }
    default: return nil
    }
    advance()
    return found
  }

  // MARK: Arithmetic

  /// Binary operators that bind at least as strongly as `minimum` (1 is `|`).
  ///
  /// Productions: `bit_or`, `bit_xor`, `bit_and`, `shift`, `sum`, `term`.
  mutating func binary(_ minimum: Int) throws(Unreadable) -> ExprID {
    let start = start
    var left = try unary()
    while let (operation, precedence) = kind.binaryOperator, precedence >= minimum {
      advance()
      let right = precedence == 6 ? try unary() : try binary(precedence + 1)
      left = make(.binOp(left: left, operation, right: right), from: start)
    }
    return left
  }

  /// Productions: `factor`.
  private mutating func unary() throws(Unreadable) -> ExprID {
    guard kind == .minus || kind == .plus || kind == .tilde else { return try power() }
    var signs: [(UnaryOperator, UInt32)] = []
    while true {
      switch kind {
      case .minus: signs.append((.minus, start))
      case .plus: signs.append((.plus, start))
      case .tilde: signs.append((.invert, start))
      default:
        var value = try power()
        for (sign, start) in signs.reversed() {
          value = make(.unaryOp(sign, operand: value), from: start)
        }
        return value
      }
      advance()
    }
  }

  /// Productions: `power`.
  private mutating func power() throws(Unreadable) -> ExprID {
    let start = start
    let base = try awaitPrimary()
    guard kind == .doubleStar else { return base }
    try enterNesting()
    defer { depth -= 1 }
    advance()
    let exponent = try unary()
    return make(.binOp(left: base, .power, right: exponent), from: start)
  }

  /// Productions: `awaited`.
  private mutating func awaitPrimary() throws(Unreadable) -> ExprID {
    guard kind == .awaitKeyword else { return try primary() }
    let start = start
    advance()
    let value = try primary()
    return make(.await(value), from: start)
  }
}
