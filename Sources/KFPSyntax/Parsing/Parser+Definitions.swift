import KFPSource

/// Functions, classes and what may stand before them.
extension Parser {
  /// Productions: `decorator`.
  mutating func decorated() -> StmtID {
    let start = start
    var decorators: [ExprID] = []
    while kind == .at {
      advance()
      do {
        decorators.append(try namedExpression())
        if kind != .newline, kind != .endOfText {
          throw unexpected(expecting: "the end of the line behind the decorator")
        }
      } catch {
        skipToLineEnd()
      }
      _ = skip(.newline)
    }
    switch kind {
    case .defKeyword:
      return functionDefinition(decorators: decorators, decoratedFrom: start, isAsync: false)
    case .classKeyword:
      return classDefinition(decorators: decorators, decoratedFrom: start)
    case .asyncKeyword where nextKind == .defKeyword:
      return asyncStatement(decorators: decorators, decoratedFrom: start)
    default:
      _ = fail(
        .decoratorWithoutDefinition(
          at: span(start, lastEnd), found: foundDescription))
      for decorator in decorators { _ = make(.expression(decorator), from: start) }
      return make(.missing, from: start)
    }
  }

  mutating func asyncStatement(decorators: [ExprID], decoratedFrom: UInt32) -> StmtID {
    let start = start
    switch nextKind {
    case .defKeyword:
      return functionDefinition(
        decorators: decorators, decoratedFrom: decoratedFrom, isAsync: true)
    case .forKeyword:
      advance()
      return forStatement(isAsync: true, from: start)
    case .withKeyword:
      advance()
      return withStatement(isAsync: true, from: start)
    default:
      advance()
      _ = unexpected(expecting: "`def`, `for` or `with` behind `async`")
      skipToLineEnd()
      lineWasUnreadable = true
      _ = skip(.newline)
      return make(.missing, from: start)
    }
  }

  /// Productions: `function`.
  mutating func functionDefinition(
    decorators: [ExprID], decoratedFrom: UInt32, isAsync: Bool
  ) -> StmtID {
    let start = start
    if isAsync { advance() }
    let place = span(of: token)
    advance()
    var name = Identifier(text: "", span: span(lastEnd, lastEnd))
    var typeParameters: [TypeParameter] = []
    var parameters = Parameters()
    var returns: ExprID?
    let isReadable: Void? = header { (parser) throws(Unreadable) in
      name = try parser.identifier("the name of the function")
      typeParameters = try parser.typeParameters()
      let opening = parser.span(of: parser.token)
      try parser.expect(.leftParenthesis, "`(` and the parameters of `\(name.text)`")
      parameters = try parser.parameters(until: .rightParenthesis, allowsAnnotations: true)
      try parser.close(.rightParenthesis, ")", opening)
      if parser.skip(.arrow) { returns = try parser.expression() }
    }
    let body = block(
      of: Header(name: name.text.isEmpty ? "`def`" : "`def \(name.text)(...)`", place: place),
      isReadable: isReadable != nil)
    let function = FunctionDef(
      name: name, typeParameters: typeParameters, parameters: parameters, returns: returns,
      body: body, decorators: decorators, isAsync: isAsync,
      spanWithDecorators: span(decoratedFrom, lastEnd))
    return make(.functionDef(function), from: start)
  }

  /// Productions: `class`.
  mutating func classDefinition(decorators: [ExprID], decoratedFrom: UInt32) -> StmtID {
    let start = start
    let place = span(of: token)
    advance()
    var name = Identifier(text: "", span: span(lastEnd, lastEnd))
    var typeParameters: [TypeParameter] = []
    var list: ArgumentList?
    let isReadable: Void? = header { (parser) throws(Unreadable) in
      name = try parser.identifier("the name of the class")
      typeParameters = try parser.typeParameters()
      guard parser.kind == .leftParenthesis else { return }
      let opening = parser.span(of: parser.token)
      parser.advance()
      var found = ArgumentList(opening: opening)
      try parser.arguments(into: &found, allowsGenerator: false)
      list = found
      try parser.close(.rightParenthesis, ")", opening)
    }
    let body = block(
      of: Header(name: name.text.isEmpty ? "`class`" : "`class \(name.text)`", place: place),
      isReadable: isReadable != nil)
    let definition = ClassDef(
      name: name, typeParameters: typeParameters, bases: list?.arguments ?? [],
      keywords: list?.keywords ?? [], body: body, decorators: decorators,
      spanWithDecorators: span(decoratedFrom, lastEnd))
    return make(.classDef(definition), from: start)
  }
}
