import KFPSource
import KFPSyntax

/// Complaints about what a component's body does with its outputs: E0406 to E0409, W0401 to W0405.
func bodyComplaints(
  of function: ShippedFunction, in module: NamedModule, paths: QualifiedPaths
) -> [Diagnostic] {
  BodyComplaints(function: function, module: module, paths: paths).find()
}

private struct BodyComplaints {
  let function: ShippedFunction
  let module: NamedModule
  let paths: QualifiedPaths

  private var tree: Tree { module.cells[function.record.cell] }
  private var definition: FunctionDef { function.record.definition }
  private var statements: [StmtID] { tree.statements(within: definition.body) }

  func find() -> [Diagnostic] {
    // The decorator refuses these where it is evaluated.
    if definition.isAsync { return [] }
    if let place = firstYield { return [generator(at: place)] }
    return returnComplaints + unusedOutputs + lostDecorators
  }

  // MARK: - Kinds of functions

  private var firstYield: Span? {
    for statement in statements {
      for root in tree.expressions(directlyIn: statement) {
        for expression in tree.expressions(in: root, enteringLambdas: false) {
          switch tree[expression] {
          case .yield, .yieldFrom: return tree.span(of: expression)
          default: continue
          }
        }
      }
    }
    return nil
  }

  private func generator(at place: Span) -> Diagnostic {
    Diagnostic(
      "E0406", "`\(function.name)` contains `yield`, so calling it runs none of its lines",
      at: SourceLabel(place, "makes the component a generator"),
      helps: [Help("collect the values in a list and return it")])
  }

  // MARK: - Returns

  private enum Declared {
    case nothing
    /// A value whose type is one of those that the task can store.
    case value(type: String)
    /// A tuple with this many fields, or an unknown number.
    case tuple(count: Int?)
    case unknown
  }

  private var declared: Declared {
    guard let returns = definition.returns else { return .nothing }
    var annotation = returns
    if case .subscript(let generic, _) = tree[returns] { annotation = generic }
    switch tree[annotation] {
    case .constant(.none): return .nothing
    case .name(let name):
      let names = ["str", "int", "float", "bool", "dict", "list", "Dict", "List"]
      guard names.contains(name.text) else { return .unknown }
      return .value(type: name.text.lowercased())
    case .call(let callee, let arguments, _):
      guard case .name(let name) = tree[callee], name.text == "NamedTuple" else {
        if case .attribute(_, let name) = tree[callee], name.text == "NamedTuple" {
          return .tuple(count: fieldCount(arguments))
        }
        return .unknown
      }
      return .tuple(count: fieldCount(arguments))
    default: return .unknown
    }
  }

  private func fieldCount(_ arguments: [ExprID]) -> Int? {
    guard arguments.count == 2 else { return nil }
    switch tree[arguments[1]] {
    case .list(let fields), .tuple(let fields):
      let hasStar = fields.contains { field in
        if case .starred = tree[field] { return true }
        return false
      }
      return hasStar ? nil : fields.count
    default: return nil
    }
  }

  private var returnComplaints: [Diagnostic] {
    var returned: [(statement: StmtID, value: ExprID)] = []
    var bare: [StmtID] = []
    for statement in statements {
      guard case .return(let value) = tree[statement] else { continue }
      if let value { returned.append((statement, value)) } else { bare.append(statement) }
    }
    switch declared {
    case .nothing: return returned.compactMap { dropped($0.statement, $0.value) }.prefix(1) + []
    case .unknown: return []
    case .value(let type):
      return returned.compactMap { mistyped($0.value, wanted: type) }
        + missing(hasReturn: !returned.isEmpty, bare: bare)
    case .tuple(let count):
      return returned.compactMap { miscounted($0.value, wanted: count) }
        + missing(hasReturn: !returned.isEmpty, bare: bare)
    }
  }

  /// A value that is returned although no output is declared for it.
  private func dropped(_ statement: StmtID, _ value: ExprID) -> Diagnostic? {
    var help = [Help("declare what is returned: `def \(function.name)(...) -> str:`")]
    let isCertain: Bool
    switch tree[value] {
    case .constant(.none), .missing: return nil
    case .constant(let constant):
      isCertain = true
      if let type = typeName(of: constant) {
        help = [Help("declare the output: `-> \(type)`")]
      }
    case .joinedString:
      isCertain = true
      help = [Help("declare the output: `-> str`")]
    case .list, .dict, .tuple, .listComp, .dictComp, .set: isCertain = true
    default: isCertain = false
    }
    let label = SourceLabel(tree.span(of: statement), "no output is declared for this value")
    let related =
      definition.returns.map {
        [SourceLabel(tree.span(of: $0), "declares that nothing is returned")]
      }
      ?? []
    guard isCertain else {
      return Diagnostic(
        "W0401", .warning,
        "`\(function.name)` returns a value, but declares no output", at: label, related: related,
        notes: ["the task fails unless the value is None"], helps: help)
    }
    return Diagnostic(
      "E0408", "`\(function.name)` returns a value, but declares no output", at: label,
      related: related, notes: ["the task fails when it comes to this line"], helps: help)
  }

  private func missing(hasReturn: Bool, bare: [StmtID]) -> [Diagnostic] {
    guard let returns = definition.returns else { return [] }
    let wanted = SourceLabel(tree.span(of: returns), "an output is declared here")
    let isOpen = tree.canReachEnd(of: definition.body)
    if !hasReturn {
      guard isOpen || !bare.isEmpty else { return [] }
      let label = SourceLabel(tree.span(of: returns), "declared, but no line returns it")
      let message = "`\(function.name)` never returns the output that it declares"
      let helps = [Help("return a value, or drop the `-> ...`")]
      guard !function.isSketch(in: module) else {
        return [Diagnostic("W0405", .warning, message, at: label, helps: helps)]
      }
      return [Diagnostic("E0407", message, at: label, helps: helps)]
    }
    var found = bare.map { statement in
      Diagnostic(
        "W0405", .warning, "`\(function.name)` does not return its output on every way",
        at: SourceLabel(tree.span(of: statement), "nothing is returned here"), related: [wanted])
    }
    if isOpen, found.isEmpty {
      found.append(
        Diagnostic(
          "W0405", .warning, "`\(function.name)` does not return its output on every way",
          at: SourceLabel(definition.name.span, "its end can be reached without a `return`"),
          related: [wanted]))
    }
    return found
  }

  private func typeName(of constant: Constant) -> String? {
    switch constant {
    case .bool: return "bool"
    case .integer, .bigInteger: return "int"
    case .float: return "float"
    case .string: return "str"
    case .none, .ellipsis, .imaginary, .bytes: return nil
    }
  }

  private func mistyped(_ value: ExprID, wanted: String) -> Diagnostic? {
    let given: String?
    switch tree[value] {
    case .constant(let constant): given = typeName(of: constant)
    case .joinedString: given = "str"
    case .list, .listComp: given = "list"
    case .dict, .dictComp: given = "dict"
    case .tuple: given = "tuple"
    default: given = nil
    }
    guard let given, given != wanted, let returns = definition.returns else { return nil }
    // Python counts a truth value as an integer, and the executor takes an integer as a float.
    let agreed = ["int": ["bool"], "float": ["int", "bool"]]
    if agreed[wanted]?.contains(given) == true { return nil }
    return Diagnostic(
      "E0409", "`\(function.name)` returns \(article(given)), but its output is \(article(wanted))",
      at: SourceLabel(tree.span(of: value), article(given)),
      related: [SourceLabel(tree.span(of: returns), "the output is declared here")])
  }

  private func article(_ type: String) -> String {
    type == "int" ? "an int" : "a \(type)"
  }

  private func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }

  private func miscounted(_ value: ExprID, wanted: Int?) -> Diagnostic? {
    guard let wanted, let returns = definition.returns, case .tuple(let items) = tree[value],
      items.count != wanted
    else { return nil }
    for item in items {
      if case .starred = tree[item] { return nil }
    }
    return Diagnostic(
      "E0409",
      "`\(function.name)` returns \(count(items.count, "value")), but declares \(count(wanted, "output"))",
      at: SourceLabel(tree.span(of: value), count(items.count, "value")),
      related: [SourceLabel(tree.span(of: returns), "declares \(count(wanted, "output"))")])
  }

  // MARK: - Outputs and decorators

  /// Parameters for outputs that the body never mentions.
  private var unusedOutputs: [Diagnostic] {
    guard !function.isSketch(in: module) else { return [] }
    let used = Set(
      module.uses(in: function.record).lazy
        .filter { module.scope($0.scope, isInside: function.record.scope) }
        .map(\.name))
    guard !used.contains("locals"), !used.contains("exec"), !used.contains("eval") else {
      return []
    }
    return definition.parameters.all.compactMap { parameter in
      guard let annotation = parameter.annotation, !used.contains(parameter.name.text),
        let marker = outputMarker(annotation)
      else { return nil }
      return Diagnostic(
        "W0402", .warning,
        "`\(function.name)` never writes its output `\(parameter.name.text)`",
        at: SourceLabel(parameter.name.span, "declared with `\(marker)`, never used"),
        helps: [Help("write to `\(parameter.name.text)\(marker == "Output" ? ".path" : "")`")])
    }
  }

  private func outputMarker(_ annotation: ExprID) -> String? {
    let inner: ExprID
    switch tree[annotation] {
    case .subscript(let value, let slice):
      // `Output[int]` is a mistake of its own.
      if case .name(let type) = tree[slice],
        ["str", "int", "float", "bool", "list", "dict"].contains(type.text)
      {
        return nil
      }
      inner = value
    case .call(let callee, _, _): inner = callee
    default: inner = annotation
    }
    for marker in ["Output", "OutputPath"]
    where paths.isDSL(
      inner, [marker], cell: function.record.cell, scope: function.record.outerScope)
    {
      return marker
    }
    return nil
  }

  /// Decorators below the component's are not part of the text that is shipped.
  private var lostDecorators: [Diagnostic] {
    guard function.kind == .component, let own = function.decorator,
      let index = definition.decorators.firstIndex(of: own)
    else { return [] }
    return definition.decorators[(index + 1)...].map { decorator in
      Diagnostic(
        "W0403", .warning,
        "`\(function.name)` runs without this decorator: decorators are not shipped",
        at: SourceLabel(tree.span(of: decorator), "left out of the component's text"),
        related: [SourceLabel(tree.span(of: own), "ships the text of the function only")])
    }
  }
}

extension Tree {
  /// Whether running the statements can come to their end. Only what is certain counts as an end:
  /// `return`, `raise`, an endless loop, `sys.exit(...)`, and blocks that all end so.
  func canReachEnd(of body: [StmtID]) -> Bool {
    canReachEnd(of: body, depth: 0)
  }

  private func canReachEnd(of body: [StmtID], depth: Int) -> Bool {
    guard depth < 200 else { return false }
    for statement in body where !canPass(statement, depth: depth + 1) { return false }
    return true
  }

  private func canPass(_ id: StmtID, depth: Int) -> Bool {
    let passes = { (body: [StmtID]) in canReachEnd(of: body, depth: depth) }
    switch self[id] {
    case .return, .raise, .missing, .break, .continue: return false
    case .if(let test, let body, let orElse):
      if case .constant(.bool(true)) = self[test] { return passes(body) }
      return passes(body) || passes(orElse)
    case .with(_, let body, _): return passes(body)
    case .while(let test, let body, let orElse):
      let isEndless: Bool
      switch self[test] {
      case .constant(.bool(true)), .constant(.integer(1)): isEndless = true
      default: isEndless = false
      }
      guard isEndless else { return passes(orElse) }
      return hasBreak(body)
    case .for(_, _, let body, let orElse, _): return passes(orElse) || hasBreak(body)
    case .try(let body, let handlers, let orElse, let finally, _):
      guard passes(finally) else { return false }
      return (passes(body) && passes(orElse)) || handlers.contains { passes($0.body) }
    case .match(_, let cases):
      let isExhaustive = cases.contains { $0.guardTest == nil && isWildcard($0.pattern) }
      return !isExhaustive || cases.contains { passes($0.body) }
    case .expression(let value): return !isExit(value)
    case .assert(let test, _):
      switch self[test] {
      case .constant(.bool(false)), .constant(.integer(0)): return false
      default: return true
      }
    default: return true
    }
  }

  private func isWildcard(_ id: PatternID) -> Bool {
    if case .as(nil, _) = self[id] { return true }
    return false
  }

  private func hasBreak(_ body: [StmtID]) -> Bool {
    statements(within: body).contains { id in
      if case .break = self[id] { return true }
      return false
    }
  }

  /// Whether an expression is a call that ends the process.
  private func isExit(_ id: ExprID) -> Bool {
    guard case .call(let callee, _, _) = self[id] else { return false }
    switch self[callee] {
    case .name(let name): return ["exit", "quit"].contains(name.text)
    case .attribute(_, let name): return ["exit", "_exit", "abort", "fail"].contains(name.text)
    default: return false
    }
  }
}
