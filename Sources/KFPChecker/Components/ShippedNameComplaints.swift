import KFPSource
import KFPSyntax

/// Complaints about names that will not exist where a component runs: E0401 (they belong to the
/// script), E0402 (nothing defines them), E0403 (the same in a function shipped along), E0404 (in
/// the signature), E0218 (a local name too early).
func shippedNameComplaints(
  in module: NamedModule, paths: QualifiedPaths, shipped: [ShippedFunction],
  known: [ShippedFunction]
) -> [Diagnostic] {
  var found: [Diagnostic] = []
  var components = [ShippedFunction?](repeating: nil, count: module.functions.count)
  for function in known + shipped where components[function.function] == nil {
    components[function.function] = function
  }
  for function in shipped {
    switch function.kind {
    case .containerized, .container, .pipeline: continue
    case .component, .additional: break
    }
    var complaints = ShippedNameComplaints(
      environment: ShippedEnvironment(function: function, module: module, paths: paths),
      module: module, paths: paths, components: components,
      suggestionsLeft: suggestionLimit - found.count)
    found += complaints.find()
  }
  return found
}

private struct ShippedNameComplaints {
  let environment: ShippedEnvironment
  let module: NamedModule
  let paths: QualifiedPaths
  /// The functions of the module, where they are shipped.
  let components: [ShippedFunction?]
  /// For how many names to look for the ones that were meant.
  var suggestionsLeft: Int

  private var function: ShippedFunction { environment.function }
  private var tree: Tree { module.cells[function.record.cell] }

  mutating func find() -> [Diagnostic] {
    var found: [Diagnostic] = []
    var said: Set<String> = []
    for use in module.uses(in: function.record) {
      let isSignature =
        use.role == .annotation(ofFunction: function.function)
        || use.role == .defaultValue(ofFunction: function.function)
      let isBody = module.scope(use.scope, isInside: function.record.scope)
      guard isSignature || (isBody && !use.isGuarded) else { continue }
      if isBody, let complaint = tooEarly(use), said.insert(use.name).inserted {
        found.append(complaint)
      }
      guard let name = environment.missingName(use), !said.contains(name) else { continue }
      guard let complaint = complaint(about: use, isSignature: isSignature) else { continue }
      said.insert(name)
      found.append(complaint)
    }
    return found
  }

  private mutating func complaint(about use: NameUse, isSignature: Bool) -> Diagnostic? {
    let meaning = module.meaning(of: use.name, from: function.record.outerScope)
    guard case .bound(let owner) = meaning,
      let binding = module.scopes[owner].bindings[use.name]?.last
    else {
      if PredefinedNames.List.script.names.contains(use.name), paths.predefined.contains(use.name) {
        return scriptOnly(use, isSignature: isSignature)
      }
      guard case .unbound = meaning, !function.hasUnknownCompanions, !isSignature else {
        return nil
      }
      return undefined(use)
    }
    if function.hasUnknownCompanions {
      // A function or class may be shipped along in a way that cannot be read here.
      switch binding.kind {
      case .function, .class: return nil
      default: break
      }
    }
    return isSignature ? inSignature(use, binding) : inBody(use, binding, owner: owner)
  }

  // MARK: - The complaints

  private func inBody(_ use: NameUse, _ binding: NameBinding, owner: Int) -> Diagnostic {
    let code: DiagnosticCode
    let message: String
    var whole = "the component"
    var notes = [
      "a component is shipped alone: only its own text, its inputs and its own imports reach the task"
    ]
    if case .additional(let host) = function.kind {
      code = "E0403"
      whole = "`\(function.name)`"
      message =
        "`\(function.name)`, shipped with `\(host)`, uses `\(use.name)`, which will not exist there"
    } else {
      code = "E0401"
      message = "`\(function.name)` uses `\(use.name)`, which will not exist where it runs"
    }
    if case .imported = binding.kind {
      notes = ["a component is shipped alone: the script's imports do not reach the task"]
    }
    return Diagnostic(
      code, message, at: SourceLabel(use.span, "not defined inside \(whole)"),
      related: [SourceLabel(binding.span, place(of: binding, owner: owner))], notes: notes,
      helps: helps(for: use, binding, owner: owner))
  }

  private func place(of binding: NameBinding, owner: Int) -> String {
    if case .imported = binding.kind { return "imported here, in the script" }
    if case .function(let outer) = module.scopes[owner].kind {
      return "defined here, in `\(module.functions[outer].definition.name.text)`"
    }
    return "defined here, in the script"
  }

  private func inSignature(_ use: NameUse, _ binding: NameBinding) -> Diagnostic? {
    // The import has failed, and that is said there.
    if case .imported(let path) = binding.kind, oldMember(path) != nil { return nil }
    // That it is no type of an input is said where the types are read.
    if case .imported(path: "pathlib.Path") = binding.kind,
      use.role == .annotation(ofFunction: function.function)
    {
      return nil
    }
    var helps = [Help("write out what `\(use.name)` stands for")]
    if case .value(let value) = binding.kind,
      module.scopes[0].bindings[use.name]?.count == 1,
      let text = module.cells[binding.cell].literalText(value)
    {
      helps = [
        Help("write the value itself", edits: signatureUses(of: use.name, replacement: text))
      ]
    }
    return Diagnostic(
      "E0404",
      "the signature of `\(function.name)` uses `\(use.name)`, which will not exist where it runs",
      at: SourceLabel(use.span, "evaluated again in the task"),
      related: [SourceLabel(binding.span, "defined here, in the script")],
      notes: [
        "the task evaluates the text of `def \(function.name)(...)` anew, with its defaults and types"
      ],
      helps: helps)
  }

  /// Edits of every use of a name in the signature, since they are one mistake.
  private func signatureUses(of name: String, replacement: String) -> [TextEdit] {
    let index = function.function
    return module.uses(in: function.record).compactMap { use in
      guard use.name == name,
        use.role == .annotation(ofFunction: index) || use.role == .defaultValue(ofFunction: index)
      else { return nil }
      return TextEdit(use.span, replacement: replacement)
    }
  }

  private func scriptOnly(_ use: NameUse, isSignature: Bool) -> Diagnostic {
    Diagnostic(
      isSignature ? "E0404" : "E0401",
      "`\(function.name)` uses `\(use.name)`, which will not exist where it runs",
      at: SourceLabel(use.span, "not defined inside the component"),
      notes: ["`\(use.name)` builds pipelines; a component runs inside a task, without it"])
  }

  private mutating func undefined(_ use: NameUse) -> Diagnostic {
    let helps = suggestionsLeft > 0 ? namesMeant(by: use) : []
    suggestionsLeft -= 1
    return Diagnostic(
      "E0402", "`\(function.name)` uses `\(use.name)`, but nothing defines it",
      at: SourceLabel(use.span, "not defined anywhere"), helps: helps)
  }

  private func namesMeant(by use: NameUse) -> [Help] {
    var visible = Set(function.companions)
    for scope in module.scopes.indices.dropFirst(function.record.scope) {
      guard module.scope(scope, isInside: function.record.scope) else { break }
      visible.formUnion(module.scopes[scope].bindings.keys)
    }
    if let near = nearestName(to: use.name, among: visible.union(PredefinedNames.List.python.names))
    {
      return [Help("there is a `\(near)`")]
    }
    guard let line = PredefinedNames.forgottenImports[use.name], !line.contains("kfp") else {
      return []
    }
    return [importHelp(line)]
  }

  private func tooEarly(_ use: NameUse) -> Diagnostic? {
    guard use.isCertain, case .bound(let owner) = module.meaning(of: use.name, from: use.scope),
      owner == function.record.scope, use.scope == owner,
      let bindings = module.scopes[owner].bindings[use.name],
      !bindings.contains(where: { $0.order <= use.order }),
      let first = bindings.min(by: { $0.order < $1.order })
    else { return nil }
    return Diagnostic(
      "E0218", "`\(use.name)` is used before it is defined",
      at: SourceLabel(use.span, "evaluated first"),
      related: [SourceLabel(first.span, "defined here, later")],
      helps: [Help("move the definition above this line")])
  }

  // MARK: - The ways out

  private func helps(for use: NameUse, _ binding: NameBinding, owner: Int) -> [Help] {
    let isOnly = module.scopes[owner].bindings[use.name]?.count == 1
    switch binding.kind {
    case .imported(let path):
      guard let line = importLine(of: binding) else {
        return [Help("import `\(use.name)` inside `\(function.name)`")]
      }
      let root = path.split(separator: ".").first.map(String.init) ?? ""
      guard StandardLibrary.modules.contains(root), isOnly else {
        return [
          Help(
            "write `\(line)` inside `\(function.name)`; a package has to be in the image or in `packages_to_install`"
          )
        ]
      }
      return [importHelp(line)]
    case .value(let value):
      return valueHelps(use, binding, isOnly ? value : nil)
    case .function(let index):
      if components[index]?.isComponent == true || components[index]?.kind.isOfScriptTime == true {
        return [
          Help("call `\(use.name)` in a pipeline and hand its output to `\(function.name)`")
        ]
      }
      return [
        Help(
          "define `\(use.name)` inside `\(function.name)`, or ship it along: `additional_funcs=[\(use.name)]` in the decorator"
        )
      ]
    case .class: return [Help("define the class inside `\(function.name)`")]
    case .parameter, .other:
      return [Help("hand the value over as an input of `\(function.name)`")]
    }
  }

  private func importHelp(_ line: String) -> Help {
    let edit = tree.insertion(of: line, atTopOf: function.record.definition.body)
    return Help("write `\(line)` inside `\(function.name)`", edits: edit.map { [$0] } ?? [])
  }

  private func importLine(of binding: NameBinding) -> String? {
    guard
      let record = module.imports.first(where: { record in
        record.alias.asName?.span == binding.span || record.alias.name.span == binding.span
      }), !record.module.hasPrefix(".")
    else { return nil }
    let name = record.alias.name.text + (record.alias.asName.map { " as \($0.text)" } ?? "")
    return record.isFrom ? "from \(record.module) import \(name)" : "import \(name)"
  }

  private func valueHelps(_ use: NameUse, _ binding: NameBinding, _ value: ExprID?) -> [Help] {
    let origin = module.cells[binding.cell]
    guard let value, let literal = origin.literalText(value) else {
      return [
        Help("compute it inside `\(function.name)`, or hand it over as an input")
      ]
    }
    var text = "move the line into `\(function.name)`"
    if let type = parameterType(of: origin[value]) {
      let name = use.name.lowercased()
      text += ", or add an input: `\(signature(adding: "\(name): \(type) = \(literal)"))`"
    }
    // A copy of a list or dictionary would not follow what the script does to the original.
    let isChangeable = origin.expressions(in: value).contains { item in
      switch origin[item] {
      case .list, .dict: return true
      default: return false
      }
    }
    let edit =
      isChangeable
      ? nil
      : tree.insertion(
        of: "\(use.name) = \(literal)", atTopOf: function.record.definition.body)
    return [Help(text, edits: edit.map { [$0] } ?? [])]
  }

  private func parameterType(of value: Expr) -> String? {
    switch value {
    case .constant(.string): return "str"
    case .constant(.integer): return "int"
    case .constant(.float): return "float"
    case .constant(.bool): return "bool"
    default: return nil
    }
  }

  /// The head of the function with one more parameter, shortened where it is long.
  private func signature(adding parameter: String) -> String {
    let definition = function.record.definition
    let all = definition.parameters.all
    var pieces: [String] = []
    for existing in all {
      var span = existing.span
      if let value = existing.defaultValue { span = span.union(tree.span(of: value)) }
      pieces.append(tree.source.text(of: span))
    }
    pieces.append(parameter)
    let list = pieces.joined(separator: ", ")
    let isPlain =
      definition.parameters.variadic == nil && definition.parameters.keywordVariadic == nil
    guard isPlain, !list.utf8.contains(0x0A), list.utf8.count <= 70 else {
      return "def \(definition.name.text)(..., \(parameter))"
    }
    return "def \(definition.name.text)(\(list))"
  }
}
