import KFPSource

extension Diagnostic {
  /// Tasks that wait for each other.
  static func cycle(_ names: [String], at span: Span, others: [(Span, String)]) -> Diagnostic {
    Diagnostic(
      "E0516",
      Set(names).count == names.count
        ? "\(names.joined(separator: " and ")) wait for each other"
        : "groups wait for each other",
      at: SourceLabel(span, "can never start"),
      related: others.map { SourceLabel($0.0, $0.1) },
      helps: [Help("remove one `.after(...)` among them")])
  }
}

extension Diagnostic {
  /// A task with a setting that only its own output says.
  fileprivate static func waitsForItself(_ name: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0516", "`\(name)` waits for its own output", at: SourceLabel(span, "can never start"),
      helps: [Help("use an output of another task")])
  }
}

/// Nothing waits, by way of others, for itself.
func checkCycles(_ flow: GraphFlow, _ bag: inout DiagnosticBag) {
  for (index, uses) in flow.outline.uses.enumerated() {
    // An argument cannot be what its own task gives; a setting that is made later can.
    let own = uses.first { use in
      guard case .output(let producer, _) = use.channel.origin else { return false }
      return producer.pipeline == flow.graph.id && producer.index == index
    }
    if let own { bag.report(.waitsForItself(flow.graph.tasks[index].name, at: own.span)) }
  }
  var search = CycleSearch(flow)
  for group in flow.outline.groups {
    let nodes =
      flow.graph.groups[group].children.map(Node.group)
      + flow.outline.tasksInside[group].map(Node.task)
    if let cycle = search.cycle(among: nodes) { flow.report(cycle, &bag) }
  }
}

/// Looks for nodes of one level that wait for each other, upstream from each node in turn.
private struct CycleSearch {
  private let flow: GraphFlow
  private var states: NodeTable<State>

  private enum State { case new, open, done }

  init(_ flow: GraphFlow) {
    self.flow = flow
    states = NodeTable(of: flow.graph, repeating: .new)
  }

  /// The first cycle among the nodes of a level, in order; nil where there is none.
  mutating func cycle(among nodes: [Node]) -> [Node]? {
    for start in nodes where states[start] == .new {
      // Each node of the path with how many of those upstream of it are still to be visited.
      var path = [(node: start, left: upstream(of: start).count)]
      states[start] = .open
      while let (node, left) = path.last {
        guard left > 0 else {
          states[node] = .done
          path.removeLast()
          continue
        }
        path[path.count - 1].left -= 1
        let next = upstream(of: node)[left - 1]
        switch states[next] {
        case .done: continue
        case .open:
          guard let first = path.firstIndex(where: { $0.node == next }) else { continue }
          return path[first...].map(\.node)
        case .new where isExitTask(next): continue
        case .new:
          states[next] = .open
          path.append((next, upstream(of: next).count))
        }
      }
    }
    return nil
  }

  private func upstream(of node: Node) -> [Node] { flow.threading.dependencies[node] }

  /// Exit tasks are on no level.
  private func isExitTask(_ node: Node) -> Bool {
    if case .task(let index) = node { flow.graph.tasks[index].isExitTask } else { false }
  }
}

extension GraphFlow {
  fileprivate func report(_ cycle: [Node], _ bag: inout DiagnosticBag) {
    let places = cycle.map { node -> (Span, String, Bool) in
      switch node {
      case .task(let index): (graph.tasks[index].span, name(ofTaskAt: index), true)
      case .group(let index): (graph.groups[index].span, "this \(noun(of: index))", false)
      }
    }
    guard let first = places.first, places.count > 1 else { return }
    bag.report(
      .cycle(
        places.map(\.1), at: first.0,
        others: places.dropFirst().map { ($0.0, "\($0.1) waits for it, and it for \($0.1)") }))
  }
}
