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
func checkCycles(_ flow: Flow, _ bag: inout DiagnosticBag) {
  for (index, task) in flow.graph.tasks.enumerated() {
    // An argument cannot be what its own task gives; a setting that is made later can.
    let own = task.uses.first { use in
      guard case .output(let producer, _) = use.channel.origin else { return false }
      return producer.pipeline == flow.graph.id && producer.index == index
    }
    if let own { bag.report(.waitsForItself(task.name, at: own.span)) }
  }
  for group in flow.outline.groups {
    let nodes =
      flow.graph.groups[group].children.map(Node.group)
      + flow.outline.tasksInside[group].map(Node.task)
    if let cycle = flow.cycle(among: nodes) { flow.report(cycle, &bag) }
  }
}

extension Flow {
  /// Nodes of one level that wait for each other, in order; nil where there are none.
  fileprivate func cycle(among nodes: [Node]) -> [Node]? {
    var byName: [String: Node] = [:]
    for node in nodes { byName[outline.name(of: node)] = node }
    var state: [Node: Bool] = [:]
    for start in nodes where state[start] == nil {
      var path: [(node: Node, rest: [Node])] = [(start, upstream(of: start, byName))]
      state[start] = false
      while let (node, rest) = path.last {
        guard let next = rest.last else {
          state[node] = true
          path.removeLast()
          continue
        }
        path[path.count - 1].rest.removeLast()
        switch state[next] {
        case nil:
          state[next] = false
          path.append((next, upstream(of: next, byName)))
        case false?:
          guard let first = path.firstIndex(where: { $0.node == next }) else { continue }
          return path[first...].map(\.node)
        case true?:
          continue
        }
      }
    }
    return nil
  }

  private func upstream(of node: Node, _ byName: [String: Node]) -> [Node] {
    let names =
      switch node {
      case .task(let index): threading.taskDependencies[index]
      case .group(let index): threading.groupDependencies[index]
      }
    return names.sorted().compactMap { byName[$0] }
  }

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
