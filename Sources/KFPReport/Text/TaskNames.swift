public import KFPRecord
public import KFPSpec

/// Names of tasks as their author knows them.
///
/// In a run a task is `exit-handler-1/condition-2/for-loop-3[4]/train`. Its author wrote `train` inside
/// a loop, so that is what people read: `train[4]` (`TaskPath` says how). Here are the names that take a
/// document to know: groups that have no name of their own are told by what they do: `loop over
/// rates`, `if coin == 'heads'`.
public struct TaskNames: Sendable {
  /// What groups without a name of their own do, by their place in the document.
  private var plainTitles: [String: String] = [:]
  /// Places whose short names are not theirs alone.
  private var ambiguous: Set<String> = []

  /// Names without a document: groups keep the names that compilers gave them.
  public init() {}

  /// Names of the tasks of a document.
  public init(of document: PipelineDocument) {
    let graph = PipelineGraph(of: document)
    var seen: [String: String] = [:]
    for node in graph.nodes {
      if node.isPlainGroup { plainTitles[node.path] = node.title }
      guard node.level == nil else { continue }
      if let other = seen.updateValue(node.path, forKey: TaskPath(node.path).description) {
        ambiguous.formUnion([other, node.path])
      }
    }
  }

  /// The name of a task or group.
  public func name(of path: TaskPath) -> String {
    ambiguous.contains(placeInDocument(path)) ? path.text : shortName(of: path)
  }

  /// The task that a text means: its path, or the name that people read.
  public func path(named text: String, among paths: some Sequence<TaskPath>) -> TaskPath? {
    var found: TaskPath?
    for path in paths {
      if path.text == text { return path }
      if found == nil, name(of: path) == text { found = path }
    }
    return found
  }

  private func shortName(of path: TaskPath) -> String {
    guard let title = plainTitles[placeInDocument(path)] else { return path.description }
    // Of a group without a name of its own, the iterations around it say which one it is.
    let iterations = path.text.split(separator: "/").compactMap { part in
      part.utf8.last == UInt8(ascii: "]") ? part.lastIndex(of: "[").map { part[$0...] } : nil
    }
    return title + iterations.joined()
  }
}

/// Whether a compiler made up the name of a group: `for-loop-3`, `condition-2`.
func isGeneratedGroupName(_ name: String) -> Bool {
  for mark in ["for-loop-", "condition-branches-", "condition-", "exit-handler-"]
  where name.utf8.starts(with: mark.utf8) {
    let rest = name.utf8.dropFirst(mark.utf8.count)
    return !rest.isEmpty && rest.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
  }
  return false
}
