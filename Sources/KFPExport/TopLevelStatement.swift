import KFPSource
import KFPSyntax

/// A statement at top level, with the names that it binds and those that it asks for.
struct TopLevelStatement {
  let span: Span
  /// The names that it gives a meaning at top level.
  let binds: Set<String>
  /// The names that it, or a function that it defines, asks for. The body of a component is not
  /// among them: it is shipped as text.
  let reads: Set<String>
  /// Whether it is an import, which must stay at top level.
  let isImport: Bool
  /// Whether it only shows or asserts something about results of tasks.
  let observation: Observation?
  /// Whether it is the definition of a pipeline.
  let isPipeline: Bool
  /// Whether it has to stay in front of all others: a docstring, `from __future__ import ...`.
  let isPreamble: Bool

  /// A statement that looks at results.
  enum Observation {
    /// `assert`, with the place of what it asserts.
    case assertion(Span)
    /// An expression whose value is shown, or a call of `print` or `show`.
    case display
  }

  /// The statements of a text, in order.
  static func all(in tree: Tree) -> [TopLevelStatement] {
    tree.body.enumerated().map { index, statement in
      TopLevelStatement(statement, in: tree, isFirst: index == 0)
    }
  }

  private init(_ statement: StmtID, in tree: Tree, isFirst: Bool) {
    var names = StatementNames(tree: tree)
    names.collect(statement)
    binds = names.binds
    reads = names.reads
    switch tree[statement] {
    case .functionDef(let function): span = function.spanWithDecorators
    case .classDef(let definition): span = definition.spanWithDecorators
    default: span = tree.span(of: statement)
    }
    observation = Self.observation(statement, in: tree)
    isPipeline = names.isPipeline
    switch tree[statement] {
    case .import: (isImport, isPreamble) = (true, false)
    case .importFrom(let module, _, _):
      (isImport, isPreamble) = (true, module?.text == "__future__")
    case .expression(let value):
      isImport = false
      if case .constant(.string) = tree[value] { isPreamble = isFirst } else { isPreamble = false }
    default: (isImport, isPreamble) = (false, false)
    }
  }
}

extension TopLevelStatement {
  private static func observation(_ statement: StmtID, in tree: Tree) -> Observation? {
    switch tree[statement] {
    case .assert(let test, _): return .assertion(tree.span(of: test))
    case .expression(let value):
      guard case .call(let callee, _, _) = tree[value] else { return .display }
      if case .name(let name) = tree[callee], ["print", "show"].contains(name.text) {
        return .display
      }
      return nil
    default: return nil
    }
  }
}

/// Gathers the names of a statement.
private struct StatementNames {
  let tree: Tree
  var binds: Set<String> = []
  var reads: Set<String> = []
  var isPipeline = false

  /// `depth` counts the functions around the statement.
  mutating func collect(_ root: StmtID, depth: Int = 0) {
    var pending = [(statement: root, isTopLevel: true)]
    while let (statement, isTopLevel) = pending.popLast() {
      for expression in tree.children(of: statement) { read(expression) }
      if isTopLevel { bind(statement) }
      switch tree[statement] {
      case .functionDef(let function):
        if isTopLevel, hasDecorator("pipeline", function) { isPipeline = true }
        if hasDecorator("component", function) { continue }
        collectBody(of: function, depth: depth)
      case .classDef(let definition): pending += definition.body.map { ($0, false) }
      default: pending += tree.nestedStatements(of: statement).map { ($0, isTopLevel) }
      }
    }
  }

  /// The names that a function asks for and does not bind itself.
  private mutating func collectBody(of function: FunctionDef, depth: Int) {
    guard depth < 50 else { return }
    var inside = StatementNames(tree: tree)
    for statement in function.body { inside.collect(statement, depth: depth + 1) }
    let parameters = function.parameters.all.map(\.name.text)
    reads.formUnion(inside.reads.subtracting(inside.binds).subtracting(parameters))
  }

  private mutating func read(_ expression: ExprID) {
    tree.forEachExpression(in: expression) { id in
      if case .name(let name) = tree[id] { reads.insert(name.text) }
      return true
    }
  }

  private mutating func bind(_ statement: StmtID) {
    switch tree[statement] {
    case .functionDef(let function): binds.insert(function.name.text)
    case .classDef(let definition): binds.insert(definition.name.text)
    case .assign(let targets, _), .delete(let targets): targets.forEach { bind(target: $0) }
    case .augAssign(let target, _, _), .annAssign(let target, _, _, _),
      .for(let target, _, _, _, _), .typeAlias(let target, _, _):
      bind(target: target)
    case .with(let items, _, _): items.compactMap(\.target).forEach { bind(target: $0) }
    case .import(let aliases):
      for alias in aliases {
        let name = alias.asName?.text ?? String(alias.name.text.prefix { $0 != "." })
        binds.insert(name)
      }
    case .importFrom(_, let aliases, _):
      for alias in aliases { binds.insert((alias.asName ?? alias.name).text) }
    case .try(_, let handlers, _, _, _): binds.formUnion(handlers.compactMap { $0.name?.text })
    default: break
    }
    for expression in tree.children(of: statement) {
      tree.forEachExpression(in: expression) { id in
        if case .namedExpr(let target, _) = tree[id] { bind(target: target) }
        return true
      }
    }
  }

  private mutating func bind(target: ExprID) {
    switch tree[target] {
    case .name(let name): binds.insert(name.text)
    case .tuple(let elements), .list(let elements): elements.forEach { bind(target: $0) }
    case .starred(let value): bind(target: value)
    // What an element or attribute is set on is changed by the statement.
    case .subscript(let value, _), .attribute(let value, _): bind(target: value)
    default: break
    }
  }

  private func hasDecorator(_ wanted: String, _ function: FunctionDef) -> Bool {
    function.decorators.contains { decorator in
      var callee = decorator
      if case .call(let called, _, _) = tree[callee] { callee = called }
      switch tree[callee] {
      case .name(let name), .attribute(_, let name): return name.text == wanted
      default: return false
      }
    }
  }
}
