import Glibc
public import KFPGraph
import KFPInterpreter
public import KFPRecord
public import KFPRunner
public import KFPSource
public import KFPSpec
public import KFPTypes
public import OrderedCollections

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

  private var options: RunOptions
  private var makeLauncher: LauncherMaker
  private let readFile: @Sendable (String) -> [UInt8]?
  private let standardCache: ResultCache?
  private let notes = NoteTaker()
  private let ledger: Ledger
  private var ranDocument: PipelineDocument?
  private var launcher: (any Launcher)?
  private var knownImages: Set<String> = []
  /// The record of the latest run.
  public private(set) var record: RunRecord?
  /// The tasks that the latest run started.
  public private(set) var startedTasks: [TaskPath] = []
  /// How many tasks of the latest run had a result already.
  public private(set) var keptCount = 0

  /// Creates an empty store; `makeLauncher` chooses what runs the tasks.
  public init(
    options: RunOptions, readFile: @escaping @Sendable (String) -> [UInt8]?,
    makeLauncher: @escaping LauncherMaker
  ) {
    self.readFile = readFile
    self.options = options
    self.makeLauncher = makeLauncher
    standardCache = options.cache
    ledger = Ledger { [notes] in notes.take(.ledger($0)) }
  }

  /// Hands everything on that a file of the session has to hold, from any thread.
  public func keepNotes(_ keep: @escaping @Sendable (SessionNote) -> Void) {
    notes.pass(to: keep)
  }

  /// Runs what the session has and has no result yet. An event is news unless it repeats what an
  /// earlier run told.
  public func run(
    _ session: Session, control: CellControl = CellControl(),
    onEvent: @escaping @Sendable (_ event: Event, _ isNews: Bool) -> Void
  ) async -> Outcome {
    (startedTasks, keptCount) = ([], 0)
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
    let news = SessionNews(ledger: ledger, earlier: record, notes: notes)
    let record = await Runner.run(
      document: pipeline.document, options: options, launcher: launcher,
      onEvent: { onEvent($0, news.isNews($0)) })
    self.record = record
    (startedTasks, keptCount) = (news.count.ran, news.count.kept)
    return Outcome(record.state)
  }

  /// Runs a pipeline by itself, with results of the session where it has them.
  public func run(
    _ chosen: ChosenPipeline, arguments: OrderedDictionary<String, JSONValue>,
    in session: Session, control: CellControl,
    onEvent: @escaping @Sendable (_ event: Event, _ isNews: Bool) -> Void
  ) async -> Outcome {
    let pipeline = chosen.pipeline
    guard let launcher = await launcher(for: pipeline.document) else { return .failed }
    var options = options
    options.origins = pipeline.origins(in: session.compilation.sources)
    options.ledger = ledger
    options.control = control.control
    let record = await Runner.run(
      document: pipeline.document, arguments: arguments, options: options, launcher: launcher,
      onEvent: { onEvent($0, true) })
    return Outcome(record.state)
  }

  /// Lets tasks run again with the next run although they have results; gives the tasks.
  public func distrust(where isMeant: (TaskPath) -> Bool) -> [TaskPath] {
    ranDocument = nil
    return ledger.distrustResults(where: isMeant)
  }

  /// Whether results of earlier sessions are used, and those of this one kept for later ones.
  public var usesCache: Bool {
    get { options.cache != nil }
    set { options.cache = newValue ? standardCache ?? ResultCache() : nil }
  }

  /// The folder of the results of all sessions, and how many there are.
  public var cacheSummary: (folder: String, count: Int) {
    let cache = standardCache ?? ResultCache()
    return (cache.folder, cache.entries().count)
  }

  /// Chooses anew what runs the tasks.
  public func changeLauncher(to make: @escaping LauncherMaker) async {
    await close()
    makeLauncher = make
    knownImages = []
    ranDocument = nil
  }

  /// Takes the results of a session that was saved. Those whose files have gone are not taken.
  public func restore(_ saved: SavedSession) {
    for entry in saved.ledgerEntries where entry.hasItsFiles { ledger.restore(entry) }
    if let run = saved.run {
      let folder = RunFolder(run, in: options.runsFolder)
      let events = readFile(folder.journal).map(readJournal) ?? []
      record = events.isEmpty ? nil : RunRecord(events: events)
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
    notes.take(.forgotten)
    ranDocument = nil
    record = nil
  }
}

extension LoweredPipeline {
  /// Where the functions of its executors and the calls of its tasks stand, as `RunOptions.origins`
  /// has them.
  public func origins(in sources: SourceMap) -> [String: CodeOrigin] {
    var origins: [String: CodeOrigin] = [:]
    func add(_ key: String, _ span: Span) {
      guard let source = sources[span.source] else { return }
      origins[key] = CodeOrigin(file: source.name, line: source.line(at: span.start))
    }
    for (label, span) in executorOrigins { add(label, span) }
    for (owner, calls) in taskOrigins {
      for (task, span) in calls { add("\(owner)/\(task)", span) }
    }
    return origins
  }
}

extension SessionResults.Outcome {
  fileprivate init(_ state: TaskState) {
    switch state {
    case .succeeded: self = .succeeded
    case .cancelled: self = .cancelled
    default: self = .failed
    }
  }
}

extension Ledger.Entry {
  /// Whether the files that it names are still there.
  fileprivate var hasItsFiles: Bool {
    guard case .result(_, let outputs) = self else { return true }
    return outputs.artifacts.values.joined().allSatisfy { artifact in
      let path = artifact.customPath ?? artifact.uri
      return !path.hasPrefix("/") || access(path, F_OK) == 0
    }
  }
}

extension ExecutorSpec {
  fileprivate var image: String? {
    if case .container(let container) = self { container.image } else { nil }
  }
}
