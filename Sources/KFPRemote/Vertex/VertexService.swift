import KFPRecord
import KFPSpec
import KFPTypes
import OrderedCollections

/// Vertex AI Pipelines over its REST interface.
struct VertexService: RemoteService {
  let target: VertexTarget
  let client: ServiceClient

  private var parent: String { "projects/\(target.project)/locations/\(target.region)" }

  func submit(_ submission: Submission) throws(RemoteProblem) -> RemoteRun {
    let id = VertexJob.id(submission.runName)
    let job = JSONValue.object(try VertexJob.body(submission, target: target))
    // The name is ours, so that the service itself refuses to make the job twice.
    let request = ServiceRequest.post(
      "/v1/\(parent)/pipelineJobs\(Address.query([("pipelineJobId", id)]))", job)
    let made = try client.create(request) { () throws(RemoteProblem) in
      guard submission.isNameUnique else { return nil }
      return try client.jsonIfFound(.get("/v1/\(parent)/pipelineJobs/\(id)"))
    }
    return try read(made)
  }

  func schedule(
    _ submission: Submission, _ recurrence: Recurrence
  ) throws(RemoteProblem) -> RemoteSchedule {
    guard case .cron(let text) = recurrence.times else {
      throw RemoteProblem(
        .unsupported, "Vertex AI knows no intervals, only cron schedules",
        help: "write `--cron \"0 * * * *\"` for every hour")
    }
    guard let cron = try Cron(text).withoutSeconds else {
      throw RemoteProblem(.unsupported, "schedules of Vertex AI have no seconds, as `\(text)` has")
    }
    var job = try VertexJob.body(submission, target: target)
    // Each run of a schedule gets its own name.
    job.removeValue(forKey: "displayName")
    var body: OrderedDictionary<String, JSONValue> = [
      "displayName": .string(submission.runName), "cron": .string(cron),
      "maxConcurrentRunCount": .string(String(recurrence.concurrency)),
      "createPipelineJobRequest": .object([
        "parent": .string(parent), "pipelineJob": .object(job),
      ]),
    ]
    if let start = recurrence.start { body["startTime"] = .string(start) }
    if let end = recurrence.end { body["endTime"] = .string(end) }
    let made = try client.create(.post("/v1/\(parent)/schedules", .object(body))) {
      () throws(RemoteProblem) in
      guard submission.isNameUnique else { return nil }
      let query = Address.query([("filter", "display_name=\"\(submission.runName)\"")])
      return try client.json(.get("/v1/\(parent)/schedules\(query)"))["schedules"]?.arrayValue?
        .first
    }
    guard let name = made["name"]?.stringValue else { throw strange("a schedule") }
    if !recurrence.isEnabled { _ = try client.json(.post("/v1/\(name):pause")) }
    let id = String(name.split(separator: "/").last ?? "")
    let page =
      "https://console.cloud.google.com/vertex-ai/pipelines/schedules/locations/\(target.region)"
      + "/schedules/\(id)?project=\(target.project)"
    return RemoteSchedule(id: id, name: submission.runName, address: page)
  }

  func runs(limit: Int) throws(RemoteProblem) -> [RemoteRun] {
    var runs: [RemoteRun] = []
    var page: String?
    repeat {
      let query = Address.query([
        ("pageSize", String(min(max(limit, 1), 100))), ("orderBy", "create_time desc"),
        (
          "readMask",
          "name,state,displayName,pipelineSpec.pipelineInfo,createTime,startTime,endTime"
        ),
        ("pageToken", page),
      ])
      let list = try client.json(.get("/v1/\(parent)/pipelineJobs\(query)"))
      for job in list["pipelineJobs"]?.arrayValue ?? [] { runs.append(try summary(of: job)) }
      page = list["nextPageToken"]?.stringValue
    } while runs.count < limit && page?.isEmpty == false
    return Array(runs.prefix(limit))
  }

  func run(_ name: String) throws(RemoteProblem) -> RemoteRun {
    let id = String(name.split(separator: "/").last ?? Substring(name))
    guard
      let job = try client.jsonIfFound(.get("/v1/\(parent)/pipelineJobs/\(Address.escaped(id))"))
    else { throw RemoteProblem(.notFound, "there is no run `\(id)`", status: 404) }
    return try read(job)
  }

  func refreshed(_ run: RemoteRun) throws(RemoteProblem) -> RemoteRun { try self.run(run.id) }

  func cancel(_ run: RemoteRun) throws(RemoteProblem) {
    _ = try client.json(
      .post("/v1/\(parent)/pipelineJobs/\(Address.escaped(run.id)):cancel", isRepeatable: true))
  }

  private func read(_ job: JSONValue) throws(RemoteProblem) -> RemoteRun {
    var run = try summary(of: job)
    if let spec = job["pipelineSpec"] { run.documents = [spec] }
    let document = PipelineDocument(remote: run.documents)
    let details = job["jobDetail"]?["taskDetails"]?.arrayValue ?? []
    run.tasks = treeTasks(details.map(vertexTask), pipeline: document?.pipeline)
    return run
  }

  private func summary(of job: JSONValue) throws(RemoteProblem) -> RemoteRun {
    guard let name = job["name"]?.stringValue, let id = name.split(separator: "/").last else {
      throw strange("a pipeline job")
    }
    var run = RemoteRun(
      id: String(id), name: job["displayName"]?.stringValue ?? String(id),
      state: vertexState(job["state"]?.stringValue))
    run.pipeline = job["pipelineSpec"]?["pipelineInfo"]?["name"]?.stringValue ?? ""
    run.created = Timestamp.seconds(job["createTime"]?.stringValue) ?? 0
    run.finished = Timestamp.seconds(job["endTime"]?.stringValue)
    run.arguments = job["runtimeConfig"]?["parameterValues"]?.objectValue ?? [:]
    run.failure = job["error"]?["message"]?.stringValue
    run.address =
      "https://console.cloud.google.com/vertex-ai/pipelines/locations/\(target.region)/runs/\(id)"
      + "?project=\(target.project)"
    return run
  }

  private func strange(_ what: String) -> RemoteProblem {
    RemoteProblem(.answer, "Vertex AI answers with something that is not \(what)")
  }
}
