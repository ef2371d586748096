public import KFPRecord
public import KFPSpec
import OrderedCollections

/// The chain of tasks that a run's length comes from, first to last: from the task that ended last
/// back through whatever each one waited for longest. It follows the document, so tasks that merely
/// ran before are not taken for causes.
public func criticalPath(of record: RunRecord, in document: PipelineDocument) -> [TaskPath] {
  CriticalChain(record, PipelineGraph(of: document)).paths
}

/// A run's path without the iterations of its loops: the place in the document.
func placeInDocument(_ path: TaskPath) -> String {
  var result: [UInt8] = []
  var depth = 0
  for byte in path.text.utf8 {
    switch byte {
    case UInt8(ascii: "["): depth += 1
    case UInt8(ascii: "]") where depth > 0: depth -= 1
    default: if depth == 0 { result.append(byte) }
    }
  }
  return String(decoding: result, as: UTF8.self)
}

/// Walks back from the end of a run.
struct CriticalChain {
  private(set) var paths: [TaskPath] = []
  private let graph: PipelineGraph
  private let leaves: [TaskRecord]
  private let tasks: OrderedDictionary<TaskPath, TaskRecord>
  private var numbers: [String: Int] = [:]
  private var sources: [Int: [Int]] = [:]

  init(_ record: RunRecord, _ graph: PipelineGraph) {
    self.graph = graph
    tasks = record.tasks
    for (number, node) in graph.nodes.enumerated() {
      numbers[node.path] = number
      for edge in node.level?.edges ?? [] { sources[edge.target, default: []].append(edge.source) }
    }
    for edge in graph.top.edges { sources[edge.target, default: []].append(edge.source) }
    leaves = record.leaves.filter { $0.finished != nil && $0.state != .skipped }
    var current = Self.last(of: leaves)
    var seen: Set<TaskPath> = []
    while let leaf = current, seen.insert(leaf.path).inserted {
      paths.append(leaf.path)
      current = cause(of: leaf)
    }
    paths.reverse()
  }

  private static func last(of leaves: some Sequence<TaskRecord>) -> TaskRecord? {
    leaves.max { ($0.finished ?? 0) < ($1.finished ?? 0) }
  }

  /// What a task waited for longest: something that it or one of its groups depends on, or an
  /// earlier iteration where the loop limits how many run at once.
  private func cause(of leaf: TaskRecord) -> TaskRecord? {
    var best: TaskRecord?
    func offer(_ candidate: TaskRecord?) {
      guard let candidate, let end = candidate.finished, end <= leaf.started + 0.01 else { return }
      if end > best?.finished ?? -1 { best = candidate }
    }
    var node = numbers[placeInDocument(leaf.path)]
    var segments = leaf.path.text.split(separator: "/")
    while let number = node {
      _ = segments.popLast()
      let prefix = segments.isEmpty ? "" : segments.joined(separator: "/") + "/"
      for source in sources[number] ?? [] {
        offer(end(of: TaskPath(prefix + graph.nodes[source].name)))
      }
      if graph.nodes[number].task.parallelismLimit != nil {
        let loop = prefix + graph.nodes[number].name
        offer(
          Self.last(
            of: leaves.lazy.filter {
              Self.isInside($0.path, loop) && $0.finished ?? .infinity <= leaf.started + 0.01
                && $0.path != leaf.path
            }))
      }
      node = graph.nodes[number].parent
    }
    return best
  }

  /// The leaf that a task or group ended with.
  private func end(of path: TaskPath) -> TaskRecord? {
    guard let record = tasks[path] else { return nil }
    guard record.isGroup else { return record.state == .skipped ? nil : record }
    return Self.last(of: leaves.lazy.filter { Self.isInside($0.path, path.text) })
  }

  private static func isInside(_ path: TaskPath, _ group: String) -> Bool {
    guard path.text.utf8.starts(with: group.utf8) else { return false }
    let next = path.text.utf8.dropFirst(group.utf8.count).first
    return next == UInt8(ascii: "/") || next == UInt8(ascii: "[")
  }
}
