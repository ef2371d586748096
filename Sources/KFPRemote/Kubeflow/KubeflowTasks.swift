import KFPRecord
import KFPSpec
import KFPTypes
import OrderedCollections

/// The tasks of a run, from the nodes by which the service tells what it did. The engine below it has
/// more nodes than the pipeline has tasks (drivers, executors, the machinery of loops), and links each
/// to what starts after it, not to what contains it: where a node belongs follows from its name, from the
/// node it comes after, and from the document.
func kubeflowTasks(_ details: [JSONValue], pipeline: PipelineSpec?) -> [RemoteTask] {
  let nodes = details.map(EngineNode.init(json:))
  if nodes.contains(where: { !$0.parent.isEmpty }) {
    return treeTasks(nodes.map(\.treeNode), pipeline: pipeline)
  }
  guard let pipeline else {
    // Without a document there is no telling groups apart; names are better than nothing.
    return nodes.filter { !$0.isMachinery }.map { $0.task(at: TaskPath($0.name)) }.sortedByStart
  }
  var walk = EngineWalk(nodes: nodes, pipeline: pipeline)
  return walk.tasks()
}

/// One node of the engine.
struct EngineNode {
  var id: String
  var task: String
  var parent: String
  var name: String
  var state: TaskState
  var started: Double?
  var finished: Double?
  var failure: String?
  var children: [String]

  init(json: JSONValue) {
    task = json["task_id"]?.stringValue ?? ""
    parent = json["parent_task_id"]?.stringValue ?? ""
    name = json["display_name"]?.stringValue ?? ""
    state = KubeflowService.state(json["state"]?.stringValue)
    started = Timestamp.seconds(json["start_time"]?.stringValue)
    finished = Timestamp.seconds(json["end_time"]?.stringValue)
    failure = json["error"]?["message"]?.stringValue
    id = Self.key(json["pod_name"]?.stringValue ?? task)
    children = (json["child_tasks"]?.arrayValue ?? []).compactMap { child in
      (child["pod_name"]?.stringValue ?? child["task_id"]?.stringValue).map(Self.key)
    }
  }

  /// Pods are named after run, template and a number, nodes after run and the same number.
  private static func key(_ name: String) -> String {
    String(name.split(separator: "-").last ?? Substring(name))
  }

  /// Whether the node stands for nothing in the pipeline.
  var isMachinery: Bool {
    name == "executor" || name == "root" || name.hasSuffix("-driver")
      || name.hasPrefix("iteration-") || name.hasPrefix("exit-hook-")
  }

  /// The task whose driver this is, or the node's own name.
  var base: String { isDriver ? String(name.dropLast("-driver".count)) : name }

  /// Whether it only prepares a task.
  var isDriver: Bool { name.hasSuffix("-driver") }

  /// The number of the iteration that it is.
  var iteration: Int? {
    guard name.hasPrefix("iteration-iterations(") else { return nil }
    return Int(name.dropFirst("iteration-iterations(".count).prefix { $0 != ":" && $0 != ")" })
  }

  func task(at path: TaskPath) -> RemoteTask {
    var task = RemoteTask(path: path)
    task.state = state
    task.started = started
    task.finished = state.isFinal ? finished : nil
    task.failure = failure
    return task
  }

  var treeNode: TreeNode {
    TreeNode(id: task, parent: parent, name: name, task: task(at: .root))
  }
}

/// A walk along the links between nodes.
private struct EngineWalk {
  private let nodes: [EngineNode]
  private let pipeline: PipelineSpec
  private let byKey: [String: Int]
  private var visited: Set<Int> = []
  private var found: [TaskPath: RemoteTask] = [:]
  /// The paths whose own node was seen, not only their driver's.
  private var told: Set<TaskPath> = []

  /// A group that nodes can belong to: a DAG, or the machinery of a loop.
  private struct Scope {
    var path: TaskPath
    var component: String
    var isLoop: Bool
  }

  init(nodes: [EngineNode], pipeline: PipelineSpec) {
    self.nodes = nodes
    self.pipeline = pipeline
    var byKey: [String: Int] = [:]
    for (index, node) in nodes.enumerated() where !node.id.isEmpty { byKey[node.id] = index }
    self.byKey = byKey
  }

  mutating func tasks() -> [RemoteTask] {
    let root = Scope(path: .root, component: "", isLoop: false)
    for start in nodes.indices where nodes[start].name == "root" { walk(from: start, [root]) }
    // What runs at the end of an exit handler may be linked from nowhere.
    for start in nodes.indices where !visited.contains(start) {
      guard task(nodes[start].base, of: root) != nil else { continue }
      walk(from: start, [root])
    }
    return found.values.sortedByStart
  }

  private mutating func walk(from start: Int, _ scopes: [Scope]) {
    var pending = [(start, scopes)]
    while let (index, scopes) = pending.popLast() {
      guard visited.insert(index).inserted else { continue }
      let node = nodes[index]
      let open = place(node, in: scopes)
      for child in node.children.reversed() {
        if let next = byKey[child] { pending.append((next, open)) }
      }
    }
  }

  /// Takes a node to where it belongs; what is open behind it.
  private mutating func place(_ node: EngineNode, in scopes: [Scope]) -> [Scope] {
    if node.name.hasPrefix("iteration-") { return iteration(node, in: scopes) }
    if ["root", "executor", "root-driver"].contains(node.name) { return scopes }
    for depth in scopes.indices.reversed() where !scopes[depth].isLoop {
      let path = scopes[depth].path.task(node.base)
      guard !told.contains(path), let task = task(node.base, of: scopes[depth]) else { continue }
      return tell(node, task, at: path, in: Array(scopes[...depth]))
    }
    return scopes
  }

  private mutating func tell(
    _ node: EngineNode, _ task: TaskSpec, at path: TaskPath, in scopes: [Scope]
  ) -> [Scope] {
    var known = found[path] ?? RemoteTask(path: path)
    known.component = task.componentName
    known.executor = executor(of: task.componentName)
    known.isGroup = task.iterator != nil || known.executor.isEmpty
    known.started = [known.started, node.started].compactMap { $0 }.min()
    known.state = node.state
    known.failure = node.failure
    known.finished = node.state.isFinal ? node.finished : nil
    defer { found[path] = known }
    if node.isDriver {
      // The driver decides and prepares; unless it fails, another node tells of the task itself.
      guard node.state != .failed, node.state != .cancelled else { return scopes }
      known.state = node.state.isFinal ? .ready : node.state
      known.finished = nil
      return scopes
    }
    told.insert(path)
    guard known.isGroup else { return scopes }
    let isLoop = task.iterator != nil
    return scopes + [Scope(path: path, component: task.componentName, isLoop: isLoop)]
  }

  /// The machinery of a loop: `iteration-iterations(3:...)` is one iteration.
  private mutating func iteration(_ node: EngineNode, in scopes: [Scope]) -> [Scope] {
    guard let position = scopes.lastIndex(where: \.isLoop) else { return scopes }
    let loop = scopes[position]
    guard let index = node.iteration else {
      // The group has all iterations as its children from the start.
      if node.name == "iteration-iterations", !node.children.isEmpty {
        found[loop.path]?.iterations = node.children.count
      }
      return scopes
    }
    let path = loop.path.iteration(index)
    var task = node.task(at: path)
    task.isGroup = true
    task.component = loop.component
    found[path] = task
    let open = Scope(path: path, component: loop.component, isLoop: false)
    return Array(scopes[...position]) + [open]
  }

  private func component(_ name: String) -> ComponentSpec? {
    name.isEmpty ? pipeline.root : pipeline.components[name]
  }

  private func task(_ name: String, of scope: Scope) -> TaskSpec? {
    guard case .dag(let dag)? = component(scope.component)?.implementation else { return nil }
    return dag.tasks[name]
  }

  private func executor(of name: String) -> String {
    guard case .executor(let label)? = component(name)?.implementation else { return "" }
    return label
  }
}
