import OrderedCollections

extension DocumentValidator {
  /// Reports tasks that wait for each other: what is left when all that can start is taken away.
  mutating func reportCycle(in dag: DAGSpec, at path: SpecPath) {
    var waiting: [String: Int] = [:]
    var followers: [String: [String]] = [:]
    for (name, task) in dag.tasks {
      let upstream = Set(task.dependentTasks + task.producers).filter { dag.tasks[$0] != nil }
      waiting[name] = upstream.count
      for other in upstream { followers[other, default: []].append(name) }
    }
    var ready = Array(dag.tasks.keys.filter { waiting[$0] == 0 })
    var done = 0
    while let name = ready.popLast() {
      done += 1
      for follower in followers[name] ?? [] {
        let left = (waiting[follower] ?? 0) - 1
        waiting[follower] = left
        if left == 0 { ready.append(follower) }
      }
    }
    guard done < dag.tasks.count else { return }
    let stuck = cycle(in: dag, among: Set(dag.tasks.keys.filter { (waiting[$0] ?? 0) > 0 }))
    let names = stuck.map { "`\($0)`" }.joined(separator: " → ")
    report(.cycle, path.adding("tasks"), "tasks wait for each other: \(names)")
  }

  /// One cycle among tasks that all wait for one of them, first task first and last.
  private func cycle(in dag: DAGSpec, among stuck: Set<String>) -> [String] {
    guard var name = dag.tasks.keys.first(where: stuck.contains) else { return [] }
    var walk: OrderedSet<String> = []
    while walk.append(name).inserted {
      guard let task = dag.tasks[name],
        let upstream = (task.dependentTasks + task.producers).first(where: stuck.contains)
      else { return Array(walk) }
      name = upstream
    }
    let start = walk.firstIndex(of: name) ?? 0
    // The walk went from each task to what it waits for.
    return [name] + walk[start...].reversed()
  }

  /// Reports a component that contains itself, directly or through others: it would never end.
  mutating func reportRecursion() {
    enum State { case open, closed }
    var states: [String: State] = [:]
    for start in pipeline.components.keys where states[start] == nil {
      var stack: [(name: String, children: [String])] = [(start, children(of: start))]
      states[start] = .open
      while let top = stack.last {
        guard let child = top.children.last else {
          states[top.name] = .closed
          stack.removeLast()
          continue
        }
        stack[stack.count - 1].children.removeLast()
        switch states[child] {
        case .closed: continue
        case .open:
          report(
            .cycle, SpecPath("components", child),
            "the component `\(child)` contains itself")
        case nil:
          states[child] = .open
          stack.append((child, children(of: child)))
        }
      }
    }
  }

  private func children(of name: String) -> [String] {
    guard case .dag(let dag)? = pipeline.components[name]?.implementation else { return [] }
    return Array(Set(dag.tasks.values.map(\.componentName))).sorted()
      .filter { pipeline.components[$0] != nil }
  }
}
