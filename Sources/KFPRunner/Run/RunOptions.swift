import Glibc
public import KFPRecord
public import KFPTypes
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
  /// Where functions stand in the user's code, by the label of their executor, and calls of tasks, by
  /// component and task (`root/train`, `comp-for-loop-1/train`).
  public var origins: [String: CodeOrigin] = [:]
  /// What is kept in the run's folder for the command that takes the run up again.
  public var invocation: JSONValue?
  /// The stage of tasks of the pipeline itself, by name, such as the cell of a notebook that calls
  /// them: those of a later stage wait until those of the earlier ones have ended.
  public var stages: [String: Int] = [:]
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
