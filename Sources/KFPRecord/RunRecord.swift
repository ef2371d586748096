public import KFPTypes
public import OrderedCollections

/// What happened in a run: the view that its journal gives.
public struct RunRecord: Hashable, Sendable {
  /// The name of the run.
  public var id: RunID
  /// The name of the pipeline.
  public var pipeline: String
  /// The SHA-256 of the document.
  public var documentDigest: String
  /// The arguments of the run.
  public var arguments: OrderedDictionary<String, JSONValue>
  /// The launcher.
  public var backend: String
  /// The process that runs or ran it.
  public var process: Int
  /// How far it is.
  public var state: TaskState
  /// When it started.
  public var started: Double
  /// When it ended.
  public var finished: Double?
  /// The outputs of the pipeline.
  public var outputs: PortValues
  /// Why it failed.
  public var failure: TaskFailure?
  /// Tasks and groups, in the order in which they were first heard of.
  public var tasks: OrderedDictionary<TaskPath, TaskRecord>
  /// What the user should know about the run as a whole.
  public var notes: [String]

  /// Creates the view of a journal.
  public init(events: some Sequence<Event> = []) {
    id = RunID("")
    pipeline = ""
    documentDigest = ""
    arguments = [:]
    backend = ""
    process = 0
    state = .waiting
    started = 0
    outputs = PortValues()
    tasks = [:]
    notes = []
    for event in events { apply(event) }
  }

  /// The tasks that did work, without groups.
  public var leaves: [TaskRecord] { tasks.values.filter { !$0.isGroup } }
}

/// What happened to one task or group.
public struct TaskRecord: Hashable, Sendable {
  /// Where it stands.
  public var path: TaskPath
  /// Whether it is a group of tasks: a nested pipeline, a branch, a loop or one of its iterations.
  public var isGroup: Bool
  /// The number of iterations, of a loop.
  public var iterations: Int?
  /// The component that it runs.
  public var component: String
  /// The executor that does the work.
  public var executor: String
  /// How far it is.
  public var state: TaskState
  /// What it was given.
  public var inputs: PortValues
  /// What it gave.
  public var outputs: PortValues
  /// Where its outputs come from.
  public var source: ResultSource?
  /// Its attempts, in order.
  public var attempts: [Attempt]
  /// The key of its result.
  public var key: String?
  /// When it became ready or started.
  public var started: Double
  /// When it ended.
  public var finished: Double?
  /// Why it failed.
  public var failure: TaskFailure?
  /// Why it was skipped.
  public var reason: String?
  /// What the user should know about it.
  public var notes: [String]

  /// One attempt to run a task.
  public struct Attempt: Hashable, Sendable {
    /// When it started.
    public var started: Double
    /// When it ended.
    public var finished: Double?
    /// Why it failed.
    public var failure: TaskFailure?

    /// Creates an attempt that has started.
    public init(started: Double) { self.started = started }
  }

  /// Creates a record of a task that waits.
  public init(path: TaskPath, started: Double, isGroup: Bool = false) {
    self.path = path
    self.isGroup = isGroup
    self.started = started
    component = ""
    executor = ""
    state = .waiting
    inputs = PortValues()
    outputs = PortValues()
    attempts = []
    notes = []
  }
}

extension RunRecord {
  /// Takes one more event into the view.
  public mutating func apply(_ event: Event) {
    switch event.kind {
    case .runStarted(let start):
      id = start.id
      pipeline = start.pipeline
      documentDigest = start.documentDigest
      arguments = start.arguments
      backend = start.backend
      process = start.process
      started = event.time
      state = .running
    case .runResumed:
      state = .running
      finished = nil
      failure = nil
    case .cancelRequested: notes.append("cancelled by request")
    case .runFinished(let state, let outputs, let failure):
      self.state = state
      self.outputs = outputs
      self.failure = failure
      finished = event.time
    case .note(let path, let message) where path == .root: notes.append(message)
    case .logLine: break
    default:
      guard let path = event.kind.path else { return }
      tasks[path, default: TaskRecord(path: path, started: event.time)].apply(event)
    }
  }
}

extension TaskRecord {
  fileprivate mutating func apply(_ event: Event) {
    switch event.kind {
    case .groupStarted(_, let iterations):
      isGroup = true
      self.iterations = iterations
      state = .running
    case .groupFinished(_, let state, let failure):
      isGroup = true
      end(state, at: event.time)
      self.failure = failure
    case .taskReady(_, let component, let executor, let inputs):
      self.component = component
      self.executor = executor
      self.inputs = inputs
      state = .ready
      started = event.time
    case .taskLaunched(_, _, let key):
      attempts.append(Attempt(started: event.time))
      self.key = key
      state = .running
    case .attemptFailed(_, _, let failure, _):
      endAttempt(at: event.time, failure)
    case .taskSucceeded(_, let outputs, let source):
      self.outputs = outputs
      self.source = source
      failure = nil
      endAttempt(at: event.time, nil)
      end(.succeeded, at: event.time)
    case .taskSkipped(_, let reason):
      self.reason = reason
      end(.skipped, at: event.time)
    case .taskFailed(_, let failure):
      self.failure = failure
      endAttempt(at: event.time, failure)
      end(.failed, at: event.time)
    case .taskCancelled:
      endAttempt(at: event.time, nil)
      end(.cancelled, at: event.time)
    case .note(_, let message): notes.append(message)
    case .runStarted, .runResumed, .cancelRequested, .runFinished, .logLine: break
    }
  }

  private mutating func end(_ state: TaskState, at time: Double) {
    self.state = state
    finished = time
  }

  private mutating func endAttempt(at time: Double, _ failure: TaskFailure?) {
    guard var last = attempts.popLast() else { return }
    if last.finished == nil {
      last.finished = time
      last.failure = failure
    }
    attempts.append(last)
  }
}
