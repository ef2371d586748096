import KFPSpec
import OrderedCollections

/// Tasks that are alike are drawn as one: a pipeline whose author wrote `for rate in rates: train(...)`
/// has a hundred tasks of one component, with the same kinds of tasks before and behind them, and a
/// hundred boxes with their edges tell less than a stack that says `train × 100`.
///
/// Two tasks of one DAG are alike when they do the same under the same conditions, what they depend
/// on is alike, and what depends on them is alike. What a task depends on determines its row, so a
/// stack's edges all go downwards, as those of tasks do.
extension PipelineGraph {
  /// DAGs with fewer tasks are drawn as they are.
  static let fewTasks = 12
  /// Fewer alike tasks make no stack.
  static let smallestStack = 4

  /// The graph in which tasks that are alike stand inside a group of the kind `stack`.
  func stacked() -> PipelineGraph {
    var result = PipelineGraph(isCut: isCut)
    // The level of the old graph that is behind a node of the new one.
    var behind: [Int: Level] = [:]
    result.top = add(top, nil, to: &result, &behind)
    var next = 0
    while next < result.nodes.count {
      if let level = behind[next] {
        result.nodes[next].level = add(level, next, to: &result, &behind)
      } else if result.nodes[next].kind == .stack {
        result.nodes[next].level = addMembers(of: next, to: &result, &behind)
      }
      next += 1
    }
    return result
  }

  /// The tasks of one DAG, those that are alike as one node, and the edges between them.
  private func add(
    _ level: Level, _ parent: Int?, to result: inout PipelineGraph, _ behind: inout [Int: Level]
  ) -> Level {
    let depth = parent.map { result.nodes[$0].depth + 1 } ?? 0
    var drawn = Level()
    var numbers: [Int: Int] = [:]
    for stack in stacks(of: level) {
      let number = result.nodes.count
      guard let first = stack.first else { continue }
      for node in stack { numbers[node] = number }
      drawn.nodes.append(number)
      var node = nodes[first]
      node.parent = parent
      node.depth = depth
      node.level = nil
      if stack.count > 1 {
        node.kind = .stack
        node.members = stack
        node.path += "…"
        node.name = title(of: stack)
        node.task.displayName = "\(node.name) × \(stack.count)"
      } else {
        behind[number] = nodes[first].level
      }
      result.nodes.append(node)
    }
    var edges: OrderedDictionary<[Int], Edge> = [:]
    for edge in level.edges {
      guard let source = numbers[edge.source], let target = numbers[edge.target],
        source != target
      else { continue }
      var merged =
        edges[[source, target]] ?? Edge(source: source, target: target, flow: .order, names: [])
      if merged.flow == .order || edge.flow == .artifact { merged.flow = edge.flow }
      for name in edge.names where merged.names.count < 8 && !merged.names.contains(name) {
        merged.names.append(name)
      }
      edges[[source, target]] = merged
    }
    drawn.edges = Array(edges.values)
    return drawn
  }

  private func addMembers(
    of stack: Int, to result: inout PipelineGraph, _ behind: inout [Int: Level]
  ) -> Level {
    var level = Level()
    for member in result.nodes[stack].members {
      let number = result.nodes.count
      var node = nodes[member]
      node.parent = stack
      node.depth = result.nodes[stack].depth + 1
      node.level = nil
      behind[number] = nodes[member].level
      level.nodes.append(number)
      result.nodes.append(node)
    }
    return level
  }

  /// The tasks of a DAG by likeness, each stack where its first task stands.
  private func stacks(of level: Level) -> [[Int]] {
    guard level.nodes.count > Self.fewTasks else { return level.nodes.map { [$0] } }
    let forwards = likeness(of: level, level.edges.map { ($0.source, $0.target) })
    let backwards = likeness(of: level, level.edges.map { ($0.target, $0.source) })
    var stacks: OrderedDictionary<[Int], [Int]> = [:]
    for node in level.nodes {
      stacks[[forwards[node] ?? -1 - node, backwards[node] ?? -1 - node], default: []].append(node)
    }
    return stacks.values.flatMap { stack in
      stack.count < Self.smallestStack ? stack.map { [$0] } : [stack]
    }.sorted { ($0.first ?? 0) < ($1.first ?? 0) }
  }

  /// A number for each task that says what it is and what it depends on, over any number of steps.
  /// Tasks of a cycle, which only a broken document has, get none.
  private func likeness(of level: Level, _ edges: [(Int, Int)]) -> [Int: Int] {
    var sources: [Int: [Int]] = [:]
    var targets: [Int: [Int]] = [:]
    for (source, target) in edges {
      sources[target, default: []].append(source)
      targets[source, default: []].append(target)
    }
    var waiting = sources.mapValues(\.count)
    var queue = level.nodes.filter { sources[$0] == nil }
    var known: [Likeness: Int] = [:]
    var result: [Int: Int] = [:]
    var next = 0
    while next < queue.count {
      let number = queue[next]
      next += 1
      let node = nodes[number]
      let likeness = Likeness(
        work: node.work, kind: node.kind, remark: node.remark ?? "",
        sources: Set((sources[number] ?? []).compactMap { result[$0] }))
      result[number] = known[likeness, default: known.count]
      known[likeness] = result[number]
      for target in targets[number] ?? [] {
        let left = (waiting[target] ?? 0) - 1
        waiting[target] = left
        if left == 0 { queue.append(target) }
      }
    }
    return result
  }

  private struct Likeness: Hashable {
    var work: Int
    var kind: Kind
    var remark: String
    var sources: Set<Int>
  }

  /// What the members of a stack are called: their name without the number that tells them apart.
  private func title(of stack: [Int]) -> String {
    let titles = OrderedSet(stack.map { withoutNumber(nodes[$0].title) })
    guard titles.count > 1, let first = stack.first else { return titles.first ?? "" }
    let component = nodes[first].task.componentName
    return component.utf8.starts(with: "comp-".utf8)
      ? String(component.dropFirst("comp-".count)) : component
  }
}
