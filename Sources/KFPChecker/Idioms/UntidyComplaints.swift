import KFPSource
import KFPSyntax

/// Warnings about what works but is untidy, said only on request: W0211 unused imports, W0212 unused
/// parameters of pipelines, W0213 images without a fixed tag, W0214 packages without a version.
func untidyComplaints(
  in module: NamedModule, paths: QualifiedPaths, shipped: [ShippedFunction]
) -> [Diagnostic] {
  let complaints = UntidyComplaints(module: module, paths: paths, shipped: shipped)
  return complaints.unusedImports + complaints.unusedParameters + complaints.looseVersions
}

private struct UntidyComplaints {
  let module: NamedModule
  let paths: QualifiedPaths
  let shipped: [ShippedFunction]

  var unusedImports: [Diagnostic] {
    guard !module.hasHiddenNames else { return [] }
    var used: Set<String> = []
    for use in module.uses {
      if case .bound(let owner) = module.meaning(of: use.name, from: use.scope) {
        used.insert("\(owner) \(use.name)")
      }
    }
    let exported = exportedNames
    return module.imports.compactMap { record in
      let name =
        record.alias.asName?.text
        ?? record.alias.name.text.split(separator: ".").first.map(String.init) ?? ""
      guard record.alias.name.text != "*", record.module != "__future__",
        !used.contains("\(record.scope) \(name)"), !exported.contains(name)
      else { return nil }
      return Diagnostic(
        "W0211", .warning, "`\(name)` is imported, but never used",
        at: SourceLabel(record.alias.span, "not used"))
    }
  }

  /// The names in `__all__`.
  private var exportedNames: Set<String> {
    var names: Set<String> = []
    for binding in module.scopes[0].bindings["__all__"] ?? [] {
      guard case .value(let value) = binding.kind else { continue }
      let tree = module.cells[binding.cell]
      for expression in tree.expressions(in: value) {
        if case .constant(.string(let text, _)) = tree[expression] { names.insert(text) }
      }
    }
    return names
  }

  var unusedParameters: [Diagnostic] {
    shipped.flatMap { function -> [Diagnostic] in
      guard function.kind == .pipeline else { return [] }
      return unused(in: function, module).map { parameter in
        Diagnostic(
          "W0212", .warning,
          "`\(function.name)` never uses its parameter `\(parameter.text)`",
          at: SourceLabel(parameter.span, "not used"))
      }
    }
  }

  var looseVersions: [Diagnostic] {
    var found: [Diagnostic] = []
    for call in module.calls {
      let tree = module.cells[call.cell]
      guard case .call(let callee, let arguments, let keywords) = tree[call.expression],
        let path = paths.path(of: callee, cell: call.cell, scope: call.scope)
      else { continue }
      for keyword in keywords {
        switch (path, keyword.name?.text) {
        case ("kfp.dsl.component", "base_image"), ("kfp.dsl.component", "target_image"),
          ("kfp.dsl.ContainerSpec", "image"), ("kfp.dsl.notebook_component", "base_image"):
          found += looseImage(keyword.value, tree)
        case ("kfp.dsl.component", "packages_to_install"),
          ("kfp.dsl.notebook_component", "packages_to_install"):
          found += loosePackages(keyword.value, tree)
        default: continue
        }
      }
      if path == "kfp.dsl.ContainerSpec", let first = arguments.first {
        found += looseImage(first, tree)
      }
    }
    return found
  }

  private func looseImage(_ value: ExprID, _ tree: Tree) -> [Diagnostic] {
    guard case .constant(.string(let image, _)) = tree[value], !image.isEmpty,
      !image.utf8.contains(UInt8(ascii: "@"))
    else { return [] }
    let name = image.split(separator: "/").last ?? ""
    let pieces = name.split(separator: ":", omittingEmptySubsequences: false)
    guard pieces.count < 2 || pieces[1] == "latest" else { return [] }
    let stem = pieces.count < 2 ? image[...] : image.dropLast(pieces[1].utf8.count + 1)
    return [
      Diagnostic(
        "W0213", .warning, "the image `\(image)` has no fixed version",
        at: SourceLabel(tree.span(of: value), "means another image tomorrow"),
        helps: [Help("write a tag, such as `\(stem):1.0`, or a digest")])
    ]
  }

  private func loosePackages(_ value: ExprID, _ tree: Tree) -> [Diagnostic] {
    guard case .list(let items) = tree[value] else { return [] }
    return items.compactMap { item in
      guard case .constant(.string(let package, _)) = tree[item] else { return nil }
      let hasVersion = package.utf8.contains { byte in
        [
          UInt8(ascii: "="), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "~"),
          UInt8(ascii: "@"), UInt8(ascii: "/"),
        ].contains(byte)
      }
      guard !hasVersion else { return nil }
      return Diagnostic(
        "W0214", .warning, "the package `\(package)` has no version",
        at: SourceLabel(tree.span(of: item), "means another version tomorrow"),
        helps: [Help("write a version, such as `\(package)==1.0`")])
    }
  }
}

/// W0404: inputs that the body of a component never mentions. A body that does nothing is a sketch.
func unusedInputComplaints(
  in module: NamedModule, shipped: [ShippedFunction]
) -> [Diagnostic] {
  shipped.flatMap { function -> [Diagnostic] in
    guard function.isComponent, !function.isSketch(in: module) else { return [] }
    let tree = module.cells[function.record.cell]
    return unused(in: function, module).compactMap { parameter in
      let declared = function.record.definition.parameters.all.first {
        $0.name.span == parameter.span
      }
      if let annotation = declared?.annotation {
        // Outputs have a warning of their own, and these are only declared to be filled in.
        let text = tree.source.text(of: tree.span(of: annotation))
        let isSpecial = ["Output", "TaskConfig", "PipelineTaskFinalStatus", "Embedded"].contains {
          text.contains($0)
        }
        if isSpecial { return nil }
      }
      return Diagnostic(
        "W0404", .warning,
        "`\(function.name)` never uses its input `\(parameter.text)`",
        at: SourceLabel(parameter.span, "not used"))
    }
  }
}

/// The parameters that a function's body never mentions.
private func unused(in function: ShippedFunction, _ module: NamedModule) -> [Identifier] {
  let used = Set(
    module.uses(in: function.record).lazy
      .filter { module.scope($0.scope, isInside: function.record.scope) }
      .map(\.name))
  guard used.isDisjoint(with: ["locals", "vars", "exec", "eval"]) else { return [] }
  return function.record.definition.parameters.all.map(\.name).filter {
    !used.contains($0.text) && !$0.text.hasPrefix("_")
  }
}
