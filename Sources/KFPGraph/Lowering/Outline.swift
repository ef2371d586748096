import KFPTypes

/// What there is to know about the groups of a finished graph: their names, what is inside them and
/// around them, and which of them were entered at all. It is a class because everything that looks
/// at the graph afterwards shares it.
final class Outline {
  let graph: Graph
  /// The run-time values that each task uses.
  let uses: [[Use]]
  /// The entered groups, each before what is inside it; the first is the pipeline.
  private(set) var groups: [Int] = []
  /// The names of the groups; empty for those that were never entered.
  private(set) var groupNames: [String]
  /// The groups from the pipeline down to each group, itself included.
  private(set) var paths: [[Int]]
  /// The tasks right inside each group, without exit tasks.
  private(set) var tasksInside: [[Int]]
  /// The exit handler of each exit task; the last one where there are several.
  private(set) var handlers: [Int: Int] = [:]

  init(_ graph: Graph) {
    self.graph = graph
    uses = graph.tasks.map(\.uses)
    groupNames = Array(repeating: "", count: graph.groups.count)
    paths = Array(repeating: [], count: graph.groups.count)
    tasksInside = Array(repeating: [], count: graph.groups.count)
    var pending = [0]
    while let group = pending.popLast() {
      groups.append(group)
      let parent = graph.groups[group].parent?.index
      paths[group] = (parent.map { paths[$0] } ?? []) + [group]
      groupNames[group] = name(of: graph.groups[group])
      pending.append(contentsOf: graph.groups[group].children.reversed())
      if case .exitHandler(let task) = graph.groups[group].kind, owns(task) {
        handlers[task.index] = group
      }
    }
    for (index, task) in graph.tasks.enumerated() where !task.isExitTask {
      tasksInside[task.parent.index].append(index)
    }
  }

  /// Whether a task belongs to this pipeline.
  func owns(_ task: TaskID) -> Bool {
    task.pipeline == graph.id && graph.tasks.indices.contains(task.index)
  }

  /// Whether a group belongs to this pipeline and was entered.
  func owns(_ group: GroupID) -> Bool {
    group.pipeline == graph.id && graph.groups.indices.contains(group.index)
      && !paths[group.index].isEmpty
  }

  /// The name that the document gives a node.
  func name(of node: Node) -> String {
    switch node {
    case .task(let index): graph.tasks[index].name
    case .group(let index): groupNames[index]
    }
  }

  /// The group right around a node; exit tasks are in the pipeline itself.
  func parent(of node: Node) -> Int {
    switch node {
    case .task(let index):
      graph.tasks[index].isExitTask ? 0 : graph.tasks[index].parent.index
    case .group(let index): graph.groups[index].parent?.index ?? 0
    }
  }

  /// Whether a group is `inner` or around it.
  func isAround(_ group: Int, _ inner: Int) -> Bool {
    let depth = paths[group].count - 1
    return depth >= 0 && depth < paths[inner].count && paths[inner][depth] == group
  }

  /// The outermost nodes around two nodes, themselves included, that do not hold both; nil where
  /// one of the two holds the other.
  func divergence(_ left: Node, _ right: Node) -> (left: Node, right: Node)? {
    let leftPath = paths[parent(of: left)]
    let rightPath = paths[parent(of: right)]
    var depth = 0
    while depth < leftPath.count, depth < rightPath.count, leftPath[depth] == rightPath[depth] {
      depth += 1
    }
    let first = depth < leftPath.count ? Node.group(leftPath[depth]) : left
    let second = depth < rightPath.count ? Node.group(rightPath[depth]) : right
    return first == second ? nil : (first, second)
  }

  /// The groups around a node, the pipeline first.
  func groupsAround(_ node: Node) -> [Int] {
    paths[parent(of: node)]
  }

  /// The conditions that must not hold before that of a group, first to last, and its own.
  func conditions(of group: Int) -> (refused: [Condition], own: Condition?) {
    var refused: [Condition] = []
    var current = graph.groups[group].predecessor
    while let predecessor = current {
      switch graph.groups[predecessor.index].kind {
      case .if(let condition), .elif(let condition): refused.append(condition)
      case .pipeline, .else, .branches, .loop, .exitHandler: break
      }
      current = graph.groups[predecessor.index].predecessor
    }
    let own: Condition? =
      switch graph.groups[group].kind {
      case .if(let condition), .elif(let condition): condition
      case .pipeline, .else, .branches, .loop, .exitHandler: nil
      }
    return (refused.reversed(), own)
  }

  /// The run-time values that decide whether a group runs, in order.
  func operands(of group: Int) -> [Channel] {
    let (refused, own) = conditions(of: group)
    return (refused + (own.map { [$0] } ?? [])).flatMap { condition in
      condition.left.channels + condition.right.channels
    }
  }

  private func name(of group: Graph.Group) -> String {
    switch group.kind {
    case .pipeline: "root"
    case .if, .elif, .else: "condition-\(group.number)"
    case .branches: "condition-branches-\(group.number)"
    case .loop: "for-loop-\(group.number)"
    case .exitHandler: "exit-handler-\(group.number)"
    }
  }
}

extension Argument {
  /// The run-time values in it, in the order in which they are written; each as often as it is.
  var channels: [Channel] {
    switch self {
    case .constant: []
    case .channel(let channel): [channel]
    case .template(let segments):
      segments.compactMap { segment in
        if case .channel(let channel) = segment { channel } else { nil }
      }
    case .list(let elements): elements.flatMap(\.channels)
    case .dict(let members): members.flatMap(\.value.channels)
    }
  }
}
