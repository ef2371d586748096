import KFPSource

extension Parser {
  /// What the parameters read so far allow.
  private struct ParameterOrder {
    var firstDefault: Span?
    var slash: Span?
    var star: Span?
    var starIsBare = false
    var keywordVariadic: Span?
    var names: [String: Span] = [:]
  }

  /// The parameters of a function (up to `)`) or lambda (up to `:`).
  ///
  /// Productions: `parameters`, `lambda_parameters`.
  mutating func parameters(
    until closer: TokenKind, allowsAnnotations: Bool
  ) throws(Unreadable) -> Parameters {
    var result = Parameters()
    var order = ParameterOrder()
    while kind != closer {
      switch kind {
      case .slash: slashParameter(&result, &order)
      case .star:
        try starParameter(&result, &order, closer, allowsAnnotations: allowsAnnotations)
      case .doubleStar:
        try doubleStarParameter(&result, &order, allowsAnnotations: allowsAnnotations)
      default:
        try plainParameter(&result, &order, allowsAnnotations: allowsAnnotations)
      }
      if kind == closer { break }
      guard kind == .comma || (kind == .name && !lineHasLexicalError()) else { break }
      try comma()
    }
    if order.starIsBare, result.keywordOnly.isEmpty, let star = order.star {
      report(.bareStarWithoutNames(at: star))
    }
    return result
  }

  private mutating func slashParameter(_ result: inout Parameters, _ order: inout ParameterOrder) {
    let place = span(of: token)
    advance()
    if let first = order.slash {
      report(.repeatedParameterMark("/", at: place, first: first))
    } else if let star = order.star {
      report(.slashBehindStar(at: place, star: star))
    } else if result.regular.isEmpty {
      report(.slashWithoutParameters(at: place))
    } else if order.keywordVariadic == nil {
      result.positionalOnly = result.regular
      result.regular = []
    }
    order.slash = place
  }

  /// Productions: `starred_parameters`, `bare_starred`.
  private mutating func starParameter(
    _ result: inout Parameters, _ order: inout ParameterOrder, _ closer: TokenKind,
    allowsAnnotations: Bool
  ) throws(Unreadable) {
    let place = span(of: token)
    advance()
    if let first = order.star { report(.repeatedParameterMark("*", at: place, first: first)) }
    checkNothingFollowsKeywords(order, at: place)
    let isFirst = order.star == nil
    order.star = place
    if kind == .comma || kind == closer {
      if isFirst { order.starIsBare = true }
      return
    }
    let name = try identifier("the name of a parameter")
    var annotation: ExprID?
    if allowsAnnotations, skip(.colon) { annotation = try starredAnnotation() }
    let parameter = Parameter(
      name: name, annotation: annotation, defaultValue: nil,
      span: span(name.span.start, lastEnd))
    try rejectDefault(of: "*" + name.text)
    note(name, in: &order)
    result.variadic = parameter
  }

  private mutating func starredAnnotation() throws(Unreadable) -> ExprID {
    let start = start
    guard skip(.star) else { return try expression() }
    let value = try binary(1)
    return make(.starred(value), from: start)
  }

  /// Productions: `double_starred`.
  private mutating func doubleStarParameter(
    _ result: inout Parameters, _ order: inout ParameterOrder, allowsAnnotations: Bool
  ) throws(Unreadable) {
    let place = span(of: token)
    advance()
    checkNothingFollowsKeywords(order, at: place)
    let name = try identifier("the name of a parameter")
    var annotation: ExprID?
    if allowsAnnotations, skip(.colon) { annotation = try expression() }
    result.keywordVariadic = Parameter(
      name: name, annotation: annotation, defaultValue: nil,
      span: span(name.span.start, lastEnd))
    try rejectDefault(of: "**" + name.text)
    note(name, in: &order)
    order.keywordVariadic = span(place.start, name.span.end)
  }

  private mutating func rejectDefault(of name: String) throws(Unreadable) {
    guard kind == .equal else { return }
    let start = start
    advance()
    _ = try expression()
    report(.defaultOfVariadic(name, at: span(start, lastEnd)))
  }

  /// Productions: `required`, `defaulted`, `parameter_name`, `named_parameter`, `bare_name`,
  ///   `bare_defaulted`, `bare_named`.
  private mutating func plainParameter(
    _ result: inout Parameters, _ order: inout ParameterOrder, allowsAnnotations: Bool
  ) throws(Unreadable) {
    let name = try identifier("the name of a parameter")
    var annotation: ExprID?
    var defaultValue: ExprID?
    if allowsAnnotations, skip(.colon) { annotation = try expression() }
    let place = span(name.span.start, lastEnd)
    if kind == .equal {
      advance()
      guard kind.startsExpression || kind == .unreadable else {
        throw fail(
          .missingArgumentValue(
            name.text, at: span(name.span.start, lastEnd), found: foundDescription))
      }
      defaultValue = try expression()
    }
    checkNothingFollowsKeywords(order, at: place)
    note(name, in: &order)
    let parameter = Parameter(
      name: name, annotation: annotation, defaultValue: defaultValue, span: place)
    if order.star != nil {
      result.keywordOnly.append(parameter)
      return
    }
    if let firstDefault = order.firstDefault, defaultValue == nil {
      report(.missingDefault(name.text, at: place, firstDefault: firstDefault))
    }
    if order.firstDefault == nil, defaultValue != nil { order.firstDefault = place }
    result.regular.append(parameter)
  }

  private mutating func checkNothingFollowsKeywords(_ order: ParameterOrder, at place: Span) {
    guard let last = order.keywordVariadic else { return }
    report(.parameterBehindKeywordVariadic(at: place, last: last))
  }

  private mutating func note(_ name: Identifier, in order: inout ParameterOrder) {
    if let first = order.names[name.text] {
      report(.repeatedParameter(name.text, at: name.span, first: first))
    } else {
      order.names[name.text] = name.span
    }
  }

  // MARK: Type parameters

  /// `[T, *Ts, **P]` behind a name, or nothing.
  ///
  /// Productions: `type_parameters`.
  mutating func typeParameters() throws(Unreadable) -> [TypeParameter] {
    guard kind == .leftBracket else { return [] }
    let opening = span(of: token)
    advance()
    if kind == .rightBracket {
      throw fail(.emptyTypeParameters(at: span(opening.start, token.end)))
    }
    var result: [TypeParameter] = []
    while kind != .rightBracket {
      result.append(try typeParameter())
      if kind == .rightBracket { break }
      guard kind == .comma else { break }
      advance()
    }
    try close(.rightBracket, "]", opening)
    return result
  }

  /// Productions: `type_parameter`.
  private mutating func typeParameter() throws(Unreadable) -> TypeParameter {
    let start = start
    var parameterKind = TypeParameter.Kind.typeVar
    if skip(.star) {
      parameterKind = .typeVarTuple
    } else if skip(.doubleStar) {
      parameterKind = .paramSpec
    }
    let name = try identifier("the name of a type parameter")
    var bound: ExprID?
    if kind == .colon {
      let colon = span(of: token)
      advance()
      let value = try expression()
      bound = value
      if parameterKind != .typeVar { report(.boundOfVariadic(name.text, at: colon)) }
    }
    var defaultValue: ExprID?
    if skip(.equal) {
      defaultValue = parameterKind == .typeVarTuple ? try starExpression() : try expression()
    }
    return TypeParameter(
      kind: parameterKind, name: name, bound: bound, defaultValue: defaultValue,
      span: span(start, lastEnd))
  }
}
