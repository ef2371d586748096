import KFPSource
package import KFPSyntax

/// Walks the cells in the order of evaluation and writes down scopes, bindings and uses.
///
/// The walk never recurses deeper than `depthLimit`: what lies deeper is not looked at, and the
/// module counts as having hidden names from there on.
package struct NameCollector {
  package private(set) var module: NamedModule
  let prelude: Prelude

  var cell = 0
  var scope = 0
  var isCertain = true
  var isGuarded = false
  var isConditional = false
  var role = NameUse.Role.plain
  private var order = 0
  private var depth = 0
  private let depthLimit = 400
  /// The names of the module that the present cell has bound.
  private(set) var boundAtTop: Set<String> = []
  /// Whether annotations stay texts (`from __future__ import annotations`).
  private var annotationsAreLazy = false

  package init(cells: [Tree], prelude: Prelude) {
    module = NamedModule(cells: cells)
    self.prelude = prelude
  }

  var tree: Tree { module.cells[cell] }

  package mutating func collect() {
    while module.starts.count < module.cells.count {
      cell = module.starts.count
      boundAtTop = []
      module.starts.append(
        CellStart(
          uses: module.uses.count, functions: module.functions.count, calls: module.calls.count,
          attributes: module.attributes.count, imports: module.imports.count,
          scopes: module.scopes.count))
      visit(module.cells[cell].body)
    }
  }

  /// Walks one cell more. Complaints are wanted about it alone then.
  mutating func collect(_ tree: Tree) {
    module.firstCellInView = module.cells.count
    module.cells.append(tree)
    collect()
  }

  // MARK: - Writing down

  /// The next moment of evaluation.
  mutating func nextOrder() -> Int {
    order += 1
    return order
  }

  /// Goes one level deeper, as far as that is allowed.
  mutating func descend(_ step: (inout Self) -> Void) {
    guard depth < depthLimit else {
      module.hasHiddenNames = true
      return
    }
    depth += 1
    step(&self)
    depth -= 1
  }

  mutating func bind(
    _ name: String, at span: Span, _ kind: NameBinding.Kind, in target: Int? = nil
  ) {
    var index = target ?? scope
    var order = nextOrder()
    if module.scopes[index].globals.contains(name) {
      // Nobody knows when the function runs: the name counts as bound from the start.
      index = 0
      order = 0
    } else if module.scopes[index].nonlocals.contains(name) {
      return
    }
    if index == 0 { boundAtTop.insert(name) }
    module.scopes[index].bindings[name, default: []].append(
      NameBinding(
        kind: kind, span: span, cell: cell, order: order, isConditional: isConditional))
  }

  mutating func use(_ name: Identifier) {
    if ["exec", "globals", "vars", "__builtins__", "builtins"].contains(name.text) {
      module.hasHiddenNames = true
    }
    module.uses.append(
      NameUse(
        name: name.text, span: name.span, scope: scope, cell: cell, order: nextOrder(), role: role,
        isCertain: isCertain, isGuarded: isGuarded))
  }

  mutating func record(call: ExprID) {
    module.calls.append(CallRecord(cell: cell, expression: call, scope: scope))
  }

  mutating func record(attribute: ExprID) {
    module.attributes.append(AttributeRecord(cell: cell, expression: attribute, scope: scope))
  }

  mutating func declareGlobal(_ names: [Identifier]) {
    module.scopes[scope].globals.formUnion(names.map(\.text))
  }

  mutating func declareNonlocal(_ names: [Identifier]) {
    module.scopes[scope].nonlocals.formUnion(names.map(\.text))
  }

  // MARK: - Scopes

  mutating func inside(_ kind: NameScope.Kind, _ step: (inout Self) -> Void) {
    let outer = scope
    module.scopes.append(NameScope(kind: kind, parent: outer))
    scope = module.scopes.count - 1
    step(&self)
    scope = outer
  }

  /// Walks code that may not be reached.
  mutating func maybe(_ step: (inout Self) -> Void) {
    let before = (isCertain, isConditional)
    isCertain = false
    isConditional = true
    step(&self)
    (isCertain, isConditional) = before
  }

  /// The scope that `:=` binds in: comprehensions do not count.
  var walrusScope: Int {
    var index = scope
    while module.scopes[index].kind == .comprehension, let parent = module.scopes[index].parent {
      index = parent
    }
    return index
  }

  // MARK: - Functions, classes, imports

  mutating func visit(function definition: FunctionDef, statement: StmtID) {
    for decorator in definition.decorators { visit(decorator) }
    let index = module.functions.count
    let outer = scope
    // The record is completed below; nested functions come behind it.
    module.functions.append(
      FunctionRecord(
        cell: cell, statement: statement, definition: definition, scope: scope, outerScope: outer,
        order: nextOrder(), isCertain: isCertain))
    let firstUse = module.uses.count
    let outerRole = role
    role = .defaultValue(ofFunction: index)
    for parameter in definition.parameters.all { visit(ifPresent: parameter.defaultValue) }
    role = outerRole
    let usesTypeParameters = !definition.typeParameters.isEmpty
    if usesTypeParameters {
      inside(.typeParameters) { collector in
        collector.bind(typeParameters: definition.typeParameters)
        collector.visitSignatureAndBody(definition, statement: statement, index: index)
      }
    } else {
      visitSignatureAndBody(definition, statement: statement, index: index)
    }
    module.functions[index].uses = firstUse..<module.uses.count
    bind(definition.name.text, at: definition.name.span, .function(index), in: outer)
  }

  private mutating func visitSignatureAndBody(
    _ definition: FunctionDef, statement: StmtID, index: Int
  ) {
    let outerRole = role
    role = .annotation(ofFunction: index)
    for parameter in definition.parameters.all {
      visit(annotation: parameter.annotation)
    }
    visit(annotation: definition.returns)
    role = .plain
    let before = (isCertain, isGuarded, isConditional)
    (isCertain, isGuarded, isConditional) = (true, false, false)
    inside(.function(index)) { collector in
      let record = collector.module.functions[index]
      collector.module.functions[index] = FunctionRecord(
        cell: record.cell, statement: statement, definition: definition, scope: collector.scope,
        outerScope: record.outerScope, order: record.order, isCertain: record.isCertain)
      for parameter in definition.parameters.all {
        collector.bind(parameter.name.text, at: parameter.name.span, .parameter)
      }
      collector.visit(definition.body)
    }
    (isCertain, isGuarded, isConditional) = before
    role = outerRole
  }

  mutating func visit(class definition: ClassDef) {
    for decorator in definition.decorators { visit(decorator) }
    let outer = scope
    let visitBody: (inout Self) -> Void = { collector in
      for base in definition.bases { collector.visit(base) }
      for keyword in definition.keywords { collector.visit(keyword.value) }
      collector.inside(.class) { collector in
        for name in ["__module__", "__qualname__"] {
          collector.bind(name, at: definition.name.span, .other)
        }
        collector.visit(definition.body)
      }
    }
    if definition.typeParameters.isEmpty {
      visitBody(&self)
    } else {
      inside(.typeParameters) { collector in
        collector.bind(typeParameters: definition.typeParameters)
        visitBody(&collector)
      }
    }
    bind(definition.name.text, at: definition.name.span, .class, in: outer)
  }

  /// Type parameters and their bounds, which are evaluated only when asked for.
  mutating func bind(typeParameters: [TypeParameter]) {
    for parameter in typeParameters { bind(parameter.name.text, at: parameter.name.span, .other) }
  }

  mutating func visit(annotation: ExprID?) {
    guard let annotation else { return }
    // Uses in a signature are kept even when annotations are lazy: a component's text is
    // evaluated again where the future import does not reach.
    let before = isGuarded
    if annotationsAreLazy { isGuarded = true }
    visit(annotation)
    isGuarded = before
  }

  mutating func visitImport(_ names: [ImportAlias], statement: StmtID) {
    for alias in names {
      module.imports.append(
        ImportRecord(
          cell: cell, statement: statement, module: alias.name.text, alias: alias, isFrom: false,
          scope: scope, siblings: names.count))
      if let asName = alias.asName {
        bind(asName.text, at: asName.span, .imported(path: alias.name.text))
      } else {
        let first = alias.name.text.split(separator: ".").first.map(String.init) ?? ""
        bind(first, at: alias.name.span, .imported(path: first))
      }
    }
  }

  mutating func visitImport(
    from origin: Identifier?, _ names: [ImportAlias], level: Int, statement: StmtID
  ) {
    let path = String(repeating: ".", count: level) + (origin?.text ?? "")
    for alias in names {
      module.imports.append(
        ImportRecord(
          cell: cell, statement: statement, module: path, alias: alias, isFrom: true, scope: scope,
          siblings: names.count))
      if path == "__future__", alias.name.text == "annotations" { annotationsAreLazy = true }
      guard alias.name.text != "*" else {
        bindStar(of: path, at: alias.span)
        continue
      }
      let name = alias.asName ?? alias.name
      bind(name.text, at: name.span, .imported(path: path + "." + alias.name.text))
    }
  }

  private mutating func bindStar(of path: String, at span: Span) {
    switch path {
    case "kfp.dsl", "kfp.v2.dsl":
      for entry in Surface.dsl where entry.name != "EmbeddedInput" {
        bind(entry.name, at: span, .imported(path: "kfp.dsl." + entry.name))
      }
    case "typing":
      for name in PredefinedNames.List.typing.names.sorted() {
        bind(name, at: span, .imported(path: "typing." + name))
      }
    default:
      module.scopes[scope].hasUnknownNames = true
    }
  }
}
