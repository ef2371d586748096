import KFPRecord
import KFPSpec
import KFPTypes
import OrderedCollections

typealias JSONMembers = OrderedDictionary<String, JSONValue>

/// All that a page shows, as one JSON value; the scripts of the page draw it.
func pageContent(_ material: ReportMaterial) -> JSONValue {
  let spec = material.document.pipeline
  let graph = PipelineGraph(of: material.document)
  var members: JSONMembers = [
    "pipeline": .object([
      "name": .string(spec.info.displayName ?? spec.info.name),
      "description": .string(spec.info.description ?? ""),
      "sdk": .string(spec.sdkVersion),
      "inputs": inputs(of: spec.root),
      "outputs": outputs(of: spec.root),
    ]),
    "shapes": shapesContent(),
    "graph": graphContent(graph, spec),
    "components": componentsContent(material),
    "document": sharedLines(material.documentText),
  ]
  if let record = material.record {
    let names = TaskNames(of: material.document)
    members["run"] = runContent(record, folder: material.folder)
    members["tasks"] = .array(
      record.tasks.values.map { taskContent($0, names, since: record.started) })
    members["critical"] = .array(
      CriticalChain(record, graph).paths.map { .string($0.text) })
    members["logs"] = logsContent(material)
    members["contents"] = .object(
      OrderedDictionary(
        uniqueKeysWithValues: material.contents.sorted { $0.key < $1.key }
          .map { ($0, .string($1)) }))
    if let earlier = material.earlier {
      members["comparison"] = comparisonContent(earlier, record)
    }
  }
  return .object(members)
}

/// The shapes of states.
func shapesContent() -> JSONValue {
  .object(
    OrderedDictionary(
      uniqueKeysWithValues: StateMark.allCases.map {
        ($0.rawValue, .array([.string($0.outline), .string($0.sign)]))
      }))
}

/// What has changed in a run that goes on, for a page that shows it already.
func changeContent(
  of record: RunRecord, changed: Set<TaskPath>?, in document: PipelineDocument
) -> JSONValue {
  let names = TaskNames(of: document)
  let tasks = record.tasks.values.filter { changed?.contains($0.path) ?? true }
  var members: JSONMembers = [
    "run": runContent(record, folder: nil),
    "tasks": .array(tasks.map { taskContent($0, names, since: record.started) }),
  ]
  if record.state.isFinal {
    members["critical"] = .array(
      CriticalChain(record, PipelineGraph(of: document)).paths.map { .string($0.text) })
  }
  return .object(members)
}

/// The run as a whole.
private func runContent(_ record: RunRecord, folder: String?) -> JSONValue {
  var members: JSONMembers = [
    "id": .string(record.id.text), "state": .string(record.state.rawValue),
    "backend": .string(record.backend), "started": .double(record.started),
    "document": .string(record.documentDigest),
    "arguments": withCutTexts(.object(record.arguments)),
    "outputs": withCutTexts(record.outputs.json), "notes": .array(record.notes.map { .string($0) }),
  ]
  if let finished = record.finished { members["seconds"] = .double(finished - record.started) }
  members["failure"] = record.failure?.json
  if let folder { members["folder"] = .string(folder) }
  return .object(members)
}

/// One task or group; times are seconds since the run started.
private func taskContent(
  _ task: TaskRecord, _ names: TaskNames, since start: Double
) -> JSONValue {
  var members: JSONMembers = [
    "path": .string(task.path.text), "state": .string(task.state.rawValue),
    "start": .double(rounded(task.started - start)),
  ]
  let name = names.name(of: task.path)
  if name != task.path.text { members["name"] = .string(name) }
  if task.isGroup { members["group"] = .bool(true) }
  if let count = task.iterations { members["iterations"] = .integer(count) }
  if let finished = task.finished { members["end"] = .double(rounded(finished - start)) }
  if !task.inputs.isEmpty { members["inputs"] = withCutTexts(task.inputs.json) }
  if !task.outputs.isEmpty { members["outputs"] = withCutTexts(task.outputs.json) }
  if let source = task.source { members["source"] = .string(source.rawValue) }
  // The beginning of a key tells it from others.
  if let key = task.key { members["key"] = .string(String(key.prefix(16))) }
  if let reason = task.reason { members["reason"] = .string(reason) }
  members["failure"] = task.failure?.json
  if !task.notes.isEmpty { members["notes"] = .array(task.notes.map { .string($0) }) }
  if !task.attempts.isEmpty {
    members["attempts"] = .array(
      task.attempts.map { attempt in
        var members: JSONMembers = ["start": .double(rounded(attempt.started - start))]
        if let end = attempt.finished { members["end"] = .double(rounded(end - start)) }
        members["failure"] = attempt.failure?.json
        return .object(members)
      })
  }
  return .object(members)
}

/// Logs, each cut to its last part, so that all of them together stay within a size: the folder of
/// the run has all of them.
private func logsContent(_ material: ReportMaterial) -> JSONValue {
  let count = material.logs.count + material.earlierLogs.values.reduce(0) { $0 + $1.count }
  let limit = max(500, min(100_000, 600_000 / max(1, count)))
  var members: JSONMembers = [:]
  for (path, text) in material.logs.sorted(by: { $0.key.text < $1.key.text }) {
    var log = logContent(text, limit: limit)
    if let earlier = material.earlierLogs[path], !earlier.isEmpty {
      log["earlier"] = .array(earlier.map { .object(logContent($0, limit: limit)) })
    }
    members[path.text] = .object(log)
  }
  return .object(members)
}

private func logContent(_ text: String, limit: Int) -> JSONMembers {
  let bytes = text.utf8
  guard bytes.count > limit else { return ["text": .string(text)] }
  return [
    "text": .string(String(decoding: bytes.suffix(limit), as: UTF8.self)),
    "missing": .integer(bytes.count - limit),
  ]
}

/// What differs between two runs.
private func comparisonContent(_ earlier: RunRecord, _ record: RunRecord) -> JSONValue {
  let comparison = RunComparison(earlier, record)
  func rows(_ pairs: [RunComparison.Pair]) -> JSONValue {
    .array(
      pairs.map { pair in
        var members: JSONMembers = ["name": .string(pair.name)]
        members["left"] = pair.left.map { withCutTexts($0) }
        members["right"] = pair.right.map { withCutTexts($0) }
        members["equal"] = .bool(pair.isEqual)
        return .object(members)
      })
  }
  func side(_ task: TaskRecord?) -> JSONValue {
    guard let task else { return .null }
    var members: JSONMembers = ["state": .string(task.state.rawValue)]
    if let source = task.source { members["source"] = .string(source.rawValue) }
    if let end = task.finished { members["seconds"] = .double(rounded(end - task.started)) }
    return .object(members)
  }
  let tasks = comparison.tasks.map { pair in
    JSONValue.object([
      "path": .string(pair.path.text), "left": side(pair.left), "right": side(pair.right),
      "changed": .array(pair.changed.map { .string($0) }),
    ])
  }
  return .object([
    "earlier": runContent(earlier, folder: nil), "arguments": rows(comparison.arguments),
    "outputs": rows(comparison.outputs), "metrics": rows(comparison.metrics),
    "tasks": .array(tasks),
  ])
}

/// A time with a tenth of a millisecond, which keeps the page small.
func rounded(_ seconds: Double) -> Double {
  guard seconds.isFinite else { return 0 }
  return (seconds * 10_000).rounded() / 10_000
}
