public import KFPTypes
public import OrderedCollections

/// One thing that happened in a run, at a time in seconds since 1970. The journal of a run is a
/// list of events, one JSON object a line, each written before it is acted on.
public struct Event: Hashable, Sendable {
  /// When it happened.
  public var time: Double
  /// What happened.
  public var kind: Kind

  /// Creates an event.
  public init(time: Double, kind: Kind) {
    self.time = time
    self.kind = kind
  }

  /// What can happen.
  public enum Kind: Hashable, Sendable {
    case runStarted(RunStart)
    /// The run was taken up again after it was interrupted.
    case runResumed
    /// A group of tasks started: a nested pipeline, a branch, a loop.
    case groupStarted(TaskPath, iterations: Int?)
    case groupFinished(TaskPath, state: TaskState, failure: TaskFailure?)
    /// All inputs of a task are known.
    case taskReady(TaskPath, component: String, executor: String, inputs: PortValues)
    case taskLaunched(TaskPath, attempt: Int, key: String?)
    case attemptFailed(TaskPath, attempt: Int, failure: TaskFailure, retryAfter: Double?)
    case taskSucceeded(TaskPath, outputs: PortValues, source: ResultSource)
    case taskSkipped(TaskPath, reason: String)
    case taskFailed(TaskPath, failure: TaskFailure)
    case taskCancelled(TaskPath)
    /// Something that the user should know, said once.
    case note(TaskPath, String)
    case cancelRequested
    case runFinished(state: TaskState, outputs: PortValues, failure: TaskFailure?)
    /// A line of a task's log. Lines are shown live and never written to the journal.
    case logLine(TaskPath, String)
  }
}

/// What is known when a run starts.
public struct RunStart: Hashable, Sendable {
  /// The name of the run.
  public var id: RunID
  /// The name of the pipeline.
  public var pipeline: String
  /// The SHA-256 of the document.
  public var documentDigest: String
  /// The arguments of the run, as given.
  public var arguments: OrderedDictionary<String, JSONValue>
  /// The launcher, such as `subprocess`.
  public var backend: String
  /// The process that runs it.
  public var process: Int

  /// Creates the facts.
  public init(
    id: RunID, pipeline: String, documentDigest: String,
    arguments: OrderedDictionary<String, JSONValue>, backend: String, process: Int
  ) {
    self.id = id
    self.pipeline = pipeline
    self.documentDigest = documentDigest
    self.arguments = arguments
    self.backend = backend
    self.process = process
  }
}

/// Where the outputs of a task come from.
public enum ResultSource: String, Hashable, Sendable {
  /// The task ran.
  case ran
  /// An earlier run left them in the cache.
  case cache
  /// The session has them already.
  case session
  /// The interrupted part of this run has them already.
  case journal
}

/// How far a task, a group or a run is.
public enum TaskState: String, Hashable, Sendable, CaseIterable {
  case waiting
  case ready
  case running
  case succeeded
  case skipped
  case failed
  case cancelled

  /// Whether nothing more happens.
  public var isFinal: Bool {
    switch self {
    case .waiting, .ready, .running: false
    case .succeeded, .skipped, .failed, .cancelled: true
    }
  }
}
