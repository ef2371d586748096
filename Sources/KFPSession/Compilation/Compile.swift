public import KFPChecker
public import KFPInterpreter
public import KFPSource
import KFPSyntax

/// What compiling a script gives: what it means, and every complaint.
public struct Compilation: Sendable {
  /// The texts that were read, the script's own first.
  public var sources: SourceMap
  /// The complaints.
  public var bag: DiagnosticBag
  /// What the script means. Where a part was complained about, that part is missing.
  public var interpretation: Interpretation

  /// Whether nothing stands against using the result.
  public var isSound: Bool { !bag.containsError }
}

/// Compiles a script. This is the table of contents of the compiler: parse, check, interpret;
/// each pipeline is judged (topology) and lowered as soon as its body is evaluated.
public func compile(
  _ script: Script, capabilities: Capabilities, options: CheckOptions = CheckOptions()
) -> Compilation {
  var memory = ParsedPieces()
  return compile(script, capabilities: capabilities, options: options, remembering: &memory)
}

/// Compiles a script of which `memory` may hold pieces that were parsed before.
func compile(
  _ script: Script, capabilities: Capabilities, options: CheckOptions = CheckOptions(),
  remembering memory: inout ParsedPieces
) -> Compilation {
  var sources = SourceMap()
  var bag = DiagnosticBag()
  let texts = script.pieces.map { sources.add(name: $0.name, bytes: $0.bytes) }

  let trees = memory.trees(of: texts, reporting: &bag)
  if let problem = bag.diagnostics.first(where: { $0.code == "E0001" }) {
    // The bytes mean something else in their own encoding: nothing can be said about the rest.
    bag = DiagnosticBag()
    bag.report(problem)
    let nothing = interpret(
      [], kind: script.kind, path: script.path, capabilities: capabilities, sources: &sources,
      reporting: &bag)
    return Compilation(sources: sources, bag: bag, interpretation: nothing)
  }
  let interpretation: Interpretation
  if trees.count < manyCells {
    check(trees, prelude: script.prelude, options: options, reporting: &bag)
    interpretation = interpret(
      trees, kind: script.kind, path: script.path, capabilities: capabilities, sources: &sources,
      reporting: &bag)
  } else {
    interpretation = checkedMeanwhile(
      trees, script, capabilities: capabilities, options: options, sources: &sources,
      reporting: &bag)
  }
  bag.removeWarningsAroundErrors()
  return Compilation(sources: sources, bag: bag, interpretation: interpretation)
}

/// From so many cells on it is worth a thread to check them while they are evaluated.
private let manyCells = 64

/// Evaluates cells while they are checked. Neither needs the other, but for this: where the checks
/// found errors, evaluating says less, so it is done once more.
private func checkedMeanwhile(
  _ trees: [Tree], _ script: Script, capabilities: Capabilities, options: CheckOptions,
  sources: inout SourceMap, reporting bag: inout DiagnosticBag
) -> Interpretation {
  let (given, parsed, prelude) = (sources, bag, script.prelude)
  let (checked, evaluated) = concurrently {
    var found = parsed
    check(trees, prelude: prelude, options: options, reporting: &found)
    return found
  } _: {
    var (sources, found) = (given, parsed)
    let interpretation = interpret(
      trees, kind: script.kind, path: script.path, capabilities: capabilities, sources: &sources,
      reporting: &found)
    return (interpretation, sources, found)
  }
  bag = checked
  if checked.containsError, !parsed.containsError {
    return interpret(
      trees, kind: script.kind, path: script.path, capabilities: capabilities, sources: &sources,
      reporting: &bag)
  }
  sources = evaluated.1
  for diagnostic in evaluated.2.diagnostics.dropFirst(parsed.diagnostics.count) {
    if let span = diagnostic.primary?.span, checked.hasError(in: span) { continue }
    bag.report(diagnostic)
  }
  return evaluated.0
}

extension Script {
  /// The names that are there without an import, as the checker knows them.
  fileprivate var prelude: Prelude {
    switch kind {
    case .script: .script
    case .module: path.hasSuffix(".ipynb") ? .notebook : .module
    }
  }
}
