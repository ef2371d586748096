public import KFPGraph
public import KFPSource
public import KFPSyntax

/// How a script is read: the forms differ in which names are there without an import.
public enum ScriptKind: Sendable {
  /// `.kfps`: the names of `kfp.dsl`, and `dsl`, `compiler`, `components`, `kubernetes` are there.
  case script
  /// `.py`, `.ipynb`: an existing module; only Python's own names are there.
  case module
}

/// What a script means.
public struct Interpretation: Sendable {
  /// The pipelines that the script's top level defines, in order of definition.
  public var pipelines: [DefinedPipeline] = []
  /// The components that the script's top level defines, in order of definition.
  public var components: [DefinedComponent] = []
  /// The pipeline of the tasks at top level; nil where there are none.
  public var sessionPipeline: LoweredPipeline?
  /// The names of the session pipeline's tasks, by the index of their `TaskID`.
  public var sessionTaskNames: [String] = []
  /// How many tasks the session pipeline had behind each cell, in order of the cells.
  public var sessionTaskCounts: [Int] = []
  /// The statements at top level that added something to the session pipeline, in order.
  public var sessionStatements: [Span] = []
  /// The `compiler.Compiler().compile(...)` calls, in order.
  public var compileCalls: [CompileCall] = []
  /// What `print(...)`, `show(...)` and the last expressions of cells will show once tasks ran.
  public var observations: [Observation] = []
  /// How the script ended itself, with `sys.exit(...)`; nil where it came to its end.
  public var ending: Ending?
  /// Environment variables, arguments and times that the script asked for.
  public var askedInputs: [String] = []

  /// Creates an empty interpretation.
  public init() {}

  /// `sys.exit(...)` or `raise SystemExit(...)` that nothing caught.
  public struct Ending: Sendable {
    /// The status that the process ends with.
    public var status: Int32
    /// The text that is printed at the end.
    public var message: String?
    /// Where it stands.
    public var span: Span
  }

  /// A pipeline that has a name in the script.
  public struct DefinedPipeline: Sendable {
    /// The variable that holds it.
    public var variable: String
    /// The pipeline.
    public var pipeline: LoweredPipeline
    /// Whether another pipeline of the script calls it, or top level does.
    public var isUsedByAnother: Bool
    /// What it takes.
    public var inputs: [Component.Input]
    /// Whether it was defined in this script rather than imported.
    public var isLocal: Bool
    /// Whether the script loaded it from a document.
    public var isLoaded: Bool
    /// Where it is defined.
    public var declaration: Span
  }

  /// A component that has a name in the script.
  public struct DefinedComponent: Sendable {
    /// The variable that holds it.
    public var variable: String
    /// The component.
    public var component: Component
    /// The document it was loaded from, which compiling it gives again.
    public var document: LoweredPipeline?
    /// Whether it was defined in this script rather than imported.
    public var isLocal: Bool
    /// Whether the script loaded it from a document.
    public var isLoaded: Bool
  }

  /// A call of `Compiler().compile`.
  public struct CompileCall: Sendable {
    /// The variable or name of what is compiled, for messages.
    public var name: String
    /// What is compiled, with the call's overrides applied.
    public var pipeline: LoweredPipeline
    /// The component description for the header of the document.
    public var description: String?
    /// `package_path`.
    public var packagePath: String
    /// Whether the file is in a temporary folder, so that nobody sees it later.
    public var isTemporary = false
    /// Whether the script itself loads the file as a component.
    public var isReadBack = false
    /// The manifests that are written instead of the document itself, where the call asks for them.
    public var manifest: ClusterManifest?
    /// Whether it is the `output_component_file` of a decorator.
    public var isComponentFile = false
    /// The call.
    public var span: Span
  }

  /// Something that shows a value once it is known.
  public struct Observation: Sendable {
    /// What is shown.
    public var kind: Kind
    /// The pieces of the text, or the single value.
    public var pieces: [Piece]
    /// The statement.
    public var span: Span

    /// How a value is shown.
    public enum Kind: Sendable { case print, show, lastExpression, assertion }

    /// A piece of what is shown.
    public enum Piece: Sendable {
      case text(String)
      /// A run-time value of the session pipeline: an output of a task, or a whole task.
      case channel(Channel)
      /// A comparison with such a value.
      case comparison(Condition)
      case task(name: String)
      case component(Component)
      case pipeline(name: String)
    }
  }
}

/// Evaluates the cells of a script in order, as one module with one set of names.
public func interpret(
  _ cells: [Tree], kind: ScriptKind, path: String, capabilities: Capabilities,
  sources: inout SourceMap, reporting bag: inout DiagnosticBag
) -> Interpretation {
  let given = sources
  let isBroken = bag.containsError
  let result = onLargeStack { stackLimit in
    let evaluator = Evaluator(capabilities: capabilities, kind: kind, path: path)
    evaluator.sources = given
    evaluator.stackLimit = stackLimit
    evaluator.isTextBroken = isBroken
    let interpretation = evaluator.run(cells)
    return Evaluated(
      interpretation: interpretation, sources: evaluator.sources, bag: evaluator.bag)
  }
  sources = result.sources
  report(
    result.bag, of: cells, meaning: result.interpretation, in: sources, besides: &bag)
  return result.interpretation
}

/// Adds what evaluating cells complained about to what was said before.
func report(
  _ found: DiagnosticBag, of cells: [Tree], meaning interpretation: Interpretation,
  in sources: SourceMap, besides bag: inout DiagnosticBag
) {
  // One mistake is said once: where the parser or the checks complained, evaluating adds nothing.
  let earlier = bag
  let unneeded = mainBlocks(of: cells, in: sources, neededBy: interpretation)
  for diagnostic in found.diagnostics {
    if let span = diagnostic.primary?.span {
      if earlier.hasError(in: span) { continue }
      if diagnostic.code == "E0201", unneeded.contains(where: { $0.contains(span) }) { continue }
    }
    bag.report(diagnostic)
  }
}

/// The blocks under `if __name__ == '__main__':`, where nothing in them says what is compiled.
/// Compiling by the pipeline's name imports a module and never comes there; names that are nowhere
/// defined are a warning of the checks then.
private func mainBlocks(
  of cells: [Tree], in sources: SourceMap, neededBy interpretation: Interpretation
) -> [Span] {
  guard interpretation.compileCalls.isEmpty, !interpretation.pipelines.isEmpty else { return [] }
  var blocks: [Span] = []
  for cell in cells {
    for statement in cell.body {
      guard case .if(let test, _, _) = cell[statement],
        sources[cell.span(of: test).source]?.text(of: cell.span(of: test)).hasPrefix("__name__")
          == true
      else { continue }
      blocks.append(cell.span(of: statement))
    }
  }
  return blocks
}

/// What an evaluation gives.
private struct Evaluated: Sendable {
  let interpretation: Interpretation
  let sources: SourceMap
  let bag: DiagnosticBag
}
