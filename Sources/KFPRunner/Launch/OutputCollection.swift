import KFPRecord
import KFPSpec
import KFPTypes
import OrderedCollections

/// Reads what a task left: the executor's result, then the files of output parameters.
func collectOutputs(of prepared: PreparedTask) throws(TaskFailure) -> PortValues {
  let task = prepared.task
  let outputs = prepared.executorInput["outputs"] ?? .null
  var result = JSONValue.object([:])
  if let path = outputs["outputFile"]?.stringValue, let bytes = Files.read(path), !bytes.isEmpty {
    do throws(JSONProblem) {
      result = try readJSON(bytes)
    } catch {
      throw TaskFailure(
        .value, "`\(task.path)` wrote a result that is not JSON: \(error.message)")
    }
  }
  var collected = PortValues()
  for (name, output) in task.component.outputs.parameters {
    let file = outputs["parameters"]?[name]?["outputFile"]?.stringValue ?? ""
    collected.parameters[name] = try parameter(
      name, output.type, written: result["parameterValues"]?[name], file: file, task)
  }
  for name in task.component.outputs.artifacts.keys {
    let found = artifacts(outputs["artifacts"]?[name], result["artifacts"]?[name], prepared)
    for artifact in found { try checkNumbers(.object(artifact.metadata), name, task) }
    collected.artifacts[name] = found
  }
  return collected
}

/// Refuses what is no number in JSON: Python writes it all the same, and a cluster cannot read it.
private func checkNumbers(
  _ value: JSONValue, _ name: String, _ task: ResolvedTask
) throws(TaskFailure) {
  guard !value.isFinite else { return }
  throw TaskFailure(
    .value,
    "`\(name)` of `\(task.path)` holds `nan` or `inf`, which do not exist in JSON: on a cluster the "
      + "task fails")
}

private func parameter(
  _ name: String, _ type: ParameterType, written: JSONValue?, file: String, _ task: ResolvedTask
) throws(TaskFailure) -> JSONValue {
  if let written {
    guard let value = fit(written, type), type != .string || written.stringValue != nil else {
      throw TaskFailure(
        .value,
        "`\(name)` of `\(task.path)` is declared as \(type.pythonName) and the task gave "
          + kindName(written))
    }
    try checkNumbers(value, name, task)
    return value
  }
  guard let text = Files.text(file) else {
    throw TaskFailure(
      .value, "`\(task.path)` declares the output `\(name)` and did not write it")
  }
  guard let value = readOutputText(text, type) else {
    let start = text.prefix(60)
    throw TaskFailure(
      .value,
      "`\(name)` of `\(task.path)` is declared as \(type.pythonName) and the task wrote `\(start)`")
  }
  try checkNumbers(value, name, task)
  return value
}

/// The artifacts of one output: as they were announced, with what the task said about them.
private func artifacts(
  _ announced: JSONValue?, _ said: JSONValue?, _ prepared: PreparedTask
) -> [RuntimeArtifact] {
  guard let entry = announced?["artifacts"]?.arrayValue?.first,
    var artifact = RuntimeArtifact(json: entry)
  else { return [] }
  guard let message = said?["artifacts"]?.arrayValue?.first else { return [artifact] }
  if let name = message["name"]?.stringValue, !name.isEmpty { artifact.name = name }
  if let uri = message["uri"]?.stringValue, !uri.isEmpty { artifact.uri = uri }
  for (key, value) in message["metadata"]?.objectValue ?? [:] { artifact.metadata[key] = value }
  let custom = message["custom_path"]?.stringValue ?? message["customPath"]?.stringValue ?? ""
  if !custom.isEmpty {
    // The cluster uploads the file from there to the artifact's address; here it is copied.
    let target = localPath(artifact.uri, prepared.mounts)
    if custom != target, Files.exists(custom), !Files.exists(target) {
      Files.copy(custom, to: target)
    }
    if !Files.exists(target) { artifact.customPath = custom }
  }
  return [artifact]
}

extension JSONValue {
  /// Whether all numbers in it are numbers of JSON.
  fileprivate var isFinite: Bool {
    switch self {
    case .double(let number): number.isFinite
    case .array(let elements): elements.allSatisfy(\.isFinite)
    case .object(let members): members.values.allSatisfy(\.isFinite)
    case .null, .bool, .integer, .string: true
    }
  }
}
