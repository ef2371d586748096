public import KFPSource
import KFPSyntax

/// Complaints about names that nothing defines, or only later (E0201, E0218, W0201, E0219).
/// `known` are names of which it was said that nothing defines them.
func nameComplaints(
  in module: NamedModule, paths: QualifiedPaths, shipped: [ShippedFunction], known: Set<String> = []
) -> [Diagnostic] {
  var found = NameComplaints(module: module, paths: paths, shipped: shipped, known: known).find()
  found += unboundNonlocals(in: module)
  return found
}

/// The names in the cells in view of which `nameComplaints` says that nothing defines them.
func undefinedNames(
  in module: NamedModule, paths: QualifiedPaths, shipped: [ShippedFunction]
) -> Dictionary<String, (use: NameUse, isError: Bool)>.Keys {
  NameComplaints(module: module, paths: paths, shipped: shipped, known: []).undefinedNames.keys
}

private struct NameComplaints {
  let module: NamedModule
  let predefined: PredefinedNames
  /// What the functions of the module are, where they are shipped.
  private let kinds: [ShippedFunction.Kind?]
  private let known: Set<String>

  init(
    module: NamedModule, paths: QualifiedPaths, shipped: [ShippedFunction], known: Set<String>
  ) {
    self.module = module
    self.known = known
    predefined = paths.predefined
    var kinds = [ShippedFunction.Kind?](repeating: nil, count: module.functions.count)
    for function in shipped where kinds[function.function] == nil {
      kinds[function.function] = function.kind
    }
    self.kinds = kinds
  }

  func find() -> [Diagnostic] {
    var found: [Diagnostic] = []
    var early: Set<String> = []
    for use in judgedUses {
      guard case .bound(let owner) = module.meaning(of: use.name, from: use.scope),
        let complaint = tooEarly(use, owner: owner)
      else { continue }
      if early.insert(use.name).inserted { found.append(complaint) }
    }
    let undefinedUses = undefinedNames.values.sorted { $0.use.order < $1.use.order }
    return found
      + undefinedUses.enumerated().map { index, found in
        undefined(found.use, isError: found.isError, suggests: index < suggestionLimit)
      }
  }

  private var judgedUses: some Sequence<NameUse> {
    module.usesInView.lazy.filter { !$0.isGuarded && !isShipped($0.scope) }
  }

  /// The names that nothing defines. A forgotten import is one mistake, however often the name is used.
  var undefinedNames: [String: (use: NameUse, isError: Bool)] {
    var names: [String: (use: NameUse, isError: Bool)] = [:]
    for use in judgedUses {
      guard case .unbound = module.meaning(of: use.name, from: use.scope),
        !predefined.contains(use.name), !isClassCell(use)
      else { continue }
      let isError = isCertain(use)
      if known.contains(use.name), !isError { continue }
      let said = names[use.name]
      if said == nil || (isError && said?.isError == false) { names[use.name] = (use, isError) }
    }
    return names
  }

  /// Whether a scope belongs to the body of something that runs in a task; its names are judged
  /// elsewhere.
  private func isShipped(_ scope: Int) -> Bool {
    var current: Int? = scope
    while let index = current {
      if case .function(let function) = module.scopes[index].kind, let kind = kinds[function],
        !kind.isOfScriptTime, kind != .containerized
      {
        return true
      }
      current = module.scopes[index].parent
    }
    return false
  }

  private func isClassCell(_ use: NameUse) -> Bool {
    use.name == "__class__" && module.function(around: use.scope) != nil
  }

  /// Whether the script certainly comes to the place while it is read: it stands at top level or in
  /// the body of a pipeline, outside of branches.
  private func isCertain(_ use: NameUse) -> Bool {
    guard use.isCertain else { return false }
    var current: Int? = use.scope
    while let index = current {
      switch module.scopes[index].kind {
      case .lambda, .comprehension: return false
      case .function(let function):
        guard let kind = kinds[function], kind.isOfScriptTime,
          module.functions[function].isCertain
        else { return false }
      case .module, .class, .typeParameters: break
      }
      current = module.scopes[index].parent
    }
    return true
  }

  private func undefined(_ use: NameUse, isError: Bool, suggests: Bool) -> Diagnostic {
    var helps: [Help] = []
    if let line = PredefinedNames.forgottenImports[use.name] {
      helps.append(Help("add `\(line)`", edits: [importEdit(line, cell: use.cell)]))
    } else if suggests, let near = nearestName(to: use.name, among: visibleNames(from: use.scope)) {
      helps.append(Help("there is a `\(near)`"))
    }
    guard isError else {
      return Diagnostic(
        "W0201", .warning, "`\(use.name)` is not defined",
        at: SourceLabel(use.span, "not defined anywhere"),
        notes: ["this fails once the line is evaluated"], helps: helps)
    }
    return .undefinedName(use.name, at: use.span, helps: helps)
  }

  private func importEdit(_ line: String, cell: Int) -> TextEdit {
    let tree = module.cells[cell]
    var place: UInt32 = 0
    for statement in tree.body {
      switch tree[statement] {
      case .expression(let value):
        guard case .constant(.string) = tree[value] else { break }
        continue
      case .importFrom(let origin, _, _) where origin?.text == "__future__": continue
      default: break
      }
      var start = tree.span(of: statement)
      if case .functionDef(let definition) = tree[statement] {
        start = definition.spanWithDecorators
      } else if case .classDef(let definition) = tree[statement] {
        start = definition.spanWithDecorators
      }
      place = tree.source.lineStarts[tree.source.line(at: start.start) - 1]
      break
    }
    return TextEdit(
      Span(source: tree.source.id, start: place, end: place), replacement: line + "\n")
  }

  private func visibleNames(from scope: Int) -> Set<String> {
    var names = predefined.all.filter { !$0.hasPrefix("_") && $0.first?.isLowercase == true }
    var current: Int? = scope
    while let index = current {
      names.formUnion(module.scopes[index].bindings.keys)
      current = module.scopes[index].parent
    }
    return names
  }

  /// A use that certainly comes before every definition of its name.
  private func tooEarly(_ use: NameUse, owner: Int) -> Diagnostic? {
    guard use.isCertain, let bindings = module.scopes[owner].bindings[use.name],
      !bindings.contains(where: { $0.order <= use.order }),
      let first = bindings.min(by: { $0.order < $1.order })
    else { return nil }
    let isLocal = module.scopes[owner].kind != .module && module.scopes[owner].kind != .class
    // A name of the module, or of a class body, falls back to Python's own.
    if !isLocal, predefined.contains(use.name) { return nil }
    if !isLocal, module.scopes[owner].kind == .class { return nil }
    guard isCertain(use) else { return nil }
    return Diagnostic(
      "E0218", "`\(use.name)` is used before it is defined",
      at: SourceLabel(use.span, "evaluated first"),
      related: [SourceLabel(first.span, "defined here, later")],
      notes: isLocal && module.hasName(use.name, outside: owner)
        ? ["the assignment below makes `\(use.name)` a name of its own in the whole function"] : [],
      helps: [Help("move the definition above this line")])
  }
}

extension Diagnostic {
  /// E0201: a name that nothing defines.
  public static func undefinedName(_ name: String, at span: Span, helps: [Help]) -> Diagnostic {
    var helps = helps
    if let constant = constantsElsewhere[name] {
      helps = [Help("write `\(constant)`", edits: [TextEdit(span, replacement: constant)])]
    }
    return Diagnostic(
      "E0201", "`\(name)` is not defined", at: SourceLabel(span, "not defined anywhere"),
      helps: helps)
  }

  /// The constants of Python, by what JSON and other languages call them.
  private static let constantsElsewhere = [
    "true": "True", "false": "False", "null": "None", "none": "None", "TRUE": "True",
    "FALSE": "False", "NULL": "None", "nil": "None",
  ]
}

extension NamedModule {
  /// Whether a scope around `scope` binds the name, too.
  fileprivate func hasName(_ name: String, outside scope: Int) -> Bool {
    guard let parent = scopes[scope].parent else { return false }
    if case .bound = meaning(of: name, from: parent) { return true }
    return false
  }
}

private func unboundNonlocals(in module: NamedModule) -> [Diagnostic] {
  var found: [Diagnostic] = []
  for record in module.functions[module.functionsInView] {
    let scope = module.scopes[record.scope]
    for name in scope.nonlocals.sorted() {
      var current = scope.parent
      var isBound = false
      while let index = current, !isBound {
        if module.scopes[index].kind != .module, module.scopes[index].kind != .class,
          module.scopes[index].bindings[name] != nil
        {
          isBound = true
        }
        current = module.scopes[index].parent
      }
      guard !isBound else { continue }
      let definition = record.definition.name
      found.append(
        Diagnostic(
          "E0219",
          "`\(definition.text)` says `nonlocal \(name)`, but no function around it has a `\(name)`",
          at: SourceLabel(definition.span, "nothing around this function defines `\(name)`"),
          helps: [Help("assign `\(name)` in the function around it, or write `global \(name)`")]))
    }
  }
  return found
}
