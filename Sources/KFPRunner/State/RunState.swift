import KFPRecord
public import KFPSpec
public import KFPTypes
public import OrderedCollections

/// The scheduler: a value that decides what happens next in a run, and does nothing itself.
///
/// It is told what finished (`finish`) and asked what to do (`nextActions`), so a run can be played
/// through in a test without a process. There are three kinds of thing in it:
///
/// - an *instance* is one execution of a component that has tasks inside: the pipeline, a nested
///   pipeline, a branch, one iteration of a loop;
/// - a *node* is one task of an instance. When all its upstream nodes have ended it is taken from
///   the queue: its inputs are resolved, its condition is evaluated, and it becomes a launch, an
///   instance, or a loop of either;
/// - a *launch* is one attempt of a task that does work.
///
/// Ends travel outwards: a launch ends its node, the last node ends its instance, which ends the
/// node that it belongs to. Everything goes through one queue, so that neither the depth of nesting
/// nor the number of tasks uses the stack, and each task is touched a fixed number of times.
///
/// Where the documents leave a choice, it is the cluster's: a task runs when all its upstream tasks
/// succeeded, and is skipped otherwise; `ALL_UPSTREAM_TASKS_COMPLETED` lets it run after any end.
/// A failed task stops what depends on it, other tasks go on, and the run fails when they have ended.
public struct RunState: Sendable {
  let document: PipelineDocument
  let names: RunNames
  var instances: [Instance] = []
  var nodes: [Node] = []
  var launches: [Launch] = []
  var queue: [Work] = []
  var queueStart = 0
  var actions: [Action] = []
  /// Whether tasks are announced that will run soon.
  public var announcesTasks = false
  var isCancelled = false
  /// Why the run fails although it was only stopped: its time is over.
  var expiry: TaskFailure?
  /// Whether even the tasks that run after a cancellation are given up.
  var isAborted = false
  /// Which tasks of the pipeline itself wait for others beyond what they take.
  var stages = Stages()
  private let wantedStages: [String: Int]
  /// Where tasks are called in the user's code, as `RunOptions.origins` has it.
  private let origins: [String: CodeOrigin]
  private var plans: [String: Plan] = [:]

  /// Instances nested deeper than this are refused; a component that contains itself gets here.
  static let deepest = 100

  /// One execution of a component with tasks inside.
  struct Instance: Sendable {
    /// The component; nil is the root.
    var component: String?
    var path: TaskPath
    var inputs: PortValues
    /// The node that it belongs to, and the iteration; nil for the root.
    var parent: (node: Int, iteration: Int?)?
    var depth: Int
    /// Whether it runs even after a cancellation: it belongs to an exit handler.
    var isCleanup: Bool
    var firstNode = 0
    /// How many of its nodes have not ended.
    var open = 0
    var hasFailed = false
    var hasCancelled = false
  }

  /// One task of an instance.
  struct Node: Sendable {
    var instance: Int
    /// The number of the task in the plan of the instance's component.
    var number: Int
    var path: TaskPath
    var state = TaskState.waiting
    /// How many upstream nodes have not ended.
    var waits: Int
    var inputs = PortValues()
    var outputs = PortValues()
    var failure: TaskFailure?
    var attempt = 1
    var isCleanup = false
    var isAnnounced = false
    var loop: Loop?
  }

  /// The iterations of a node.
  struct Loop: Sendable {
    /// The inputs of each iteration beside those of the node.
    var items: Items
    var itemInput: String
    var limit: Int
    var next = 0
    var running = 0
    var results: [PortValues?]
    var failed: Int?
    var failure: TaskFailure?
    var wasCancelled = false

    enum Items: Sendable {
      case values([JSONValue])
      case artifacts([RuntimeArtifact])
    }
  }

  /// One attempt of a task that does work.
  struct Launch: Sendable {
    var node: Int
    var iteration: Int?
    var path: TaskPath
    var attempt: Int
    var isOpen = true
  }

  /// What waits in the queue.
  enum Work: Sendable {
    case start(node: Int)
    case end(instance: Int)
    /// What a node was to run could not start.
    case failed(node: Int, iteration: Int?, TaskFailure)
  }

  /// Prepares a run; `arguments` are checked against the inputs of the pipeline. `stages` numbers
  /// tasks of the pipeline itself: one of a later stage waits until the earlier ones have ended.
  public init(
    document: PipelineDocument, arguments: OrderedDictionary<String, JSONValue>, names: RunNames,
    stages: [String: Int] = [:], origins: [String: CodeOrigin] = [:]
  ) {
    self.document = document
    self.origins = origins
    wantedStages = stages
    self.names = names
    switch rootInputs(of: document.pipeline, arguments: arguments) {
    case .success(let inputs):
      begin(component: nil, path: .root, inputs: inputs, parent: nil, depth: 0, isCleanup: false)
    case .failure(let failure):
      finishRun(RunOutcome(state: .failed, outputs: PortValues(), failure: failure))
    }
  }

  /// What to do next; each action is handed out once.
  public mutating func nextActions() -> [Action] {
    while queueStart < queue.count {
      let work = queue[queueStart]
      queueStart += 1
      if queueStart > 1000 {
        queue.removeFirst(queueStart)
        queueStart = 0
      }
      switch work {
      case .start(let node): start(node)
      case .end(let instance): end(instance)
      case .failed(let node, let iteration, let failure):
        unitEnded(node, iteration, .failed, PortValues(), failure)
      }
    }
    defer { actions = [] }
    return actions
  }

  /// Takes the outcome of a launch. A second outcome of the same launch is ignored.
  public mutating func finish(_ id: LaunchID, _ outcome: TaskOutcome) {
    guard launches.indices.contains(id.index), launches[id.index].isOpen else { return }
    launches[id.index].isOpen = false
    let launch = launches[id.index]
    switch outcome {
    case .succeeded(let outputs, let source):
      record(.taskSucceeded(launch.path, outputs: outputs, source: source))
      unitEnded(launch.node, launch.iteration, .succeeded, outputs, nil)
    case .cancelled:
      record(.taskCancelled(launch.path))
      unitEnded(launch.node, launch.iteration, .cancelled, PortValues(), nil)
    case .failed(let failure): attemptFailed(launch, failure)
    case .failedBefore(let failure): failed(launch, failure)
    }
  }

  /// Stops the run: tasks that have not started are cancelled, the running ones are expected to be
  /// finished as cancelled, and exit handlers run.
  public mutating func cancel() {
    guard !isCancelled else { return }
    isCancelled = true
    record(.cancelRequested)
  }

  /// Stops the run as `cancel` does, and lets it end as failed for this reason.
  mutating func expire(_ failure: TaskFailure) {
    guard !isCancelled else { return }
    expiry = failure
    record(.note(.root, failure.message))
    cancel()
  }

  /// Stops the run without exit handlers.
  public mutating func abort() {
    cancel()
    isAborted = true
  }

  /// Orders the tasks of the pipeline itself by their stages.
  mutating func beginStages(_ plan: Plan) { stages = Stages(wantedStages, plan: plan) }

  mutating func record(_ kind: Event.Kind) { actions.append(.record(kind)) }

  /// The plan of a component's tasks, made when it is first asked for.
  mutating func plan(of component: String?, _ dag: DAGSpec) -> Plan {
    let key = component ?? ""
    if let plan = plans[key] { return plan }
    let plan = Plan(dag)
    plans[key] = plan
    return plan
  }

  /// The component of this name; nil is the root.
  func component(_ name: String?) -> ComponentSpec? {
    guard let name else { return document.pipeline.root }
    return document.pipeline.components[name]
  }

  /// The specification of a node's task.
  func task(_ node: Int) -> TaskSpec {
    plan(known: nodes[node].instance).tasks[nodes[node].number].spec
  }

  /// Where a node's task is called in the user's code, if that is known.
  func call(_ node: Int) -> CodeOrigin? {
    guard !origins.isEmpty else { return nil }
    return origins["\(instances[nodes[node].instance].component ?? "root")/\(taskName(node))"]
  }

  /// The name of a node's task.
  func taskName(_ node: Int) -> String {
    plan(known: nodes[node].instance).tasks[nodes[node].number].name
  }

  /// The plan of an instance that has begun.
  func plan(known instance: Int) -> Plan {
    guard let plan = plans[instances[instance].component ?? ""] else {
      preconditionFailure("an instance has nodes only after its plan was made")
    }
    return plan
  }
}
