public import KFPRecord
public import KFPTypes
public import OrderedCollections

/// A run of a service, as the service tells it.
public struct RemoteRun: Hashable, Sendable {
  /// What the service calls it.
  public var id: String
  /// The name that people gave it.
  public var name: String
  /// The name of its pipeline, where known.
  public var pipeline: String
  /// How far it is.
  public var state: TaskState
  /// When it was created.
  public var created: Double
  /// When it ended.
  public var finished: Double?
  /// The page that shows it.
  public var address: String?
  /// Its arguments.
  public var arguments: OrderedDictionary<String, JSONValue>
  /// Why it failed, in the words of the service.
  public var failure: String?
  /// Its tasks and groups, in the order of their start.
  public var tasks: [RemoteTask]
  /// Its pipeline and the settings of the platform.
  public var documents: [JSONValue]

  /// Creates a run that is not known further.
  public init(id: String, name: String, state: TaskState) {
    self.id = id
    self.name = name
    self.state = state
    pipeline = ""
    created = 0
    arguments = [:]
    tasks = []
    documents = []
  }
}

/// A task or group of a run.
public struct RemoteTask: Hashable, Sendable {
  /// Where it stands.
  public var path: TaskPath
  /// Whether it is a group.
  public var isGroup: Bool
  /// The number of iterations, of a loop.
  public var iterations: Int?
  /// The component.
  public var component: String
  /// The executor.
  public var executor: String
  /// How far it is.
  public var state: TaskState
  /// When it started.
  public var started: Double?
  /// When it ended.
  public var finished: Double?
  /// Why it failed.
  public var failure: String?
  /// What it was given.
  public var inputs: PortValues
  /// What it gave.
  public var outputs: PortValues
  /// Whether an earlier result was used.
  public var isCached: Bool

  /// Creates a task that waits.
  public init(path: TaskPath) {
    self.path = path
    isGroup = false
    component = ""
    executor = ""
    state = .waiting
    inputs = PortValues()
    outputs = PortValues()
    isCached = false
  }
}

/// A schedule that was made.
public struct RemoteSchedule: Hashable, Sendable {
  /// What the service calls it.
  public var id: String
  /// The name that people gave it.
  public var name: String
  /// The page that shows it.
  public var address: String?
}
