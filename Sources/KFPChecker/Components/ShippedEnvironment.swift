import KFPSource
import KFPSyntax

/// What a shipped function finds where it runs.
struct ShippedEnvironment {
  let function: ShippedFunction
  let module: NamedModule
  /// The names that are there besides those of every component.
  private let ownNames: Set<String>
  /// Whether the body can make names that are not seen.
  let isOpen: Bool

  init(function: ShippedFunction, module: NamedModule, paths: QualifiedPaths) {
    self.function = function
    self.module = module
    ownNames = Self.artifactNames(of: function.record, module: module, paths: paths)
      .union(function.companions)
    isOpen = module.uses(in: function.record).contains { use in
      ["exec", "globals", "__builtins__"].contains(use.name)
        && module.scope(use.scope, isInside: function.record.scope)
    }
  }

  /// What a name in the function, or in its signature, asks for from outside of it; nil where the
  /// function has it, or may have it.
  func missingName(_ use: NameUse) -> String? {
    guard !isOpen else { return nil }
    var current: Int? = use.scope
    var isInnermost = true
    while let index = current, module.scope(index, isInside: function.record.scope) {
      let scope = module.scopes[index]
      let isVisible = scope.kind != .class || isInnermost
      if isVisible, scope.bindings[use.name] != nil || scope.hasUnknownNames { return nil }
      if scope.globals.contains(use.name), isAssigned(global: use.name) { return nil }
      isInnermost = false
      current = scope.parent
    }
    if use.name == "__class__" || ownNames.contains(use.name)
      || PredefinedNames.shipped.contains(use.name)
    {
      return nil
    }
    return use.name
  }

  /// Whether the shipped text itself assigns the global.
  private func isAssigned(global name: String) -> Bool {
    (module.scopes[0].bindings[name] ?? []).contains { binding in
      let tree = module.cells[function.record.cell]
      return binding.cell == function.record.cell
        && tree.span(of: function.record.statement).contains(binding.span)
    }
  }

  /// The names that the SDK imports for artifact classes in the signature: the left-most name of
  /// each class in `Input[...]` and `Output[...]`, and in what is returned.
  private static func artifactNames(
    of record: FunctionRecord, module: NamedModule, paths: QualifiedPaths
  ) -> Set<String> {
    let tree = module.cells[record.cell]
    var names: Set<String> = []
    for parameter in record.definition.parameters.all {
      guard let annotation = parameter.annotation,
        case .subscript(let marker, let slice) = tree[annotation],
        paths.isDSL(
          marker, ["Input", "Output", "EmbeddedInput"], cell: record.cell,
          scope: record.outerScope)
      else { continue }
      for name in tree.names(in: slice) { names.insert(name) }
    }
    if let returns = record.definition.returns {
      for name in tree.names(in: returns)
      where isPerhapsArtifact(name, from: record.outerScope, in: module, paths: paths) {
        names.insert(name)
      }
    }
    return names
  }

  /// Whether a name of a return annotation may be an artifact class: tuples and plain values are
  /// not imported where the component runs.
  private static func isPerhapsArtifact(
    _ name: String, from scope: Int, in module: NamedModule, paths: QualifiedPaths
  ) -> Bool {
    guard case .bound(let owner) = module.meaning(of: name, from: scope) else { return false }
    for binding in module.scopes[owner].bindings[name] ?? [] {
      switch binding.kind {
      case .value: return false
      case .class:
        guard let bases = module.cells[binding.cell].bases(ofClassNamedAt: binding.span) else {
          return true
        }
        return !bases.contains { base in
          paths.path(of: base, cell: binding.cell, scope: owner) == "typing.NamedTuple"
        }
      default: return true
      }
    }
    return true
  }
}

extension Tree {
  /// The bases of the class at top level whose name stands at `span`.
  func bases(ofClassNamedAt span: Span) -> [ExprID]? {
    for statement in body {
      if case .classDef(let definition) = self[statement], definition.name.span == span {
        return definition.bases
      }
    }
    return nil
  }
}
