import KFPSpec
import KFPTypes
import OrderedCollections

/// Finds where an input's value is made, through all borders of groups: documents thread a value
/// through each group by a name of its own, and a reader wants the task behind it.
struct OriginTrace {
  let graph: PipelineGraph
  let spec: PipelineSpec
  private let numbers: [String: Int]

  /// Where a value is made.
  enum Origin: Hashable, Sendable {
    /// Outputs of tasks; more than one where a branch decides, or a loop collects.
    case outputs([Output])
    case argument(String)
    case item(loop: String)
    case constant(JSONValue)
    case status(task: String)
    case unknown(String)
  }

  /// An output of a task.
  struct Output: Hashable, Sendable {
    var path: String
    var key: String
  }

  init(graph: PipelineGraph, spec: PipelineSpec) {
    self.graph = graph
    self.spec = spec
    numbers = Dictionary(
      graph.nodes.enumerated().map { ($1.path, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The task at a place.
  func node(at path: String) -> PipelineGraph.Node? {
    numbers[path].map { graph.nodes[$0] }
  }

  /// Where a parameter of a node comes from.
  func origin(of source: TaskSpec.ParameterSource, at node: PipelineGraph.Node) -> Origin {
    switch source.kind {
    case .constant(let value): return .constant(value)
    case .runtimeParameter(let name): return .argument(name)
    case .taskFinalStatus(let task): return .status(task: sibling(task, of: node))
    case .taskOutput(let task, let key): return outputs(sibling(task, of: node), key)
    case .componentInput(let name): return input(name, of: node.parent)
    }
  }

  /// Where an artifact of a node comes from.
  func origin(of source: TaskSpec.ArtifactSource, at node: PipelineGraph.Node) -> Origin {
    switch source {
    case .taskOutput(let task, let key): outputs(sibling(task, of: node), key)
    case .componentInput(let name): input(name, of: node.parent)
    }
  }

  private func sibling(_ name: String, of node: PipelineGraph.Node) -> String {
    guard let parent = node.parent else { return name }
    return graph.nodes[parent].path + "/" + name
  }

  /// Follows an input of a group outwards.
  private func input(_ name: String, of group: Int?) -> Origin {
    var name = name
    var group = group
    while let number = group {
      let node = graph.nodes[number]
      if node.task.iterator?.itemInput == name { return .item(loop: node.path) }
      if let source = node.task.inputArtifacts[name] {
        guard case .componentInput(let outer) = source else { return origin(of: source, at: node) }
        name = outer
      } else if let source = node.task.inputParameters[name] {
        guard case .componentInput(let outer) = source.kind else {
          return origin(of: source, at: node)
        }
        name = outer
      } else {
        return .unknown(name)
      }
      group = node.parent
    }
    return .argument(name)
  }

  /// Follows an output of a group inwards, to the tasks that make it.
  private func outputs(_ path: String, _ key: String) -> Origin {
    var open = [Output(path: path, key: key)]
    var found: OrderedSet<Output> = []
    var steps = 0
    while let output = open.popLast(), steps < 200 {
      steps += 1
      let inner = selectors(of: output)
      guard let inner, !inner.isEmpty else {
        found.append(output)
        continue
      }
      open += inner.reversed().map {
        Output(path: "\(output.path)/\($0.producerSubtask)", key: $0.outputKey)
      }
    }
    return .outputs(Array(found))
  }

  private func selectors(of output: Output) -> [DAGSpec.OutputSelector]? {
    guard let number = numbers[output.path],
      let component = spec.components[graph.nodes[number].task.componentName],
      case .dag(let dag) = component.implementation
    else { return nil }
    if let artifacts = dag.outputArtifacts[output.key] { return artifacts }
    switch dag.outputParameters[output.key] {
    case .parameter(let selector): return [selector]
    case .oneOf(let selectors): return selectors
    case nil: return nil
    }
  }
}
