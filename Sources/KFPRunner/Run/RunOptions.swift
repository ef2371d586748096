import Glibc
public import KFPRecord
import Synchronization

/// How a run is carried out.
public struct RunOptions: Sendable {
  /// The folder that holds the folders of runs.
  public var runsFolder: String
  /// The name of the run; by default made from the pipeline's name and the time. A run of this name
  /// that is there already is taken up again: what its journal holds is not done twice.
  public var id: RunID?
  /// Where artifacts go instead of the root that the document names.
  public var root: String?
  /// How many tasks may run at once.
  public var maximumParallelTasks: Int
  /// The store of results; nil reads and keeps none.
  public var cache: ResultCache?
  /// Results of this session, asked before anything runs.
  public var ledger: Ledger?
  /// The seconds that one attempt of a task may take.
  public var taskTimeout: Double?
  /// The seconds that the run may take; then it is cancelled.
  public var deadline: Double?
  /// The text of the document, kept beside the record.
  public var documentText: String?
  /// Where functions stand in the user's code, by the label of their executor.
  public var origins: [String: CodeOrigin] = [:]
  /// How the run is told to stop.
  public var control: RunControl

  /// Creates options.
  public init(
    runsFolder: String = ".kfps/runs", id: RunID? = nil, root: String? = nil,
    maximumParallelTasks: Int = standardParallelTasks(),
    cache: ResultCache? = ResultCache(), ledger: Ledger? = nil, taskTimeout: Double? = nil,
    deadline: Double? = nil, documentText: String? = nil, control: RunControl = .init()
  ) {
    self.runsFolder = runsFolder
    self.id = id
    self.root = root
    self.maximumParallelTasks = max(1, maximumParallelTasks)
    self.cache = cache
    self.ledger = ledger
    self.taskTimeout = taskTimeout
    self.deadline = deadline
    self.documentText = documentText
    self.control = control
  }
}

/// How many tasks run at once by default: one for each processor, and eight at least.
public func standardParallelTasks() -> Int {
  max(8, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
}

/// The results that a session has, by the key of their task.
public final class Ledger: Sendable {
  private let results = Mutex<[String: PortValues]>([:])
  /// Tasks that failed or were stopped: the same task with the same key is not tried again unasked.
  private let failures = Mutex<[FailedTask: TaskFailure]>([:])

  private struct FailedTask: Hashable {
    var path: TaskPath
    var key: String
  }

  /// Creates an empty ledger.
  public init() {}

  /// The outputs for a key.
  public subscript(key: String) -> PortValues? {
    get { results.withLock { $0[key] } }
    set { results.withLock { $0[key] = newValue } }
  }

  /// Why this task failed with this key, if it did.
  public func failure(of path: TaskPath, key: String) -> TaskFailure? {
    failures.withLock { $0[FailedTask(path: path, key: key)] }
  }

  /// Whether a task failed in this very way.
  public func holds(_ failure: TaskFailure) -> Bool {
    failures.withLock { $0.values.contains(failure) }
  }

  /// Remembers why a task failed.
  public func keep(_ failure: TaskFailure, of path: TaskPath, key: String) {
    failures.withLock { $0[FailedTask(path: path, key: key)] = failure }
  }

  /// Forgets what failed, so that it is tried again.
  public func clearFailures() { failures.withLock { $0 = [:] } }

  /// Forgets everything.
  public func clear() {
    results.withLock { $0 = [:] }
    clearFailures()
  }
}

/// Stops a run: the first request lets exit handlers run, the second kills everything.
public final class RunControl: Sendable {
  private let stream: AsyncStream<Void>
  private let continuation: AsyncStream<Void>.Continuation

  /// Creates a control for one run.
  public init() {
    (stream, continuation) = AsyncStream.makeStream()
  }

  /// Asks the run to stop. It can be called from any thread, not from a signal handler.
  public func stop() { continuation.yield() }

  /// Waits for the next request; false when the waiting was cancelled.
  func nextRequest() async -> Bool {
    for await _ in stream { return true }
    return false
  }
}
