public import KFPTypes
import OrderedCollections

extension RunRecord {
  /// The run in a few members: `run`, `pipeline`, `state`, `started`, `finished`, `tasks` (their
  /// number) and `backend`.
  public var factsJSON: JSONValue {
    var members = facts
    members["tasks"] = .integer(leaves.count)
    return .object(members)
  }

  /// The whole record: the facts, and `arguments`, `outputs`, `failure`, `notes` and every task.
  public var json: JSONValue {
    var members = facts
    members["arguments"] = .object(arguments)
    members["outputs"] = outputs.json
    members["failure"] = failure?.json
    if !notes.isEmpty { members["notes"] = .array(notes.map(JSONValue.string)) }
    members["tasks"] = .array(tasks.values.map(\.json))
    return .object(members)
  }

  private var facts: OrderedDictionary<String, JSONValue> {
    var members: OrderedDictionary<String, JSONValue> = [
      "run": .string(id.text), "pipeline": .string(pipeline), "state": .string(state.rawValue),
      "backend": .string(backend), "started": .double(started),
    ]
    if let finished {
      members["finished"] = .double(finished)
      members["duration"] = .double(max(0, finished - started))
    }
    return members
  }
}

extension TaskRecord {
  /// The task or group as a JSON object; members without a value are left out.
  public var json: JSONValue {
    var members: OrderedDictionary<String, JSONValue> = [
      "task": .string(path.text), "state": .string(state.rawValue), "group": .bool(isGroup),
      "started": .double(started),
    ]
    if let finished { members["finished"] = .double(finished) }
    if let iterations { members["iterations"] = .integer(iterations) }
    if !component.isEmpty { members["component"] = .string(component) }
    if !executor.isEmpty { members["executor"] = .string(executor) }
    if !inputs.isEmpty { members["inputs"] = inputs.json }
    if !outputs.isEmpty { members["outputs"] = outputs.json }
    if let source { members["source"] = .string(source.rawValue) }
    if let key { members["key"] = .string(key) }
    if let reason { members["reason"] = .string(reason) }
    members["failure"] = failure?.json
    if !notes.isEmpty { members["notes"] = .array(notes.map(JSONValue.string)) }
    if !attempts.isEmpty { members["attempts"] = .array(attempts.map(\.json)) }
    return .object(members)
  }
}

extension TaskRecord.Attempt {
  fileprivate var json: JSONValue {
    var members: OrderedDictionary<String, JSONValue> = ["started": .double(started)]
    if let finished { members["finished"] = .double(finished) }
    members["failure"] = failure?.json
    return .object(members)
  }
}
