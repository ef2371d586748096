import KFPSource
import KFPSyntax

/// A function whose text is sent to run elsewhere, or that is run while it is defined.
struct ShippedFunction {
  enum Kind: Hashable {
    /// A Python component, shipped as text, alone.
    case component
    /// A function named in a component's `additional_funcs`, shipped in front of it.
    case additional(for: String)
    /// A Python component whose whole module is in its image (`target_image`).
    case containerized
    /// A container component: its body is run while the script is read.
    case container
    /// A pipeline: its body is run while the script is read.
    case pipeline

    /// Whether the body is run while the script is read.
    var isOfScriptTime: Bool { self == .container || self == .pipeline }
  }

  let kind: Kind
  /// Its index among the module's functions.
  let function: Int
  let record: FunctionRecord
  /// The component decorator, where one stands in front of it.
  let decorator: ExprID?
  /// The names that are shipped with it, besides the prelude.
  let companions: Set<String>
  /// Whether something that cannot be read from the decorator may be shipped with it.
  let hasUnknownCompanions: Bool

  var name: String { record.definition.name.text }

  /// Whether it runs in a task as a Python component.
  var isComponent: Bool { kind == .component || kind == .containerized }
}

/// Finds the functions of the cells in view that are components, pipelines, or shipped with a
/// component.
func shippedFunctions(of module: NamedModule, paths: QualifiedPaths) -> [ShippedFunction] {
  ShippedFunctionFinder(module: module, paths: paths).find()
}

extension ShippedFunction {
  /// Whether the body does nothing yet: `pass` or `...`.
  func isSketch(in module: NamedModule) -> Bool {
    let tree = module.cells[record.cell]
    return tree.bodyWithoutDocstring(record.definition.body).allSatisfy { statement in
      switch tree[statement] {
      case .pass: return true
      case .expression(let value):
        if case .constant(.ellipsis) = tree[value] { return true }
        return false
      default: return false
      }
    }
  }
}

private struct ShippedFunctionFinder {
  let module: NamedModule
  let paths: QualifiedPaths

  private struct Decoration {
    let kind: ShippedFunction.Kind
    let expression: ExprID?
    var keywords: [Keyword]
    /// Where the keywords stand.
    let cell: Int
    let scope: Int
  }

  func find() -> [ShippedFunction] {
    var shipped: [ShippedFunction] = []
    var additional: [(index: Int, host: ShippedFunction)] = []
    let called = functionsGivenToDecorators()
    // Earlier functions, which a call in view makes components of.
    for (index, decoration) in called.sorted(by: { $0.key < $1.key })
    where !module.functionsInView.contains(index) {
      shipped.append(function(index, decoration, names: additionalNames(of: decoration)))
    }
    for index in module.functionsInView {
      let record = module.functions[index]
      guard let decoration = decoration(of: record) ?? called[index] else { continue }
      let names = additionalNames(of: decoration)
      let function = function(index, decoration, names: names)
      shipped.append(function)
      guard function.kind == .component else { continue }
      for name in names ?? [] {
        guard let helper = functionIndex(of: name, from: decoration.scope) else { continue }
        additional.append((helper, function))
      }
    }
    var isShipped = Array(repeating: false, count: module.functions.count)
    for function in shipped { isShipped[function.function] = true }
    for (index, host) in additional where !isShipped[index] {
      isShipped[index] = true
      shipped.append(
        ShippedFunction(
          kind: .additional(for: host.name), function: index, record: module.functions[index],
          decorator: nil, companions: host.companions,
          hasUnknownCompanions: host.hasUnknownCompanions))
    }
    return shipped
  }

  private func function(
    _ index: Int, _ decoration: Decoration, names: Set<String>?
  ) -> ShippedFunction {
    let record = module.functions[index]
    return ShippedFunction(
      kind: kind(of: decoration), function: index, record: record,
      decorator: decoration.expression,
      companions: (names ?? []).union([record.definition.name.text]),
      hasUnknownCompanions: names == nil || hasHiddenKeywords(decoration))
  }

  /// The functions of calls such as `op = dsl.component(f)`.
  private func functionsGivenToDecorators() -> [Int: Decoration] {
    var found: [Int: Decoration] = [:]
    for call in module.callsInView {
      guard
        case .call(let callee, let arguments, let keywords) = module.cells[call.cell][
          call.expression],
        let first = arguments.first,
        case .name(let name) = module.cells[call.cell][first],
        let path = paths.path(of: callee, cell: call.cell, scope: call.scope),
        let kind = Self.kinds[path],
        let index = functionIndex(of: name.text, from: call.scope)
      else { continue }
      found[index] = Decoration(
        kind: kind, expression: nil, keywords: keywords, cell: call.cell, scope: call.scope)
    }
    return found
  }

  private func functionIndex(of name: String, from scope: Int) -> Int? {
    guard case .bound(let owner) = module.meaning(of: name, from: scope),
      let bindings = module.scopes[owner].bindings[name], bindings.count == 1,
      case .function(let index) = bindings[0].kind
    else { return nil }
    return index
  }

  private static let kinds: [String: ShippedFunction.Kind] = [
    "kfp.dsl.component": .component,
    "kfp.dsl.notebook_component": .component,
    "kfp.components.create_component_from_func": .component,
    "kfp.components.func_to_container_op": .component,
    "kfp.dsl.python_component": .component,
    "kfp.dsl.container_component": .container,
    "kfp.dsl.pipeline": .pipeline,
  ]

  private func decoration(of record: FunctionRecord) -> Decoration? {
    for decorator in record.definition.decorators {
      if let found = decoration(
        from: decorator, cell: record.cell, scope: record.outerScope, hops: 0)
      {
        return Decoration(
          kind: found.kind, expression: decorator, keywords: found.keywords, cell: record.cell,
          scope: record.outerScope)
      }
    }
    return nil
  }

  /// Reads `dsl.component`, `dsl.component(...)`, and names of such things made by `partial`.
  private func decoration(
    from expression: ExprID, cell: Int, scope: Int, hops: Int
  ) -> Decoration? {
    guard hops < 8 else { return nil }
    let tree = module.cells[cell]
    if let path = paths.path(of: expression, cell: cell, scope: scope), let kind = Self.kinds[path]
    {
      return Decoration(
        kind: kind, expression: expression, keywords: [], cell: cell, scope: scope)
    }
    switch tree[expression] {
    case .call(let callee, let arguments, let keywords):
      let isPartial =
        paths.path(of: callee, cell: cell, scope: scope) == "functools.partial"
      let inner = isPartial ? arguments.first : callee
      guard let inner,
        var found = decoration(from: inner, cell: cell, scope: scope, hops: hops + 1)
      else { return nil }
      found.keywords += keywords
      return found
    case .name(let name):
      guard case .bound(let owner) = module.meaning(of: name.text, from: scope),
        let bindings = module.scopes[owner].bindings[name.text], bindings.count == 1,
        case .value(let value) = bindings[0].kind
      else { return nil }
      return decoration(from: value, cell: bindings[0].cell, scope: owner, hops: hops + 1)
    default: return nil
    }
  }

  private func kind(of decoration: Decoration) -> ShippedFunction.Kind {
    guard decoration.kind == .component,
      let image = decoration.keywords.last(where: { $0.name?.text == "target_image" })
    else { return decoration.kind }
    if case .constant(.none) = module.cells[decoration.cell][image.value] { return .component }
    return .containerized
  }

  /// The names in `additional_funcs=[...]`; nil where the list cannot be read.
  private func additionalNames(of decoration: Decoration) -> Set<String>? {
    let tree = module.cells[decoration.cell]
    guard let keyword = decoration.keywords.last(where: { $0.name?.text == "additional_funcs" })
    else { return [] }
    let items: [ExprID]
    switch tree[keyword.value] {
    case .list(let values), .tuple(let values): items = values
    case .constant(.none): return []
    default: return nil
    }
    var names: Set<String> = []
    for item in items {
      guard case .name(let name) = tree[item] else { return nil }
      names.insert(name.text)
    }
    return names
  }

  private func hasHiddenKeywords(_ decoration: Decoration) -> Bool {
    decoration.keywords.contains { $0.name == nil || $0.name?.text == "embedded_artifact_path" }
  }
}
