import KFPRecord
import KFPTypes
import OrderedCollections

/// A state in the words of Vertex AI, of a job or of a task.
func vertexState(_ text: String?) -> TaskState {
  switch text {
  case "PIPELINE_STATE_QUEUED", "PIPELINE_STATE_PENDING", "PIPELINE_STATE_PAUSED", "PENDING": .ready
  case "PIPELINE_STATE_RUNNING", "PIPELINE_STATE_CANCELLING", "RUNNING", "CANCEL_PENDING",
    "CANCELLING":
    .running
  case "PIPELINE_STATE_SUCCEEDED", "SUCCEEDED": .succeeded
  case "PIPELINE_STATE_FAILED", "FAILED": .failed
  case "PIPELINE_STATE_CANCELLED", "CANCELLED": .cancelled
  case "SKIPPED", "NOT_TRIGGERED": .skipped
  default: .waiting
  }
}

/// A task as Vertex AI tells it.
func vertexTask(_ json: JSONValue) -> TreeNode {
  var task = RemoteTask(path: .root)
  task.state = vertexState(json["state"]?.stringValue)
  // A task with an earlier result is told as skipped, together with the execution that gave it.
  let hasOutputs = json["outputs"]?.objectValue?.isEmpty == false
  if json["state"]?.stringValue == "SKIPPED", hasOutputs || json["execution"] != nil {
    task.state = .succeeded
    task.isCached = true
  }
  task.started = Timestamp.seconds(
    json["startTime"]?.stringValue ?? json["createTime"]?.stringValue)
  task.finished = task.state.isFinal ? Timestamp.seconds(json["endTime"]?.stringValue) : nil
  task.failure = json["error"]?["message"]?.stringValue
  task.inputs.artifacts = vertexArtifacts(json["inputs"])
  task.outputs.artifacts = vertexArtifacts(json["outputs"])
  for (name, value) in json["execution"]?["metadata"]?.objectValue ?? [:] {
    if name.hasPrefix("input:") { task.inputs.parameters[String(name.dropFirst(6))] = value }
    if name.hasPrefix("output:") { task.outputs.parameters[String(name.dropFirst(7))] = value }
  }
  return TreeNode(
    id: identifier(json["taskId"]), parent: identifier(json["parentTaskId"]),
    name: json["taskName"]?.stringValue ?? "", task: task)
}

/// A 64-bit number, which JSON of services writes as a text.
private func identifier(_ value: JSONValue?) -> String {
  switch value {
  case .string(let text): text
  case .integer(let number): String(number)
  default: ""
  }
}

private func vertexArtifacts(
  _ json: JSONValue?
) -> OrderedDictionary<String, [RuntimeArtifact]> {
  (json?.objectValue ?? [:]).mapValues { list in
    (list["artifacts"]?.arrayValue ?? []).compactMap { artifact in
      guard let name = artifact["name"]?.stringValue else { return nil }
      return RuntimeArtifact(
        name: artifact["displayName"]?.stringValue ?? name,
        uri: artifact["uri"]?.stringValue ?? "",
        schema: ArtifactSchema(
          title: artifact["schemaTitle"]?.stringValue ?? ArtifactSchema.artifact.title,
          version: artifact["schemaVersion"]?.stringValue ?? "0.0.1"),
        metadata: artifact["metadata"]?.objectValue ?? [:])
    }
  }
}
