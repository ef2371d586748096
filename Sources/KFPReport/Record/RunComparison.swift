import KFPRecord
import KFPTypes
import OrderedCollections

/// What two runs have in common and where they differ.
struct RunComparison: Hashable, Sendable {
  /// The same thing in both runs; nil where a run has none.
  struct Pair: Hashable, Sendable {
    var name: String
    var left: JSONValue?
    var right: JSONValue?
    var isEqual: Bool { left == right }
  }

  /// One task in both runs.
  struct TaskPair: Hashable, Sendable {
    var path: TaskPath
    var left: TaskRecord?
    var right: TaskRecord?
    /// The names of inputs and outputs that differ.
    var changed: [String]
  }

  var arguments: [Pair]
  var outputs: [Pair]
  var metrics: [Pair]
  var tasks: [TaskPair]

  /// Compares two runs, usually of one pipeline; tasks are matched by their paths.
  init(_ left: RunRecord, _ right: RunRecord) {
    arguments = Self.pairs(left.arguments, right.arguments)
    outputs = Self.pairs(left.outputs.parameters, right.outputs.parameters)
    metrics = Self.pairs(Self.metrics(of: left), Self.metrics(of: right))
    var paths = OrderedSet(left.tasks.keys)
    paths.formUnion(right.tasks.keys)
    tasks = paths.compactMap { path in
      let pair = (left.tasks[path], right.tasks[path])
      if pair.0?.isGroup ?? true, pair.1?.isGroup ?? true { return nil }
      return TaskPair(
        path: path, left: pair.0, right: pair.1, changed: Self.changes(pair.0, pair.1))
    }
  }

  private static func pairs(
    _ left: OrderedDictionary<String, JSONValue>, _ right: OrderedDictionary<String, JSONValue>
  ) -> [Pair] {
    var names = OrderedSet(left.keys)
    names.formUnion(right.keys)
    return names.map { Pair(name: $0, left: left[$0], right: right[$0]) }
  }

  private static func changes(_ left: TaskRecord?, _ right: TaskRecord?) -> [String] {
    guard let left, let right else { return [] }
    let ports = [("input", left.inputs, right.inputs), ("output", left.outputs, right.outputs)]
    return ports.flatMap { word, before, after in
      let values = pairs(before.parameters, after.parameters).filter { !$0.isEqual }
      // Addresses differ between runs of the same content; what the task said about it counts.
      let artifacts = pairs(
        before.artifacts.mapValues(Self.facts), after.artifacts.mapValues(Self.facts)
      ).filter { !$0.isEqual }
      return (values + artifacts).map { "\(word) \($0.name)" }
    }
  }

  private static func facts(_ artifacts: [RuntimeArtifact]) -> JSONValue {
    .array(artifacts.map { .object($0.metadata) })
  }

  /// The numbers that a run's tasks report.
  static func metrics(of record: RunRecord) -> OrderedDictionary<String, JSONValue> {
    var result: OrderedDictionary<String, JSONValue> = [:]
    for task in record.leaves {
      for (name, list) in task.outputs.artifacts {
        for artifact in list where artifact.schema.title.utf8.contains(Array("Metrics".utf8)) {
          for (key, value) in artifact.metadata where value.numberValue != nil {
            result["\(task.path) · \(name) · \(key)"] = value
          }
        }
      }
    }
    return result
  }
}
