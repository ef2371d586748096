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
  check(trees, prelude: script.prelude, options: options, reporting: &bag)
  let interpretation = interpret(
    trees, kind: script.kind, path: script.path, capabilities: capabilities, sources: &sources,
    reporting: &bag)
  bag.removeWarningsAroundErrors()
  return Compilation(sources: sources, bag: bag, interpretation: interpretation)
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
