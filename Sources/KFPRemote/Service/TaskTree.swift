import KFPRecord
import KFPSpec
import OrderedCollections

/// What a service tells about a task that knows its parent.
struct TreeNode {
  var id: String
  var parent: String
  var name: String
  /// The task; its path is still to be found.
  var task: RemoteTask
}

/// The tasks of a run as a tree of parents and children, with paths and components from the document.
func treeTasks(_ nodes: [TreeNode], pipeline: PipelineSpec?) -> [RemoteTask] {
  let known = Set(nodes.map(\.id))
  var children: [String: [TreeNode]] = [:]
  var tops: [TreeNode] = []
  for node in nodes {
    if known.contains(node.parent), node.parent != node.id {
      children[node.parent, default: []].append(node)
    } else {
      tops.append(node)
    }
  }
  // One task above all others that the pipeline does not know is the run itself.
  if tops.count == 1, let top = tops.first, children[top.id] != nil,
    taskSpec(top.name, in: "", of: pipeline) == nil
  {
    tops = children[top.id] ?? []
  }
  var tasks: [RemoteTask] = []
  var pending = tops.map { (node: $0, place: TreePlace(path: .root, component: "")) }
  var budget = nodes.count * 2
  while let (node, place) = pending.popLast(), budget > 0 {
    budget -= 1
    let (task, inside) = placed(node, in: place, order: tasks.count, pipeline: pipeline)
    tasks.append(task)
    for (index, child) in (children[node.id] ?? []).enumerated() {
      var inside = inside
      inside.order = index
      pending.append((child, inside))
    }
  }
  return withIterationCounts(tasks).sortedByStart
}

/// Where a node is looked for.
private struct TreePlace {
  var path: TaskPath
  var component: String
  /// Whether its children are iterations.
  var isLoop = false
  /// Which child of its parent the node is.
  var order = 0
}

private func placed(
  _ node: TreeNode, in place: TreePlace, order: Int, pipeline: PipelineSpec?
) -> (RemoteTask, TreePlace) {
  var task = node.task
  var inside = TreePlace(path: place.path, component: place.component)
  if place.isLoop, taskSpec(node.name, in: place.component, of: pipeline) == nil {
    inside.path = place.path.iteration(trailingNumber(node.name) ?? place.order)
    task.isGroup = true
    task.component = place.component
  } else {
    let spec = taskSpec(node.name, in: place.component, of: pipeline)
    inside.path = place.path.task(node.name)
    inside.component = spec?.componentName ?? ""
    inside.isLoop = spec?.iterator != nil
    task.component = inside.component
    if case .executor(let label)? = pipeline?.components[inside.component]?.implementation {
      task.executor = label
    } else {
      task.isGroup = spec != nil
    }
    task.isGroup = task.isGroup || inside.isLoop
  }
  task.path = inside.path
  return (task, inside)
}

private func taskSpec(
  _ name: String, in component: String, of pipeline: PipelineSpec?
) -> TaskSpec? {
  let spec = component.isEmpty ? pipeline?.root : pipeline?.components[component]
  guard case .dag(let dag)? = spec?.implementation else { return nil }
  return dag.tasks[name]
}

private func trailingNumber(_ name: String) -> Int? {
  let digits = name.utf8.reversed().prefix { (48...57).contains($0) }
  return Int(String(decoding: digits.reversed(), as: UTF8.self))
}

private func withIterationCounts(_ tasks: [RemoteTask]) -> [RemoteTask] {
  var counts: [TaskPath: Int] = [:]
  for task in tasks where task.path.text.hasSuffix("]") {
    guard let open = task.path.text.lastIndex(of: "[") else { continue }
    let loop = TaskPath(String(task.path.text[..<open]))
    let index = Int(task.path.text[open...].dropFirst().dropLast()) ?? 0
    counts[loop] = max(counts[loop] ?? 0, index + 1)
  }
  return tasks.map { task in
    var task = task
    task.iterations = counts[task.path]
    return task
  }
}

extension Sequence<RemoteTask> {
  /// Groups before what is in them, and otherwise by their start.
  var sortedByStart: [RemoteTask] {
    sorted { left, right in
      let a = left.started ?? .infinity
      let b = right.started ?? .infinity
      return a == b ? left.path.text < right.path.text : a < b
    }
  }
}
