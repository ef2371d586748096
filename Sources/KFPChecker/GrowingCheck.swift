public import KFPSource
public import KFPSyntax

/// The checks of a script that grows by one cell at a time, as a session does: what is known of the
/// earlier cells is kept, and only the new one is judged.
///
/// Judging all cells together may say more, since a name that a later cell binds can change what a name
/// in an earlier one means. Where the new cell might do that, all are judged anew: where it binds a name
/// that was used before although nothing bound it, where it binds anew what stands for something of the
/// DSL, an import or a class, and where names come into being that cannot be seen. So a new error of an
/// earlier cell is always found. Warnings of earlier cells are said when those are added.
public struct GrowingCheck: Sendable {
  private let prelude: Prelude
  private var collector: NameCollector
  private var paths: QualifiedPaths
  private var shipped: [ShippedFunction]
  /// The names that were used where no text binds them, such as those of Python itself.
  private var openNames: Set<String> = []
  /// Those of which it was said.
  private var saidNames: Set<String> = []

  /// Takes cells that were found to be sound.
  public init(_ cells: [Tree], prelude: Prelude) {
    self.prelude = prelude
    collector = NameCollector(cells: cells, prelude: prelude)
    collector.collect()
    paths = QualifiedPaths(module: collector.module, prelude: prelude)
    shipped = shippedFunctions(of: collector.module, paths: paths)
    noteOpenNames(shipped)
  }

  /// Judges one cell more. `bag` holds what the parser said about it.
  public mutating func add(_ cell: Tree, reporting bag: inout DiagnosticBag) {
    paths.release()
    collector.collect(cell)
    guard !rebindsWhatMatters else { return judgeAll(reporting: &bag) }
    paths.take(collector.module, newNames: collector.boundAtTop)
    let found = shippedFunctions(of: collector.module, paths: paths)
    // An earlier function has become a component, or is shipped with one.
    let isAboutNewOnes = found.allSatisfy { collector.module.functionsInView.contains($0.function) }
    guard isAboutNewOnes else { return judgeAll(reporting: &bag) }
    var module = collector.module
    module.openWhereBroken(bag)
    judge(
      module, paths, shipped: found, known: shipped, knownNames: saidNames,
      options: CheckOptions(), reporting: &bag)
    shipped += found
    noteOpenNames(found)
  }

  private mutating func judgeAll(reporting bag: inout DiagnosticBag) {
    let cells = collector.module.cells
    check(cells, prelude: prelude, reporting: &bag)
    self = GrowingCheck(cells, prelude: prelude)
  }

  private mutating func noteOpenNames(_ found: [ShippedFunction]) {
    let module = collector.module
    saidNames.formUnion(undefinedNames(in: module, paths: paths, shipped: found))
    for use in module.usesInView where !openNames.contains(use.name) {
      if case .bound = module.meaning(of: use.name, from: use.scope) { continue }
      openNames.insert(use.name)
    }
  }

  /// Whether what the cell that was collected last binds may change what was found about others.
  private var rebindsWhatMatters: Bool {
    let module = collector.module
    if module.hasHiddenNames || module.scopes[0].hasUnknownNames { return true }
    let cell = module.cells.count - 1
    for name in collector.boundAtTop {
      let bindings = module.scopes[0].bindings[name] ?? []
      let earlier = bindings.prefix { $0.cell < cell }
      if earlier.isEmpty {
        if openNames.contains(name) { return true }
      } else if hasUnknownCompanions || paths.knownPath(boundAtTop: name) != nil {
        return true
      } else if earlier.contains(where: \.isOfConsequence) {
        return true
      }
    }
    return false
  }

  private var hasUnknownCompanions: Bool { shipped.contains(where: \.hasUnknownCompanions) }
}

extension NameBinding {
  /// Whether binding the name anew may change what an earlier signature means.
  fileprivate var isOfConsequence: Bool {
    switch kind {
    case .imported, .class: true
    case .value, .function, .parameter, .other: false
    }
  }
}
