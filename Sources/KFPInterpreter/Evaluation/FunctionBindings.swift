import KFPSource
import KFPSyntax

/// The names that the statements of a function (or one statement) bind, without evaluating them.
final class FunctionBindings {
  /// The names that are local.
  private(set) var locals: Set<String> = []
  /// The names declared `global`.
  private(set) var globals: Set<String> = []
  /// The names declared `nonlocal`.
  private(set) var nonlocals: Set<String> = []
  /// Whether it yields.
  private(set) var isGenerator = false

  private let tree: Tree

  /// Looks through a function's body.
  init(parameters: Parameters, body: [StmtID], in tree: Tree) {
    self.tree = tree
    for parameter in parameters.all { locals.insert(parameter.name.text) }
    visit(body)
    locals.subtract(globals)
    locals.subtract(nonlocals)
  }

  /// Looks through the body of a lambda.
  init(parameters: Parameters, body: ExprID, in tree: Tree) {
    self.tree = tree
    for parameter in parameters.all { locals.insert(parameter.name.text) }
    visit(body)
  }

  /// Looks through one statement.
  init(_ statement: StmtID, in tree: Tree) {
    self.tree = tree
    visit([statement])
  }

  private func visit(_ body: [StmtID]) {
    var pending = Array(body.reversed())
    while let id = pending.popLast() {
      for nested in visit(statement: id).reversed() { pending.append(nested) }
    }
  }

  /// Looks at a statement and gives those inside it.
  private func visit(statement id: StmtID) -> [StmtID] {
    switch tree[id] {
    case .functionDef(let definition): locals.insert(definition.name.text)
    case .classDef(let definition): locals.insert(definition.name.text)
    case .return(let value): visit(value)
    case .delete(let targets): for target in targets { bind(target) }
    case .assign(let targets, let value):
      for target in targets { bind(target) }
      visit(value)
    case .typeAlias(let name, _, _): bind(name)
    case .augAssign(let target, _, let value):
      bind(target)
      visit(value)
    case .annAssign(let target, _, let value, _):
      bind(target)
      visit(value)
    case .for(let target, let iterable, let body, let orElse, _):
      bind(target)
      visit(iterable)
      return body + orElse
    case .while(let test, let body, let orElse), .if(let test, let body, let orElse):
      visit(test)
      return body + orElse
    case .with(let items, let body, _):
      for item in items {
        visit(item.context)
        if let target = item.target { bind(target) }
      }
      return body
    case .match(let subject, let cases):
      visit(subject)
      for item in cases {
        visit(pattern: item.pattern)
        visit(item.guardTest)
      }
      return cases.flatMap(\.body)
    case .raise(let exception, _): visit(exception)
    case .try(let body, let handlers, let orElse, let finally, _):
      for handler in handlers { if let name = handler.name { locals.insert(name.text) } }
      return body + handlers.flatMap(\.body) + orElse + finally
    case .assert(let test, _): visit(test)
    case .import(let aliases):
      for alias in aliases {
        let name = alias.asName?.text ?? String(alias.name.text.prefix { $0 != "." })
        locals.insert(name)
      }
    case .importFrom(_, let names, _):
      for alias in names { locals.insert(alias.asName?.text ?? alias.name.text) }
    case .global(let names): for name in names { globals.insert(name.text) }
    case .nonlocal(let names): for name in names { nonlocals.insert(name.text) }
    case .expression(let value): visit(value)
    case .pass, .break, .continue, .missing: break
    }
    return []
  }

  private func bind(_ target: ExprID) {
    var pending = [target]
    while let id = pending.popLast() {
      switch tree[id] {
      case .name(let name): locals.insert(name.text)
      case .tuple(let elements), .list(let elements): pending.append(contentsOf: elements)
      case .starred(let value): pending.append(value)
      default: visit(id)
      }
    }
  }

  private func visit(pattern: PatternID) {
    var pending = [pattern]
    while let id = pending.popLast() {
      switch tree[id] {
      case .sequence(let patterns), .or(let patterns): pending.append(contentsOf: patterns)
      case .mapping(_, let patterns, let rest):
        pending.append(contentsOf: patterns)
        if let rest { locals.insert(rest.text) }
      case .class(_, let patterns, _, let keywordPatterns):
        pending.append(contentsOf: patterns + keywordPatterns)
      case .star(let name): if let name { locals.insert(name.text) }
      case .as(let pattern, let name):
        if let pattern { pending.append(pattern) }
        if let name { locals.insert(name.text) }
      case .value, .singleton, .missing: break
      }
    }
  }

  private func visit(_ expression: ExprID?) {
    guard let expression else { return }
    var pending = [expression]
    while let id = pending.popLast() {
      switch tree[id] {
      case .namedExpr(let target, let value):
        bind(target)
        pending.append(value)
      case .yield(let value):
        isGenerator = true
        if let value { pending.append(value) }
      case .yieldFrom(let value):
        isGenerator = true
        pending.append(value)
      case let node: pending.append(contentsOf: node.operands)
      }
    }
  }
}

extension Expr {
  /// The expressions directly inside, without those of lambdas, which have their own names.
  fileprivate var operands: [ExprID] {
    switch self {
    case .boolOp(_, let values): values
    case .namedExpr(let target, let value): [target, value]
    case .binOp(let left, _, let right): [left, right]
    case .unaryOp(_, let operand): [operand]
    case .lambda: []
    case .ifExp(let test, let body, let orElse): [test, body, orElse]
    case .dict(let keys, let values): keys.compactMap { $0 } + values
    case .set(let elements), .list(let elements), .tuple(let elements): elements
    case .listComp(let element, let parts), .setComp(let element, let parts),
      .generatorExp(let element, let parts):
      [element] + parts.flatMap { [$0.iterable] + $0.conditions }
    case .dictComp(let key, let value, let parts):
      [key, value] + parts.flatMap { [$0.iterable] + $0.conditions }
    case .await(let value), .starred(let value), .attribute(let value, _): [value]
    case .yield(let value): value.map { [$0] } ?? []
    case .yieldFrom(let value): [value]
    case .compare(let left, _, let comparators): [left] + comparators
    case .call(let callee, let arguments, let keywords):
      [callee] + arguments + keywords.map(\.value)
    case .formattedValue(let value, _, let spec): [value] + (spec.map { [$0] } ?? [])
    case .joinedString(let parts): parts
    case .subscript(let value, let slice): [value, slice]
    case .slice(let lower, let upper, let step): [lower, upper, step].compactMap { $0 }
    case .constant, .name, .missing: []
    }
  }
}
