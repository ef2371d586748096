public import KFPSource
public import KFPSpec
import KFPTypes
public import OrderedCollections

/// A compiled pipeline, and where its parts come from in the source.
public struct LoweredPipeline: Sendable {
  /// The document.
  public var document: PipelineDocument
  /// The definition behind each executor label, for tracebacks and links.
  public var executorOrigins: OrderedDictionary<String, Span>
  /// The calls behind the tasks, by component of the document (`root`, `comp-for-loop-1`) and task.
  public var taskOrigins: OrderedDictionary<String, OrderedDictionary<String, Span>>

  /// Whether a part of it is for Kubernetes only, so that JSON cannot hold it.
  public var needsPlatform: Bool { !document.platform.isEmpty }

  /// Creates a compiled pipeline.
  public init(
    document: PipelineDocument, executorOrigins: OrderedDictionary<String, Span> = [:],
    taskOrigins: OrderedDictionary<String, OrderedDictionary<String, Span>> = [:]
  ) {
    self.document = document
    self.executorOrigins = executorOrigins
    self.taskOrigins = taskOrigins
  }
}

/// Turns a flow without complaints into a document.
public func lower(_ flow: GraphFlow) -> LoweredPipeline {
  let (graph, wiring) = (flow.graph, flow.wiring)
  let emission = Emission(flow.threading)
  var root = ComponentSpec(implementation: .none)
  for input in graph.inputs { root.inputs.add(input) }
  for output in graph.declaredOutputs {
    root.outputs.add(output.name, type: output.type, description: output.description)
  }
  var dag = DAGSpec(tasks: emission.rootTasks)
  for output in graph.returnedOutputs {
    guard let wire = wiring.wire(for: output.channel, usedBy: nil),
      case .output(let node, let key) = wire.source
    else { continue }
    let source = DAGSpec.OutputSelector(
      producerSubtask: wiring.outline.name(of: node), outputKey: key)
    switch wire.type {
    case .parameter: dag.outputParameters[output.name] = .parameter(source)
    case .artifact: dag.outputArtifacts[output.name] = [source]
    }
  }
  root.implementation = .dag(dag)
  let pipeline = PipelineSpec(
    info: PipelineInfo(
      name: graph.header.name, displayName: nonEmpty(graph.header.displayName),
      description: nonEmpty(graph.header.description)),
    components: emission.components, executors: emission.executors, root: root,
    defaultPipelineRoot: nonEmpty(graph.header.pipelineRoot))
  let platform = PlatformSpec(
    executors: emission.platformExecutors, pipelineConfig: graph.header.pipelineConfig)
  return LoweredPipeline(
    document: PipelineDocument(pipeline: pipeline, platform: platform),
    executorOrigins: emission.executorOrigins, taskOrigins: emission.taskOrigins)
}

/// Turns a component into a document of its own: a pipeline with one task that has the component's
/// inputs and outputs.
public func lower(component: Component) -> LoweredPipeline {
  let label = "exec-\(component.name)"
  let executor: ExecutorSpec
  switch component.implementation {
  case .container(let container): executor = .container(container)
  case .importer(let importer): executor = .importer(importer.executor)
  case .pipeline(let pipeline): return pipeline
  }
  let leaf = component.interface(implementation: .executor(label: label))
  var task = TaskSpec(
    displayName: component.name, componentName: "comp-\(component.name)",
    cachingOptions: .init(isEnabled: true))
  for name in leaf.inputs.parameters.keys {
    task.inputParameters[name] = .init(.componentInput(name))
  }
  for name in leaf.inputs.artifacts.keys { task.inputArtifacts[name] = .componentInput(name) }
  var dag = DAGSpec(tasks: [component.name: task])
  for name in leaf.outputs.parameters.keys {
    dag.outputParameters[name] = .parameter(
      .init(producerSubtask: component.name, outputKey: name))
  }
  for name in leaf.outputs.artifacts.keys {
    dag.outputArtifacts[name] = [.init(producerSubtask: component.name, outputKey: name)]
  }
  var root = leaf
  root.implementation = .dag(dag)
  let pipeline = PipelineSpec(
    info: PipelineInfo(name: component.name), components: ["comp-\(component.name)": leaf],
    executors: [label: executor], root: root)
  var origins: OrderedDictionary<String, Span> = [:]
  if let declaration = component.declaration { origins[label] = declaration }
  return LoweredPipeline(
    document: PipelineDocument(pipeline: pipeline), executorOrigins: origins,
    taskOrigins: ["root": component.declaration.map { [component.name: $0] } ?? [:]])
}

private func nonEmpty(_ text: String?) -> String? {
  text.flatMap { $0.isEmpty ? nil : $0 }
}
