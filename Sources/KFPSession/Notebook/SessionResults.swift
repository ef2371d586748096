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

  /// Makes what runs the tasks of a document whose functions stand at these places. Where it cannot,
  /// it says so itself.
  public typealias LauncherMaker =
    @Sendable (
      PipelineDocument, [String: LaunchSettings.Origin]
    ) async throws -> any Launcher

  private let options: RunOptions
  private let makeLauncher: LauncherMaker
  private let readFile: @Sendable (String) -> [UInt8]?
  private let ledger = Ledger()
  private var ranDocument: PipelineDocument?
  private var control: RunControl?
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
    let origins = pipeline.origins(in: session.compilation.sources)
    guard let launcher = try? await makeLauncher(pipeline.document, origins) else { return .failed }
    var options = options
    options.ledger = ledger
    options.control = control.control
    let record = await Runner.run(
      document: pipeline.document, options: options, launcher: launcher, onEvent: onEvent)
    await launcher.close()
    self.record = record
    switch record.state {
    case .succeeded: return .succeeded
    case .cancelled: return .cancelled
    default: return .failed
    }
  }

  /// What a task of the latest run printed.
  public func log(of task: TaskRecord) -> String {
    guard let record,
      let bytes = readFile(RunFolder(record.id, in: options.runsFolder).log(task.path))
    else { return "" }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Runs failed tasks again with the next cell, and everything else only if it changed.
  public func retry() { ranDocument = nil }

  /// Forgets all results.
  public func forget() {
    ledger.clear()
    ranDocument = nil
    record = nil
  }
}

extension LoweredPipeline {
  /// Where the functions of its executors stand, for tracebacks.
  public func origins(in sources: SourceMap) -> [String: LaunchSettings.Origin] {
    var origins: [String: LaunchSettings.Origin] = [:]
    for (label, span) in executorOrigins {
      guard let source = sources[span.source] else { continue }
      origins[label] = LaunchSettings.Origin(
        file: source.name, line: source.line(at: span.start))
    }
    return origins
  }
}
