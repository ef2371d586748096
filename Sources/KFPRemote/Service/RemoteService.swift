public import KFPSpec
public import KFPTypes
public import OrderedCollections

/// What is to be run at a service.
public struct Submission: Sendable {
  /// The document.
  public var document: PipelineDocument
  /// The name under which the pipeline is kept.
  public var pipelineName: String
  /// The name of the run.
  public var runName: String
  /// Whether no other run has this name, so that the run can be found by it.
  public var isNameUnique: Bool
  /// Values of parameters.
  public var arguments: OrderedDictionary<String, JSONValue>
  /// Where the run keeps its artifacts.
  public var pipelineRoot: String?
  /// The experiment.
  public var experiment: String?
  /// The account that the run works as.
  public var serviceAccount: String?
  /// Labels, where the service has them.
  public var labels: OrderedDictionary<String, String> = [:]

  /// Creates a submission.
  public init(document: PipelineDocument, runName: String, isNameUnique: Bool) {
    self.document = document
    self.runName = runName
    self.isNameUnique = isNameUnique
    pipelineName = document.pipeline.info.name
    arguments = [:]
  }
}

/// When recurring runs start.
public struct Recurrence: Hashable, Sendable {
  /// The times.
  public var times: Times
  /// When the first run may start, in the form of RFC 3339.
  public var start: String?
  /// After when no run starts.
  public var end: String?
  /// How many runs go on at once.
  public var concurrency: Int
  /// Whether runs that were missed are made up for.
  public var catchesUp: Bool
  /// Whether it is on.
  public var isEnabled: Bool

  /// The forms of times.
  public enum Times: Hashable, Sendable {
    /// The five or six fields of cron.
    case cron(String)
    /// Seconds between starts.
    case interval(Int)
  }

  /// Creates a recurrence.
  public init(_ times: Times) {
    self.times = times
    concurrency = 1
    catchesUp = true
    isEnabled = true
  }
}

/// A service that runs pipelines.
public protocol RemoteService {
  /// Brings the pipeline there and starts a run.
  func submit(_ submission: Submission) throws(RemoteProblem) -> RemoteRun
  /// Brings the pipeline there and makes a schedule.
  func schedule(
    _ submission: Submission, _ recurrence: Recurrence
  ) throws(RemoteProblem) -> RemoteSchedule
  /// The latest runs, newest first, without their tasks.
  func runs(limit: Int) throws(RemoteProblem) -> [RemoteRun]
  /// A run, by its identifier or its name.
  func run(_ name: String) throws(RemoteProblem) -> RemoteRun
  /// How far a run is by now; its documents stay.
  func refreshed(_ run: RemoteRun) throws(RemoteProblem) -> RemoteRun
  /// Asks a run to stop.
  func cancel(_ run: RemoteRun) throws(RemoteProblem)
}

/// Whether a text is a time in the form of RFC 3339, such as `2026-01-31T09:00:00Z`.
public func isTimestamp(_ text: String) -> Bool { Timestamp.seconds(text) != nil }

/// What a service needs of the world.
public struct RemoteWorld {
  /// Carries requests.
  public var transport: any HTTPTransport
  /// Waits so many seconds; whether to go on.
  public var pause: (Double) -> Bool
  /// Seconds since 1970.
  public var now: () -> Double

  /// Creates a world.
  public init(
    transport: any HTTPTransport, pause: @escaping (Double) -> Bool, now: @escaping () -> Double
  ) {
    self.transport = transport
    self.pause = pause
    self.now = now
  }
}

extension Target {
  /// The service behind the target.
  public func connect(_ world: RemoteWorld) -> any RemoteService {
    switch service {
    case .kubeflow(let target):
      let client = ServiceClient(
        base: target.host, transport: world.transport, policy: retries,
        credentials: target.token == nil && target.cookie == nil
          ? NoCredentials() : StoredCredentials(token: target.token, cookie: target.cookie),
        pause: world.pause)
      return KubeflowService(target: target, client: client)
    case .vertex(let target):
      let client = ServiceClient(
        base: target.endpoint ?? "https://\(target.region)-aiplatform.googleapis.com",
        transport: world.transport, policy: retries,
        credentials: GoogleCredentials(
          target.origin, transport: world.transport, now: world.now),
        pause: world.pause)
      return VertexService(target: target, client: client)
    }
  }
}
