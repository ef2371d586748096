import KFPSource

extension Tree {
  /// The source text of an expression.
  public func text(of id: ExprID) -> String { source.text(of: span(of: id)) }

  /// The source text of a statement, without its decorators.
  public func text(of id: StmtID) -> String { source.text(of: span(of: id)) }

  /// The number of expressions, whose identities are `0 ..< expressionCount`; it sizes side tables.
  public var expressionCount: Int { expressions.count }

  /// The number of statements, whose identities are `0 ..< statementCount`.
  public var statementCount: Int { statements.count }

  /// The text of the first statement of a body if it is a plain string, as it was written between
  /// the quotes with its escapes decoded: Python's `__doc__` before any cleaning.
  public func docstring(of body: [StmtID]) -> String? {
    guard let first = body.first, case .expression(let value) = self[first],
      case .constant(.string(let text, _)) = self[value]
    else { return nil }
    return text
  }

  /// The expressions directly inside an expression, in the order of the source.
  public func children(of id: ExprID) -> [ExprID] {
    switch self[id] {
    case .name, .constant, .missing: []
    case .boolOp(_, let values): values
    case .namedExpr(let target, let value): [target, value]
    case .binOp(let left, _, let right): [left, right]
    case .unaryOp(_, let operand): [operand]
    case .lambda(let parameters, let body): children(of: parameters) + [body]
    case .ifExp(let test, let body, let orElse): [body, test, orElse]
    case .dict(let keys, let values):
      zip(keys, values).flatMap { key, value in key.map { [$0, value] } ?? [value] }
    case .set(let elements), .list(let elements), .tuple(let elements): elements
    case .listComp(let element, let clauses), .setComp(let element, let clauses),
      .generatorExp(let element, let clauses):
      [element] + clauses.flatMap(children(of:))
    case .dictComp(let key, let value, let clauses):
      [key, value] + clauses.flatMap(children(of:))
    case .await(let value), .yieldFrom(let value), .starred(let value): [value]
    case .yield(let value): value.map { [$0] } ?? []
    case .compare(let left, _, let comparators): [left] + comparators
    case .call(let callee, let arguments, let keywords):
      [callee] + inSourceOrder(arguments + keywords.map(\.value))
    case .formattedValue(let value, _, let formatSpec): [value] + (formatSpec.map { [$0] } ?? [])
    case .joinedString(let parts): parts
    case .attribute(let value, _): [value]
    case .subscript(let value, let slice): [value, slice]
    case .slice(let lower, let upper, let step): [lower, upper, step].compactMap { $0 }
    }
  }

  private func inSourceOrder(_ ids: [ExprID]) -> [ExprID] {
    ids.sorted { span(of: $0).start < span(of: $1).start }
  }

  private func children(of clause: Comprehension) -> [ExprID] {
    [clause.target, clause.iterable] + clause.conditions
  }

  private func children(of parameters: Parameters) -> [ExprID] {
    parameters.all.flatMap { [$0.annotation, $0.defaultValue].compactMap { $0 } }
  }

  private func children(of typeParameters: [TypeParameter]) -> [ExprID] {
    typeParameters.flatMap { [$0.bound, $0.defaultValue].compactMap { $0 } }
  }

  /// The outermost expressions of a statement's own lines: not those of the statements in its
  /// blocks. Decorators, annotations and the values in patterns are among them.
  public func children(of id: StmtID) -> [ExprID] {
    switch self[id] {
    case .functionDef(let function):
      function.decorators + children(of: function.typeParameters)
        + children(of: function.parameters) + (function.returns.map { [$0] } ?? [])
    case .classDef(let definition):
      definition.decorators + children(of: definition.typeParameters)
        + inSourceOrder(definition.bases + definition.keywords.map(\.value))
    case .return(let value): value.map { [$0] } ?? []
    case .delete(let targets): targets
    case .assign(let targets, let value): targets + [value]
    case .typeAlias(let name, let parameters, let value):
      [name] + children(of: parameters) + [value]
    case .augAssign(let target, _, let value): [target, value]
    case .annAssign(let target, let annotation, let value, _):
      [target, annotation] + (value.map { [$0] } ?? [])
    case .for(let target, let iterable, _, _, _): [target, iterable]
    case .while(let test, _, _): [test]
    case .if(let test, _, _): [test]
    case .with(let items, _, _):
      items.flatMap { [$0.context] + ($0.target.map { [$0] } ?? []) }
    case .match(let subject, let cases):
      [subject]
        + cases.flatMap {
          expressions(in: $0.pattern) + ($0.guardTest.map { [$0] } ?? [])
        }
    case .raise(let exception, let cause): [exception, cause].compactMap { $0 }
    case .try(_, let handlers, _, _, _): handlers.compactMap(\.type)
    case .assert(let test, let message): [test] + (message.map { [$0] } ?? [])
    case .expression(let value): [value]
    case .import, .importFrom, .global, .nonlocal, .pass, .break, .continue, .missing: []
    }
  }

  /// The statements in the blocks of a statement, in the order of the source.
  public func nestedStatements(of id: StmtID) -> [StmtID] {
    switch self[id] {
    case .functionDef(let function): function.body
    case .classDef(let definition): definition.body
    case .for(_, _, let body, let orElse, _), .while(_, let body, let orElse),
      .if(_, let body, let orElse):
      body + orElse
    case .with(_, let body, _): body
    case .match(_, let cases): cases.flatMap(\.body)
    case .try(let body, let handlers, let orElse, let finally, _):
      body + handlers.flatMap(\.body) + orElse + finally
    default: []
    }
  }

  /// The expressions in a pattern, outermost ones only.
  public func expressions(in id: PatternID) -> [ExprID] {
    var found: [ExprID] = []
    var pending = [id]
    while let pattern = pending.popLast() {
      switch self[pattern] {
      case .value(let value): found.append(value)
      case .singleton, .star, .missing: break
      case .sequence(let patterns), .or(let patterns): pending += patterns.reversed()
      case .mapping(let keys, let patterns, _):
        found += keys
        pending += patterns.reversed()
      case .class(let type, let patterns, _, let keywordPatterns):
        found.append(type)
        pending += (patterns + keywordPatterns).reversed()
      case .as(let pattern, _): if let pattern { pending.append(pattern) }
      }
    }
    return found
  }

  /// Calls `visit` with an expression and everything inside it, outer ones first, in the order of
  /// the source. Where `visit` returns false the inside is passed over.
  public func forEachExpression(in root: ExprID, _ visit: (ExprID) -> Bool) {
    var pending = [root]
    while let id = pending.popLast() {
      if visit(id) { pending += children(of: id).reversed() }
    }
  }

  /// Calls `visit` with every expression of a statement and of the statements in its blocks, in the
  /// order of the source. Where `visit` returns false the inside is passed over.
  public func forEachExpression(in root: StmtID, _ visit: (ExprID) -> Bool) {
    forEachStatement(in: [root]) { statement in
      for child in children(of: statement) { forEachExpression(in: child, visit) }
      return true
    }
  }

  /// Calls `visit` with statements and those in their blocks, outer ones first. Where `visit`
  /// returns false the blocks are passed over.
  public func forEachStatement(in body: [StmtID], _ visit: (StmtID) -> Bool) {
    var pending = Array(body.reversed())
    while let id = pending.popLast() {
      if visit(id) { pending += nestedStatements(of: id).reversed() }
    }
  }
}
