import KFPSource
import KFPSyntax

/// Warnings about idioms of the first SDK, W0101 to W0118. Those that are methods of a task are found when
/// the script is evaluated.
func idiomComplaints(in module: NamedModule, paths: QualifiedPaths) -> [Diagnostic] {
  let complaints = IdiomComplaints(module: module, paths: paths)
  return complaints.imports + complaints.members + complaints.keywords
}

private struct IdiomComplaints {
  let module: NamedModule
  let paths: QualifiedPaths

  var imports: [Diagnostic] {
    module.importsInView.compactMap { record in
      let path = record.isFrom ? record.module + "." + record.alias.name.text : record.module
      if record.isFrom, let idiom = OldIdiom.members[path], path.hasPrefix("kfp.v2.") {
        return complaint(idiom, at: record.alias.span)
      }
      if path == "kfp.v2" || path.hasPrefix("kfp.v2.") { return oldModule(record) }
      if let idiom = OldIdiom.modules.values.first(where: { old in
        path == old.name || path.hasPrefix(old.name + ".")
      }) {
        return complaint(idiom, at: record.alias.span)
      }
      if record.isFrom, let idiom = OldIdiom.members[path] {
        return complaint(idiom, at: record.alias.span)
      }
      return nil
    }
  }

  private func oldModule(_ record: ImportRecord) -> Diagnostic {
    let tree = module.cells[record.cell]
    let supported = ["kfp.v2", "kfp.v2.dsl", "kfp.v2.compiler", "kfp.v2.components"]
    var edits: [TextEdit] = []
    // `import kfp.v2.dsl` binds `kfp`, and its uses spell the whole path: only what binds a name of
    // its own can be replaced alone.
    if case .importFrom(let origin?, let names, 0) = tree[record.statement],
      supported.contains(origin.text),
      origin.text != "kfp.v2" || names.allSatisfy({ supported.contains("kfp.v2." + $0.name.text) })
    {
      let new = "kfp" + origin.text.dropFirst("kfp.v2".utf8.count)
      edits = [TextEdit(origin.span, replacement: new)]
    } else if !record.isFrom, record.alias.asName != nil, supported.contains(record.module) {
      let new = "kfp" + record.module.dropFirst("kfp.v2".utf8.count)
      edits = [TextEdit(record.alias.name.span, replacement: new)]
    }
    var span = record.alias.span
    if case .importFrom(let origin?, _, _) = tree[record.statement] { span = origin.span }
    return Diagnostic(
      "W0101", .warning, "`kfp.v2` is the transitional module of the first SDK",
      at: SourceLabel(span, "now `kfp` itself"),
      helps: [Help("import from `kfp`", edits: edits)])
  }

  var members: [Diagnostic] {
    var found: [Diagnostic] = []
    for record in module.attributesInView {
      let tree = module.cells[record.cell]
      guard case .attribute(_, let name) = tree[record.expression],
        let path = paths.path(of: record.expression, cell: record.cell, scope: record.scope),
        let idiom = OldIdiom.members[path]
      else { continue }
      let edits = idiom.replacement.map { [TextEdit(name.span, replacement: $0)] } ?? []
      found.append(complaint(idiom, at: tree.span(of: record.expression), edits: edits))
    }
    for use in module.usesInView {
      guard case .bound = module.meaning(of: use.name, from: use.scope) else {
        // The prelude of a script has the old name, too.
        if let path = paths.path(ofName: use.name, scope: use.scope),
          let idiom = OldIdiom.members[path], let new = idiom.replacement
        {
          found.append(
            complaint(idiom, at: use.span, edits: [TextEdit(use.span, replacement: new)]))
        }
        continue
      }
    }
    return found
  }

  /// Keyword arguments that are gone.
  var keywords: [Diagnostic] {
    module.callsInView.flatMap { call -> [Diagnostic] in
      let tree = module.cells[call.cell]
      guard case .call(let callee, _, let keywords) = tree[call.expression],
        let path = paths.path(of: callee, cell: call.cell, scope: call.scope)
      else { return [] }
      return keywords.compactMap { keyword in
        guard let name = keyword.name else { return nil }
        switch (path, name.text) {
        case ("kfp.compiler.Compiler", "mode"):
          // The mode itself is complained about already.
          if let value = paths.path(of: keyword.value, cell: call.cell, scope: call.scope),
            value.hasPrefix("kfp.dsl.PipelineExecutionMode")
          {
            return nil
          }
          return Diagnostic(
            "W0107", .warning, "`mode` belongs to the compiler of the first SDK",
            at: SourceLabel(keyword.span, "there is one mode"), helps: [Help("leave it out")])
        case ("kfp.dsl.component", "output_component_file"):
          return Diagnostic(
            "W0103", .warning, "`output_component_file` is the first SDK's way to save a component",
            at: SourceLabel(keyword.span, "deprecated"),
            helps: [Help("compile the component: `compiler.Compiler().compile(component, path)`")])
        default: return nil
        }
      }
    }
  }

  private func complaint(_ idiom: OldIdiom, at span: Span, edits: [TextEdit] = []) -> Diagnostic {
    let name = idiom.name.hasPrefix("kfp.dsl.") ? String(idiom.name.dropFirst(4)) : idiom.name
    return Diagnostic(
      idiom.code, .warning, "`\(name)` belongs to the first SDK",
      at: SourceLabel(span, "an idiom of the first SDK"),
      helps: [Help(idiom.advice, edits: edits)])
  }
}
