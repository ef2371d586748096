public import KFPSource
public import KFPSyntax

/// Which names a text has without importing them, besides Python's own.
public enum Prelude: Sendable {
  /// Those of a `.kfps` script: the names of `kfp.dsl`, and `dsl`, `compiler`, `components`,
  /// `kubernetes`, `local`.
  case script
  /// None: a `.py` module.
  case module
  /// Those that a notebook's kernel defines, such as `display`.
  case notebook
}

/// How much the checks complain.
public struct CheckOptions: Hashable, Sendable {
  /// Whether to warn of what is only untidy: unused imports and parameters, images without a fixed
  /// tag, packages without a version.
  public var isPedantic: Bool

  /// Creates options.
  public init(isPedantic: Bool = false) {
    self.isPedantic = isPedantic
  }
}

/// Judges the cells of one script without evaluating anything: names, component bodies, idioms of the
/// first SDK.
///
/// All cells are one module with one set of names. An error is reported only where the script, or a
/// task, certainly fails when it comes to the place. Places inside an error that `bag` holds already
/// are left alone.
public func check(
  _ cells: [Tree], prelude: Prelude, options: CheckOptions = CheckOptions(),
  reporting bag: inout DiagnosticBag
) {
  var collector = NameCollector(cells: cells, prelude: prelude)
  collector.collect()
  var module = collector.module
  module.openWhereBroken(bag)
  let paths = QualifiedPaths(module: module, prelude: prelude)
  judge(
    module, paths, shipped: shippedFunctions(of: module, paths: paths), known: [],
    options: options, reporting: &bag)
}

/// Judges the cells in view of a module; `shipped` are the functions in view that are, `known` those of
/// earlier cells, and of the `knownNames` it was said already that nothing defines them.
func judge(
  _ module: NamedModule, _ paths: QualifiedPaths, shipped: [ShippedFunction],
  known: [ShippedFunction], knownNames: Set<String> = [], options: CheckOptions,
  reporting bag: inout DiagnosticBag
) {
  var found: [Diagnostic] = []
  found += nameComplaints(in: module, paths: paths, shipped: shipped, known: knownNames)
  found += shippedNameComplaints(in: module, paths: paths, shipped: shipped, known: known)
  for function in shipped where function.isComponent && !module.isBroken(function, bag) {
    found += bodyComplaints(of: function, in: module, paths: paths)
  }
  found += idiomComplaints(in: module, paths: paths)
  if options.isPedantic {
    found += untidyComplaints(in: module, paths: paths, shipped: shipped)
  }
  for diagnostic in found {
    if let span = diagnostic.primary?.span, bag.hasError(in: span) { continue }
    bag.report(diagnostic)
  }
  // A name that is misspelt in the body is the mistake, not that the right one is unused.
  let sound = shipped.filter { !module.isBroken($0, bag) }
  for diagnostic in unusedInputComplaints(in: module, shipped: sound) { bag.report(diagnostic) }
}

extension NamedModule {
  /// Where a line could not be read, nobody knows which names it would have bound.
  mutating func openWhereBroken(_ bag: DiagnosticBag) {
    guard bag.containsError else { return }
    scopes[0].hasUnknownNames = true
    for record in functions
    where bag.hasError(in: cells[record.cell].span(of: record.statement)) {
      scopes[record.scope].hasUnknownNames = true
    }
  }

  fileprivate func isBroken(_ function: ShippedFunction, _ bag: DiagnosticBag) -> Bool {
    bag.containsError
      && bag.hasError(in: cells[function.record.cell].span(of: function.record.statement))
  }
}
