public import KFPRecord
public import KFPTypes

/// What runs tasks that do work. A launcher starts the process or container of a prepared task and
/// says how it ended; inputs are there before, and outputs are collected afterwards, by the runner.
public protocol Launcher: Sendable {
  /// The name that records show, such as `subprocess`.
  var name: String { get }

  /// What of this launcher's surroundings can change a task's result: it becomes part of its key.
  func surroundings(of task: ResolvedTask) async -> JSONValue

  /// Runs a task to its end, or until it is cancelled.
  func launch(_ task: PreparedTask) async -> LaunchEnd

  /// Makes ready what the first task needs, ahead of it.
  func warmUp() async

  /// Whether tasks are made ready that will run soon.
  var startsAhead: Bool { get }

  /// A task will be launched soon: its inputs are not known yet.
  func expect(_ task: PreparedTask) async

  /// An expected task has ended, or will not run.
  func dismiss(folder: String) async

  /// Ends everything that is kept warm, and whatever a task left behind.
  func close() async
}

extension Launcher {
  /// By default there is nothing to make ready.
  public func warmUp() async {}

  /// By default a task starts when its inputs are known.
  public var startsAhead: Bool { false }

  /// By default nothing is made ready for a task.
  public func expect(_ task: PreparedTask) async {}

  /// By default nothing was made ready for a task.
  public func dismiss(folder: String) async {}
}

/// How a task's process or container ended.
public enum LaunchEnd: Hashable, Sendable {
  /// It ended well; its outputs can be collected.
  case ended
  case failed(TaskFailure)
  case cancelled
}

/// A task with its place on this computer.
public struct PreparedTask: Sendable {
  /// The task.
  public var task: ResolvedTask
  /// The name of the run.
  public var run: RunID
  /// The folder of the run.
  public var runFolder: String
  /// The folder for its outputs, which exists; no other task of any run has it.
  public var folder: String
  /// The file for its log.
  public var logFile: String
  /// The message that KFP calls ExecutorInput.
  public var executorInput: JSONValue
  /// The address below which its artifacts are.
  public var taskRoot: String
  /// The folder that stands for `/gcs/`, `/s3/` and so on.
  public var mounts: String
  /// The folder that tasks of the run share.
  public var workspace: String
  /// The folder that stands for volumes of a cluster.
  public var volumes: String
  /// Whether an earlier process has carried out a part of the run.
  public var isResumed: Bool
  /// Where its function stands in the user's code, where that is known.
  public var origin: CodeOrigin?
  /// How it is told to stop.
  public var cancellation: Cancellation
  /// Takes the lines of its log.
  public var onLine: @Sendable (String) -> Void
  /// Takes what the user should know.
  public var onNote: @Sendable (String) -> Void
}

/// A place in the user's code.
public struct CodeOrigin: Hashable, Sendable {
  /// The file.
  public var file: String
  /// The line of `def`, from 1.
  public var line: Int

  /// Creates a place.
  public init(file: String, line: Int) {
    self.file = file
    self.line = line
  }
}

/// Settings that are the same for all launchers.
public struct LaunchSettings: Sendable {
  /// Runs commands as the document has them instead of our small executor.
  public var isFaithful: Bool
  /// Environment variables for all tasks.
  public var environment: [String: String]
  /// Folders that component code may import from.
  public var pythonPath: [String]
  /// The folder for environments, results and the executor.
  public var cacheFolder: String
  /// Folders that stand for volume claims of a document, by the name of the claim.
  public var claims: [String: String]
  /// Files that stand for secrets and config maps of a document, by name.
  public var secrets: [String: String]
  /// Seconds between asking a task to stop and killing it.
  public var grace: Double

  /// Creates settings.
  public init(
    isFaithful: Bool = false, environment: [String: String] = [:],
    pythonPath: [String] = [], cacheFolder: String = standardCacheFolder(),
    claims: [String: String] = [:], secrets: [String: String] = [:], grace: Double = 5
  ) {
    self.claims = claims
    self.secrets = secrets
    self.isFaithful = isFaithful
    self.environment = environment
    self.pythonPath = pythonPath
    self.cacheFolder = cacheFolder
    self.grace = grace
  }
}

/// Where environments and results are kept: `$KFPS_CACHE`, or `kfps` in the user's cache folder.
public func standardCacheFolder() -> String {
  let environment = currentEnvironment()
  if let folder = environment["KFPS_CACHE"], !folder.isEmpty { return Files.absolute(folder) }
  if let folder = environment["XDG_CACHE_HOME"], !folder.isEmpty { return "\(folder)/kfps" }
  if let home = environment["HOME"], !home.isEmpty { return "\(home)/.cache/kfps" }
  return "/tmp/kfps-cache"
}
