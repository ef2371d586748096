import KFPSource
import KFPSyntax

extension Tree {
  /// The expressions directly inside one; a lambda's body counts, its parameters' defaults too.
  func children(of id: ExprID) -> [ExprID] {
    switch self[id] {
    case .name, .constant, .missing: return []
    case .boolOp(_, let values), .set(let values), .list(let values), .tuple(let values),
      .joinedString(let values):
      return values
    case .namedExpr(let target, let value): return [target, value]
    case .binOp(let left, _, let right): return [left, right]
    case .unaryOp(_, let operand): return [operand]
    case .lambda(let parameters, let body):
      return parameters.all.compactMap(\.defaultValue) + [body]
    case .ifExp(let test, let body, let orElse): return [test, body, orElse]
    case .dict(let keys, let values): return keys.compactMap { $0 } + values
    case .listComp(let element, let clauses), .setComp(let element, let clauses),
      .generatorExp(let element, let clauses):
      return clauses.flatMap { [$0.target, $0.iterable] + $0.conditions } + [element]
    case .dictComp(let key, let value, let clauses):
      return clauses.flatMap { [$0.target, $0.iterable] + $0.conditions } + [key, value]
    case .await(let value), .yieldFrom(let value), .starred(let value): return [value]
    case .yield(let value): return value.map { [$0] } ?? []
    case .compare(let left, _, let comparators): return [left] + comparators
    case .call(let callee, let arguments, let keywords):
      return [callee] + arguments + keywords.map(\.value)
    case .formattedValue(let value, _, let spec): return [value] + (spec.map { [$0] } ?? [])
    case .attribute(let value, _): return [value]
    case .subscript(let value, let slice): return [value, slice]
    case .slice(let lower, let upper, let step): return [lower, upper, step].compactMap { $0 }
    }
  }

  /// An expression and all inside it, without lambdas' insides when `enteringLambdas` is false.
  func expressions(in root: ExprID, enteringLambdas: Bool = true) -> [ExprID] {
    var found: [ExprID] = []
    var waiting = [root]
    while let next = waiting.popLast() {
      found.append(next)
      if !enteringLambdas, case .lambda = self[next] { continue }
      waiting += children(of: next).reversed()
    }
    return found
  }

  /// The names that are read in an expression.
  func names(in root: ExprID) -> [String] {
    expressions(in: root).compactMap { id in
      if case .name(let name) = self[id] { return name.text }
      return nil
    }
  }

  /// The blocks directly inside a statement; a function's or class's body is none.
  func blocks(of id: StmtID) -> [[StmtID]] {
    switch self[id] {
    case .for(_, _, let body, let orElse, _), .while(_, let body, let orElse),
      .if(_, let body, let orElse):
      return [body, orElse]
    case .with(_, let body, _): return [body]
    case .match(_, let cases): return cases.map(\.body)
    case .try(let body, let handlers, let orElse, let finally, _):
      return [body] + handlers.map(\.body) + [orElse, finally]
    default: return []
    }
  }

  /// The expressions directly inside a statement that belong to the function around it.
  func expressions(directlyIn id: StmtID) -> [ExprID] {
    switch self[id] {
    case .functionDef(let definition): return definition.decorators
    case .classDef(let definition): return definition.decorators + definition.bases
    case .return(let value): return value.map { [$0] } ?? []
    case .delete(let targets): return targets
    case .assign(let targets, let value): return targets + [value]
    case .typeAlias, .import, .importFrom, .global, .nonlocal, .pass, .break, .continue, .missing:
      return []
    case .augAssign(let target, _, let value): return [target, value]
    case .annAssign(let target, _, let value, _): return [target] + (value.map { [$0] } ?? [])
    case .for(let target, let iterable, _, _, _): return [target, iterable]
    case .while(let test, _, _), .if(let test, _, _): return [test]
    case .with(let items, _, _):
      return items.flatMap { [$0.context] + ($0.target.map { [$0] } ?? []) }
    case .match(let subject, let cases): return [subject] + cases.compactMap(\.guardTest)
    case .raise(let exception, let cause): return [exception, cause].compactMap { $0 }
    case .try(_, let handlers, _, _, _): return handlers.compactMap(\.type)
    case .assert(let test, let message): return [test] + (message.map { [$0] } ?? [])
    case .expression(let value): return [value]
    }
  }

  /// The statements of a body in order, with those of the blocks inside, but not those of functions
  /// and classes inside.
  func statements(within body: [StmtID]) -> [StmtID] {
    var found: [StmtID] = []
    var waiting = Array(body.reversed())
    while let next = waiting.popLast() {
      found.append(next)
      for block in blocks(of: next).reversed() { waiting += block.reversed() }
    }
    return found
  }

  /// The body without its docstring.
  func bodyWithoutDocstring(_ body: [StmtID]) -> ArraySlice<StmtID> {
    guard let first = body.first, case .expression(let value) = self[first],
      case .constant(.string) = self[value]
    else { return body[...] }
    return body.dropFirst()
  }

  /// Where a statement begins with its decorators.
  func start(of id: StmtID) -> UInt32 {
    switch self[id] {
    case .functionDef(let definition): return definition.spanWithDecorators.start
    case .classDef(let definition): return definition.spanWithDecorators.start
    default: return span(of: id).start
    }
  }

  /// An edit that puts a line in front of the first statement of a body; nil where the body does
  /// not begin on a line of its own.
  func insertion(of line: String, atTopOf body: [StmtID]) -> TextEdit? {
    guard let first = bodyWithoutDocstring(body).first else { return nil }
    let start = start(of: first)
    let lineStart = source.lineStarts[source.line(at: start) - 1]
    let indentation = source.bytes[Int(lineStart)..<Int(start)]
    guard indentation.allSatisfy({ $0 == 0x20 || $0 == 0x09 }), !indentation.isEmpty else {
      return nil
    }
    return TextEdit(
      Span(source: source.id, start: lineStart, end: lineStart),
      replacement: String(decoding: indentation, as: UTF8.self) + line + "\n")
  }

  /// The text of a literal that can stand anywhere: a number, text, truth value or None, or a list,
  /// tuple or dictionary of such on one line; nil for everything else.
  func literalText(_ id: ExprID) -> String? {
    let text = source.text(of: span(of: id))
    guard !text.utf8.contains(0x0A), text.utf8.count <= 60 else { return nil }
    for expression in expressions(in: id) {
      switch self[expression] {
      case .constant, .list, .tuple, .unaryOp: continue
      case .dict(let keys, _) where !keys.contains { $0 == nil }: continue
      default: return nil
      }
    }
    return text
  }
}
