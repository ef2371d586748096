import KFPSpec
import KFPTypes
import OrderedCollections

/// The tasks of a document as a tree: a task whose component has tasks inside is a group, and a
/// component that is used twice stands in the tree twice.
///
/// A document from elsewhere may nest very deeply, name itself, or grow without end by naming
/// components twice on every level; the tree stops at a depth and a number of nodes.
struct PipelineGraph: Hashable, Sendable {
  /// All nodes; a node's number is its index, and parents stand before their children.
  var nodes: [Node] = []
  /// The tasks of the pipeline itself.
  var top = Level()
  /// Whether the document had more than the tree shows.
  private(set) var isCut = false

  /// A graph without nodes.
  init(isCut: Bool) {
    self.isCut = isCut
  }

  static let maximumDepth = 24
  static let maximumCount = 20_000

  /// One task at one place.
  struct Node: Hashable, Sendable {
    var parent: Int?
    var depth: Int
    /// The name in its DAG.
    var name: String
    /// The names of its groups and its own, joined by slashes: its path in a run, without iterations.
    var path: String
    var kind: Kind
    var task: TaskSpec
    /// The same number for tasks whose components do the same: documents have a component for every
    /// task, also where its author has one.
    var work: Int
    var level: Level?
    /// Of a stack: the numbers of its tasks in the graph that it was made from.
    var members: [Int] = []

    var isLoop: Bool { task.iterator != nil }
  }

  /// What a node is for its readers.
  enum Kind: String, Hashable, Sendable {
    case task
    case importer
    case pipeline
    case loop
    case branch
    case branches
    case exitHandler
    /// Tasks that are alike, drawn as one.
    case stack
  }

  /// The tasks of one DAG and what flows between them.
  struct Level: Hashable, Sendable {
    var nodes: [Int] = []
    var edges: [Edge] = []
  }

  /// What flows from one task to another of the same DAG.
  struct Edge: Hashable, Sendable {
    var source: Int
    var target: Int
    var flow: Flow
    /// The names of the inputs that are fed.
    var names: [String]
  }

  /// The strongest thing that flows.
  enum Flow: String, Hashable, Sendable {
    case artifact
    case parameter
    case order
  }

  /// The tree of a document.
  init(of document: PipelineDocument) {
    let spec = document.pipeline
    var works = Works(spec)
    guard case .dag(let dag) = spec.root.implementation else { return }
    top = add(dag, parent: nil, spec, &works)
    var next = 0
    while next < nodes.count {
      let node = nodes[next]
      if case .dag(let dag) = spec.components[node.task.componentName]?.implementation {
        if node.depth < Self.maximumDepth, nodes.count + dag.tasks.count <= Self.maximumCount {
          nodes[next].level = add(dag, parent: next, spec, &works)
        } else {
          isCut = true
        }
      }
      next += 1
    }
  }

  /// The tasks inside a node, or of the pipeline itself.
  func level(of node: Int?) -> Level? {
    guard let node else { return top }
    return nodes[node].level
  }

  private mutating func add(
    _ dag: DAGSpec, parent: Int?, _ spec: PipelineSpec, _ works: inout Works
  ) -> Level {
    let prefix = parent.map { nodes[$0].path + "/" } ?? ""
    let depth = parent.map { nodes[$0].depth + 1 } ?? 0
    var level = Level()
    var numbers: [String: Int] = [:]
    for (name, task) in dag.tasks {
      numbers[name] = nodes.count
      level.nodes.append(nodes.count)
      nodes.append(
        Node(
          parent: parent, depth: depth, name: name, path: prefix + name,
          kind: Self.kind(of: task, name: name, in: spec), task: task,
          work: works.number(of: task.componentName)))
    }
    for (name, task) in dag.tasks {
      guard let target = numbers[name] else { continue }
      level.edges += Self.edges(into: task, target: target, numbers)
    }
    return level
  }

  private static func edges(
    into task: TaskSpec, target: Int, _ numbers: [String: Int]
  ) -> [Edge] {
    var flows: OrderedDictionary<Int, Edge> = [:]
    func feed(_ producer: String, _ flow: Flow, _ name: String?) {
      guard let source = numbers[producer], source != target else { return }
      var edge = flows[source] ?? Edge(source: source, target: target, flow: .order, names: [])
      if edge.flow == .order || flow == .artifact { edge.flow = flow }
      if let name { edge.names.append(name) }
      flows[source] = edge
    }
    for (name, source) in task.inputArtifacts {
      if case .taskOutput(let producer, _) = source { feed(producer, .artifact, name) }
    }
    for (name, source) in task.inputParameters {
      switch source.kind {
      case .taskOutput(let producer, _): feed(producer, .parameter, name)
      case .taskFinalStatus(let producer): feed(producer, .order, name)
      case .componentInput, .constant, .runtimeParameter: break
      }
    }
    for producer in task.dependentTasks where flows[numbers[producer] ?? -1] == nil {
      feed(producer, .order, nil)
    }
    return Array(flows.values)
  }

  private static func kind(of task: TaskSpec, name: String, in spec: PipelineSpec) -> Kind {
    guard let component = spec.components[task.componentName] else { return .task }
    switch component.implementation {
    case .none: return .task
    case .executor(let label):
      if task.iterator != nil { return .loop }
      if case .importer = spec.executors[label] { return .importer }
      return .task
    case .dag:
      if task.iterator != nil { return .loop }
      if name.utf8.starts(with: "exit-handler-".utf8) { return .exitHandler }
      if name.utf8.starts(with: "condition-branches-".utf8) { return .branches }
      return task.triggerPolicy.condition == nil ? .pipeline : .branch
    }
  }
}

/// Numbers for what components do, whatever they are called.
private struct Works {
  private struct Work: Hashable {
    var inputs: ComponentInputs
    var outputs: ComponentOutputs
    var executor: ExecutorSpec?
    /// Of groups: the name, without the number that tells it from others.
    var name: String
  }

  private let spec: PipelineSpec
  private var numbers: [String: Int] = [:]
  private var known: [Work: Int] = [:]

  init(_ spec: PipelineSpec) {
    self.spec = spec
  }

  mutating func number(of component: String) -> Int {
    if let number = numbers[component] { return number }
    var work = Work(
      inputs: ComponentInputs(), outputs: ComponentOutputs(), name: withoutNumber(component))
    if let found = spec.components[component], case .executor(let label) = found.implementation,
      let executor = spec.executors[label]
    {
      work = Work(inputs: found.inputs, outputs: found.outputs, executor: executor, name: "")
    }
    let number = known[work] ?? known.count
    known[work] = number
    numbers[component] = number
    return number
  }
}

/// A name without the number that the SDK puts behind names that occur twice: `train-7` is `train`.
func withoutNumber(_ name: String) -> String {
  let bytes = Array(name.utf8)
  let digits = bytes.reversed().prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }.count
  guard digits > 0, bytes.count > digits + 1,
    [UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: " ")]
      .contains(bytes[bytes.count - digits - 1])
  else { return name }
  return String(decoding: bytes.dropLast(digits + 1), as: UTF8.self)
}
