/// A task or a group of one graph, by its index there.
enum Node: Hashable, Comparable {
  case task(Int)
  case group(Int)
}

/// A value for every task and every group of a graph.
struct NodeTable<Value> {
  private(set) var tasks: [Value]
  private(set) var groups: [Value]

  init(of graph: Graph, repeating value: Value) {
    tasks = Array(repeating: value, count: graph.tasks.count)
    groups = Array(repeating: value, count: graph.groups.count)
  }

  subscript(node: Node) -> Value {
    _read {
      switch node {
      case .task(let index): yield tasks[index]
      case .group(let index): yield groups[index]
      }
    }
    _modify {
      switch node {
      case .task(let index): yield &tasks[index]
      case .group(let index): yield &groups[index]
      }
    }
  }

  /// Changes every value.
  mutating func updateAll(_ change: (inout Value) -> Void) {
    for index in tasks.indices { change(&tasks[index]) }
    for index in groups.indices { change(&groups[index]) }
  }
}
