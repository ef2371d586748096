public import KFPGraph
import KFPInterpreter
public import KFPRecord
public import KFPRunner
public import KFPSource
public import KFPSpec
import KFPTypes
import OrderedCollections

/// How a running cell is told to stop.
public struct CellControl: Sendable {
  let control = RunControl()

  /// Creates a control for one run.
  public init() {}

  /// Asks the run to stop; the second request kills what still runs. From any thread.
  public func stop() { control.stop() }
}

/// The results of a session's tasks. The whole session runs each time, and a task whose key is known
/// is not launched again: that is all there is to keeping results when cells change.
public final class SessionResults {
  /// What became of the new tasks.
  public enum Outcome: Hashable, Sendable {
    /// There was nothing new.
    case nothing
    case succeeded
    case failed
    case cancelled
  }

  /// Makes what runs the tasks of a document. Where it cannot, it says so itself.
  public typealias LauncherMaker = @Sendable (PipelineDocument) async throws -> any Launcher

  private let options: RunOptions
  private let makeLauncher: LauncherMaker
  private let readFile: @Sendable (String) -> [UInt8]?
  private let ledger = Ledger()
  private var ranDocument: PipelineDocument?
  private var launcher: (any Launcher)?
  private var knownImages: Set<String> = []
  /// The record of the latest run.
  public private(set) var record: RunRecord?

  /// Creates an empty store; `makeLauncher` chooses what runs the tasks.
  public init(
    options: RunOptions, readFile: @escaping @Sendable (String) -> [UInt8]?,
    makeLauncher: @escaping LauncherMaker
  ) {
    self.readFile = readFile
    self.options = options
    self.makeLauncher = makeLauncher
  }

  /// Runs what the session has and has no result yet. Events of known tasks are not told.
  public func run(
    _ session: Session, control: CellControl = CellControl(),
    onEvent: @escaping @Sendable (Event) -> Void
  ) async -> Outcome {
    guard let pipeline = session.compilation.interpretation.sessionPipeline else {
      record = nil
      return .nothing
    }
    guard pipeline.document != ranDocument else { return .nothing }
    ranDocument = pipeline.document
    guard let launcher = await launcher(for: pipeline.document) else { return .failed }
    var options = options
    options.origins = pipeline.origins(in: session.compilation.sources)
    options.ledger = ledger
    options.control = control.control
    let failures = FailureKeeper(ledger: ledger)
    let record = await Runner.run(
      document: pipeline.document, options: options, launcher: launcher,
      onEvent: { if failures.isNews($0) { onEvent($0) } })
    self.record = record
    switch record.state {
    case .succeeded: return .succeeded
    case .cancelled: return .cancelled
    default: return .failed
    }
  }

  /// Ends what is kept ready for tasks.
  public func close() async {
    await launcher?.close()
    launcher = nil
  }

  /// What runs the tasks of a document: the same as before, with all that it keeps ready, unless there
  /// are images that it was not chosen for.
  private func launcher(for document: PipelineDocument) async -> (any Launcher)? {
    let images = Set(document.pipeline.executors.values.compactMap(\.image))
    if let launcher, images.isSubset(of: knownImages) { return launcher }
    await close()
    launcher = try? await makeLauncher(document)
    knownImages = images
    return launcher
  }

  /// What a task of the latest run printed.
  public func log(of task: TaskRecord) -> String {
    guard let record,
      let bytes = readFile(RunFolder(record.id, in: options.runsFolder).log(task.path))
    else { return "" }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Runs failed tasks again with the next cell, and everything else only if it changed.
  public func retry() {
    ledger.clearFailures()
    ranDocument = nil
  }

  /// Forgets all results.
  public func forget() {
    ledger.clear()
    ranDocument = nil
    record = nil
  }
}

extension LoweredPipeline {
  /// Where the functions of its executors stand, for tracebacks.
  public func origins(in sources: SourceMap) -> [String: CodeOrigin] {
    var origins: [String: CodeOrigin] = [:]
    for (label, span) in executorOrigins {
      guard let source = sources[span.source] else { continue }
      origins[label] = CodeOrigin(
        file: source.name, line: source.line(at: span.start))
    }
    return origins
  }
}

extension ExecutorSpec {
  fileprivate var image: String? {
    if case .container(let container) = self { container.image } else { nil }
  }
}
