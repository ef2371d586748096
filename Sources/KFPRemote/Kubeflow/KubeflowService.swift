import KFPRecord
import KFPSpec
import KFPTypes
import OrderedCollections

/// Kubeflow Pipelines over its REST interface, v2beta1.
struct KubeflowService: RemoteService {
  let target: KubeflowTarget
  let client: ServiceClient

  static let base = "/apis/v2beta1"

  func submit(_ submission: Submission) throws(RemoteProblem) -> RemoteRun {
    let version = try upload(submission)
    let experiment = try experiment(submission.experiment ?? target.experiment ?? "Default")
    var body = runBody(submission, version: version)
    body["experiment_id"] = .string(experiment)
    let request = ServiceRequest.post("\(Self.base)/runs", .object(body))
    let run = try client.create(request) { () throws(RemoteProblem) in
      // A name that others may have says nothing about our run.
      guard submission.isNameUnique else { return nil }
      return try self.newest("runs", named: submission.runName)
    }
    return try read(run)
  }

  func schedule(
    _ submission: Submission, _ recurrence: Recurrence
  ) throws(RemoteProblem) -> RemoteSchedule {
    let trigger = try trigger(of: recurrence)
    let version = try upload(submission)
    let experiment = try experiment(submission.experiment ?? target.experiment ?? "Default")
    var body = runBody(submission, version: version)
    body["experiment_id"] = .string(experiment)
    body["trigger"] = trigger
    body["mode"] = .string(recurrence.isEnabled ? "ENABLE" : "DISABLE")
    body["max_concurrency"] = .string(String(recurrence.concurrency))
    body["no_catchup"] = .bool(!recurrence.catchesUp)
    let request = ServiceRequest.post("\(Self.base)/recurringruns", .object(body))
    let made = try client.create(request) { () throws(RemoteProblem) in
      guard submission.isNameUnique else { return nil }
      return try self.newest("recurringruns", named: submission.runName)
    }
    guard let id = made["recurring_run_id"]?.stringValue else { throw strange("a recurring run") }
    return RemoteSchedule(
      id: id, name: made["display_name"]?.stringValue ?? submission.runName,
      address: "\(pages)/#/recurringrun/details/\(id)")
  }

  func cancel(_ run: RemoteRun) throws(RemoteProblem) {
    _ = try client.json(
      .post("\(Self.base)/runs/\(Address.escaped(run.id)):terminate", isRepeatable: true))
  }

  /// What starts a run of an uploaded pipeline.
  private func runBody(
    _ submission: Submission, version: UploadedVersion
  ) -> OrderedDictionary<String, JSONValue> {
    var config: OrderedDictionary<String, JSONValue> = [
      "parameters": .object(submission.arguments)
    ]
    if let root = submission.pipelineRoot { config["pipeline_root"] = .string(root) }
    var body: OrderedDictionary<String, JSONValue> = [
      "display_name": .string(submission.runName),
      "pipeline_version_reference": .object([
        "pipeline_id": .string(version.pipeline), "pipeline_version_id": .string(version.id),
      ]),
      "runtime_config": .object(config),
    ]
    if let account = submission.serviceAccount { body["service_account"] = .string(account) }
    return body
  }

  private func trigger(of recurrence: Recurrence) throws(RemoteProblem) -> JSONValue {
    var members: OrderedDictionary<String, JSONValue> = [:]
    if let start = recurrence.start { members["start_time"] = .string(start) }
    if let end = recurrence.end { members["end_time"] = .string(end) }
    switch recurrence.times {
    case .interval(let seconds):
      members["interval_second"] = .string(String(seconds))
      return .object(["periodic_schedule": .object(members)])
    case .cron(let text):
      members["cron"] = .string(try Cron(text).withSeconds)
      return .object(["cron_schedule": .object(members)])
    }
  }

  /// Where people look at it.
  var pages: String { target.pages ?? target.host }

  /// An answer without what it must have.
  func strange(_ what: String) -> RemoteProblem {
    RemoteProblem(
      .answer, "`\(Address.host(of: target.host))` answers with something that is not \(what)")
  }
}
