import KFPRecord
import KFPSpec
import KFPTypes
import OrderedCollections

extension KubeflowService {
  func runs(limit: Int) throws(RemoteProblem) -> [RemoteRun] {
    var runs: [RemoteRun] = []
    var page: String?
    repeat {
      let query = Address.query([
        ("namespace", target.namespace), ("page_size", String(min(max(limit, 1), 100))),
        ("sort_by", "created_at desc"), ("page_token", page),
      ])
      let list = try client.json(.get("\(Self.base)/runs\(query)"))
      for run in list["runs"]?.arrayValue ?? [] { runs.append(try summary(of: run)) }
      page = list["next_page_token"]?.stringValue
    } while runs.count < limit && page?.isEmpty == false
    return Array(runs.prefix(limit))
  }

  func run(_ name: String) throws(RemoteProblem) -> RemoteRun {
    if let run = try client.jsonIfFound(.get("\(Self.base)/runs/\(Address.escaped(name))")) {
      return try read(run)
    }
    guard let run = try newest("runs", named: name) else {
      throw RemoteProblem(.notFound, "there is no run `\(name)`", status: 404)
    }
    // Lists leave out what happened to the tasks.
    guard let id = run["run_id"]?.stringValue else { throw strange("a run") }
    return try read(try client.json(.get("\(Self.base)/runs/\(Address.escaped(id))")))
  }

  func refreshed(_ run: RemoteRun) throws(RemoteProblem) -> RemoteRun {
    let json = try client.json(.get("\(Self.base)/runs/\(Address.escaped(run.id))"))
    return try read(json, documents: run.documents)
  }

  /// A run with its document, unless that is known, and its tasks.
  func read(
    _ json: JSONValue, documents: [JSONValue] = []
  ) throws(RemoteProblem) -> RemoteRun {
    var run = try summary(of: json)
    run.documents = documents.isEmpty ? try self.documents(of: json) : documents
    let document = PipelineDocument(remote: run.documents)
    if let name = document?.pipeline.info.name { run.pipeline = name }
    let details = json["run_details"]?["task_details"]?.arrayValue ?? []
    run.tasks = kubeflowTasks(details, pipeline: document?.pipeline)
    return run
  }

  private func summary(of json: JSONValue) throws(RemoteProblem) -> RemoteRun {
    guard let id = json["run_id"]?.stringValue, !id.isEmpty else { throw strange("a run") }
    var run = RemoteRun(
      id: id, name: json["display_name"]?.stringValue ?? id,
      state: Self.state(json["state"]?.stringValue))
    run.created = Timestamp.seconds(json["created_at"]?.stringValue) ?? 0
    run.finished = Timestamp.seconds(json["finished_at"]?.stringValue)
    run.address = "\(pages)/#/runs/details/\(id)"
    run.arguments = json["runtime_config"]?["parameters"]?.objectValue ?? [:]
    run.failure = json["error"]?["message"]?.stringValue
    return run
  }

  /// The documents of a run: they stand in it, or in the version that it refers to.
  private func documents(of json: JSONValue) throws(RemoteProblem) -> [JSONValue] {
    var spec = json["pipeline_spec"]
    let reference = json["pipeline_version_reference"]
    if spec == nil, let pipeline = reference?["pipeline_id"]?.stringValue,
      let version = reference?["pipeline_version_id"]?.stringValue
    {
      let path = "\(Address.escaped(pipeline))/versions/\(Address.escaped(version))"
      spec = try client.jsonIfFound(.get("\(Self.base)/pipelines/\(path)"))?["pipeline_spec"]
    }
    guard let spec else { return [] }
    guard let inner = spec["pipeline_spec"] else { return [spec] }
    return [inner] + (spec["platform_spec"].map { [$0] } ?? [])
  }

  /// A state in the words of the service, of a run or of a task.
  static func state(_ text: String?) -> TaskState {
    switch text?.uppercased() {
    case "PENDING", "PAUSED": .ready
    case "RUNNING", "CANCELING": .running
    case "SUCCEEDED", "CACHED": .succeeded
    case "SKIPPED", "OMITTED": .skipped
    case "FAILED", "ERROR": .failed
    case "CANCELED", "CANCELLED": .cancelled
    default: .waiting
    }
  }
}
