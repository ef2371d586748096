import KFPChecker
import KFPSource
import KFPSyntax
import OrderedCollections

/// Evaluates script time. One evaluator belongs to one compilation and one thread.
///
/// Expressions are evaluated by `evaluate(_:in:)`, statements by `execute(_:in:)`. A mistake ends
/// the statement it is in: it is reported, what the statement would have bound is `unknown`, and
/// the evaluation goes on with the next statement, so that one run finds many mistakes. What a
/// script may catch travels as `Raised.exception` and is reported only where nobody catches it.
final class Evaluator {
  /// What was complained about so far.
  var bag = DiagnosticBag()
  /// Whether something of the text was complained about before, so that statements may be missing.
  var isTextBroken = false
  /// What of the world the script may ask.
  let capabilities: Capabilities
  /// The pipelines being built and built, and everything else that the DSL remembers.
  let studio = PipelineStudio()
  /// The texts that were read.
  var sources = SourceMap()
  /// How the main script is read.
  let kind: ScriptKind
  /// The file of the main script, as the caller gave it.
  let path: String
  /// What the script means, as far as it is known.
  var interpretation = Interpretation()

  /// The modules that are there without a file: those of the library and those that the DSL
  /// registers, such as `kfp.dsl`.
  var nativeModules: [String: ModuleObject] = [:]
  /// Whether the modules of Python's library are among them; most scripts need none.
  var hasLibraryModules = false
  /// The modules that were read from files, by name with dots.
  var readModules: [String: ModuleObject] = [:]
  /// The folders of modules that were looked into, and what is installed in them.
  var installedPackages: [String: InstalledPackages?] = [:]
  /// Where the active virtual environment keeps its packages.
  lazy var environmentFolders = capabilities.environmentFolders
  /// Python's own names.
  var builtins: [String: Value] = [:]
  /// Names that a `.kfps` script has without imports.
  var prelude: [String: Value] = [:]
  /// Where random numbers come from, once one was asked for.
  var generator: MersenneTwister?
  /// The files that the script has written; they exist only during the compilation.
  var files = VirtualFiles()
  /// What the DSL does when a value of a module that is not read is called; the call may have to be
  /// a task.
  var opaqueCalled: ((OpaqueValue, Call) throws(Raised) -> Void)?
  /// What the DSL does when nobody takes what such a call with named arguments gives.
  var opaqueDropped: ((OpaqueValue, Span) -> Void)?

  /// The main module; its names are the script's.
  let main: ModuleObject
  /// The activations, innermost last.
  var frames: [Frame] = []
  /// The functions that the main script's text defines, each once, in the order of evaluation.
  var definedFunctions: OrderedDictionary<Span, FunctionObject> = [:]
  /// The functions of the script that were called, by place.
  var invokedFunctions: Set<Span> = []
  /// Whether functions are evaluated that nobody calls.
  var isRehearsing = false
  /// How many `try` statements with handlers are being evaluated.
  var guardedDepth = 0
  /// The address that the stack must not grow below.
  var stackLimit: UInt = 0
  /// What is left of the work that script time may do.
  var remainingSteps: Int
  /// What is left of the memory that script time may ask for, in bytes.
  var remainingMemory: Int
  /// For how many mistakes the names that were meant are still looked for.
  var suggestionsLeft = suggestionLimit
  /// How many statements failed so far.
  var failedStatements = 0
  /// Whether a limit was reached; nothing is evaluated any more.
  var isExhausted = false
  /// How deep calls may nest; as in Python.
  static let callLimit = 900

  init(
    capabilities: Capabilities, kind: ScriptKind = .module, path: String = "",
    memory: Int = 1 << 30
  ) {
    self.capabilities = capabilities
    self.kind = kind
    self.path = path
    remainingSteps = capabilities.stepLimit
    remainingMemory = memory
    main = ModuleObject("__main__")
    registerLibrary()
    studio.register(in: self)
  }
}

// MARK: - Limits

extension Evaluator {
  /// Counts a step; ends the evaluation when there were too many or the stack is nearly full.
  @inline(__always)
  func step(at span: @autoclosure () -> Span) throws(Raised) {
    remainingSteps -= 1
    var marker: UInt8 = 0
    let address = withUnsafeMutablePointer(to: &marker) { UInt(bitPattern: $0) }
    if remainingSteps < 0 || address < stackLimit { throw exhausted(at: span()) }
  }

  private func exhausted(at span: Span) -> Raised {
    if remainingSteps >= 0 {
      return exception(
        "RecursionError", "maximum recursion depth exceeded",
        Diagnostic(
          "E0209", "this is nested too deeply to be evaluated",
          at: SourceLabel(span, "too deep")))
    }
    defer { isExhausted = true }
    guard !isExhausted else { return .exit }
    report(
      Diagnostic(
        "E0208", "the script does too much work before any task runs",
        at: SourceLabel(span, "stopped here, after \(capabilities.stepLimit) steps"),
        notes: ["script time is for describing the pipeline; long work belongs in a component"]))
    return .exit
  }

  /// Counts work that takes as long as some steps.
  func charge(steps count: Int) { remainingSteps -= count }

  /// The steps that a task, a group or a component costs.
  static let stepsOfNode = 25
  /// The steps that it costs to look for the file of a module.
  static let stepsOfSearch = 100

  /// Counts work or memory of `count` bytes; ends the evaluation when there was too much.
  func charge(_ count: Int, at span: Span) throws(Raised) {
    remainingMemory &-= count
    remainingSteps &-= count >> 8
    guard remainingMemory < 0 || count > 1 << 28 || count < 0 else { return }
    defer { isExhausted = true }
    guard !isExhausted else { throw .exit }
    report(
      Diagnostic(
        "E0210", "the script builds values that are too large to be part of a pipeline",
        at: SourceLabel(span, "too much memory is asked for here")))
    throw .exit
  }

  /// The work and memory of a loop of the library with `count` rounds.
  func chargeItems(_ count: Int, at span: Span) throws(Raised) {
    let (bytes, isTooMuch) = count.multipliedReportingOverflow(by: 32)
    try charge(isTooMuch ? Int.max : bytes, at: span)
  }
}

// MARK: - Complaints

extension Evaluator {
  /// Reports a complaint and gives the error that ends the evaluation of the expression.
  func failure(_ diagnostic: Diagnostic) -> Raised {
    report(diagnostic)
    return .reported
  }

  /// Reports a complaint together with the calls of the script that led to it.
  func report(_ diagnostic: Diagnostic) {
    let trace = callTrace
    guard !trace.isEmpty else { return bag.report(diagnostic) }
    bag.report(
      Diagnostic(
        diagnostic.code, diagnostic.severity, diagnostic.message, at: diagnostic.primary,
        related: diagnostic.related + trace, notes: diagnostic.notes, helps: diagnostic.helps))
  }

  /// The calls of the script that are under way, innermost first; at most eight.
  var callTrace: [SourceLabel] {
    var labels: [SourceLabel] = []
    for frame in frames.reversed() {
      guard let span = frame.callSpan else { continue }
      if let function = frame.function {
        labels.append(SourceLabel(span, "`\(function.name)` is called here"))
      } else {
        labels.append(SourceLabel(span, "`\(frame.module.name)` is imported here"))
      }
      if labels.count == 8 { break }
    }
    return labels
  }

  /// A Python exception that starts here.
  func exception(_ type: String, _ message: String, at span: Span) -> Raised {
    .exception(
      PythonException(typeName: type, message: message, span: span, trace: callTrace))
  }

  /// A Python exception with what to say if nobody catches it.
  func exception(_ type: String, _ message: String, _ complaint: Diagnostic) -> Raised {
    let span = complaint.primary?.span ?? Span(source: SourceID(0), start: 0, end: 0)
    return .exception(
      PythonException(
        typeName: type, message: message, span: span, complaint: complaint, trace: callTrace))
  }

  /// A `TypeError`: an operation that these values do not take.
  func typeError(_ message: String, at span: Span, label: String = "") -> Raised {
    exception("TypeError", message, Diagnostic("E0207", message, at: SourceLabel(span, label)))
  }

  /// A `ValueError` of the library.
  func valueError(_ message: String, at span: Span) -> Raised {
    exception("ValueError", message, at: span)
  }

  /// Something of Python that script time does not do.
  func unsupported(_ what: String, at span: Span) -> Raised {
    failure(
      Diagnostic(
        "E0211", "\(what) cannot be evaluated when the pipeline is put together",
        at: SourceLabel(span)))
  }

  /// The value of a module that is not read is needed.
  func needed(_ value: OpaqueValue, at span: Span, for purpose: String) -> Raised {
    let isImported = sources[value.importSpan.source] != nil
    return failure(
      Diagnostic(
        "E0205",
        "the value of `\(value.description)` is needed to put the pipeline together, and only "
          + "\(isImported ? "Python" : "the notebook's kernel") could compute it",
        at: SourceLabel(span, purpose),
        related: isImported
          ? [SourceLabel(value.importSpan, "imported here, from a module that is not read")] : [],
        helps: [Help("write the value itself, or move the computation into a component")]))
  }
}
