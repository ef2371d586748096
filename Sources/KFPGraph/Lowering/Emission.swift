import KFPSource
import KFPSpec
import KFPTypes
import OrderedCollections

/// The document while it grows: what was emitted, and the names that are taken.
///
/// Components are emitted level by level: of each group first the groups inside (their interface;
/// their tasks follow when their turn comes), then its tasks. Exit tasks come last. That order
/// decides which of two components keeps a name that both would have.
struct Emission {
  let threading: Threading
  var wiring: Wiring { threading.wiring }
  var outline: Outline { threading.wiring.outline }

  private(set) var components: OrderedDictionary<String, ComponentSpec> = [:]
  private(set) var executors: OrderedDictionary<String, ExecutorSpec> = [:]
  private(set) var platformExecutors: OrderedDictionary<String, JSONValue> = [:]
  private(set) var executorOrigins: OrderedDictionary<String, Span> = [:]
  private(set) var taskOrigins: OrderedDictionary<String, OrderedDictionary<String, Span>> = [:]
  private(set) var rootTasks: OrderedDictionary<String, TaskSpec> = [:]
  private var componentNames = UniqueNames()
  private var executorLabels = UniqueNames()
  /// The component of each emitted group.
  private var groupComponents: [Int: String] = [:]

  init(_ threading: Threading) {
    self.threading = threading
    for group in outline.groups { emitInside(group) }
    emitExitTasks()
  }

  // MARK: Groups

  private mutating func emitInside(_ group: Int) {
    var tasks: OrderedDictionary<String, TaskSpec> = [:]
    var origins: OrderedDictionary<String, Span> = [:]
    for child in outline.graph.groups[group].children {
      let name = componentNames.take("comp-\(outline.groupNames[child])")
      groupComponents[child] = name
      components[name] = interface(of: child)
      tasks[outline.groupNames[child]] = taskSpec(of: child, in: group, component: name)
      origins[outline.groupNames[child]] = outline.graph.groups[child].span
    }
    for index in outline.tasksInside[group] {
      let task = outline.graph.tasks[index]
      tasks[task.name] = emitTask(index, in: group)
      origins[task.name] = task.span
    }
    if group == 0 {
      rootTasks = tasks
      taskOrigins["root"] = origins
    } else if let name = groupComponents[group], !tasks.isEmpty {
      taskOrigins[name] = origins
      let dag = dag(of: group, tasks)
      components[name]?.implementation = .dag(dag)
    }
  }

  private func dag(of group: Int, _ tasks: OrderedDictionary<String, TaskSpec>) -> DAGSpec {
    var dag = DAGSpec(tasks: tasks)
    for (name, output) in threading.outputs[group] {
      switch output.type {
      case .artifact: dag.outputArtifacts[name] = output.sources
      case .parameter:
        if output.isOneOf {
          dag.outputParameters[name] = .oneOf(output.sources)
        } else if let source = output.sources.first {
          dag.outputParameters[name] = .parameter(source)
        }
      }
    }
    return dag
  }

  private func interface(of group: Int) -> ComponentSpec {
    var spec = ComponentSpec(implementation: .none)
    for (name, wire) in wires(of: group) {
      spec.inputs.add(wiring.inputName(name), type: wire.type)
    }
    for (name, output) in threading.outputs[group] { spec.outputs.add(name, type: output.type) }
    return spec
  }

  /// What a group passes on: what is used inside, what its condition compares, what it runs over.
  private func wires(of group: Int) -> OrderedDictionary<String, Wire> {
    var wires = threading.inputs[group]
    var own = outline.operands(of: group).compactMap { channel in
      wiring.wire(for: channel, usedBy: .group(group))
    }
    if case .loop = outline.graph.groups[group].kind {
      if let items = wiring.loopWires[group] { own.append(items) }
      own.append(wiring.itemWire(of: group))
    }
    for wire in own {
      let name = wiring.fullName(of: wire)
      if wires[name] == nil { wires[name] = wire }
    }
    return wires
  }

  private func taskSpec(of group: Int, in parent: Int, component: String) -> TaskSpec {
    let name = outline.groupNames[group]
    let displayName = outline.graph.groups[group].displayName.flatMap { $0.isEmpty ? nil : $0 }
    var spec = TaskSpec(
      displayName: displayName ?? name, componentName: component,
      dependentTasks: names(of: threading.dependencies[.group(group)]))
    let references = References(wiring: wiring, group: parent)
    for (name, wire) in wires(of: group) where wire.source != .item(group) {
      spec.add(wiring.inputName(name), wire, references)
    }
    switch outline.graph.groups[group].kind {
    case .if, .elif, .else:
      spec.triggerPolicy.condition = ConditionText.trigger(of: group, wiring)
    case .loop(let items, let parallelism):
      spec.iterator = iterator(of: group, items)
      spec.parallelismLimit = parallelism.flatMap { $0 > 0 ? $0 : nil }
    case .pipeline, .branches, .exitHandler:
      break
    }
    return spec
  }

  private func iterator(of group: Int, _ items: Graph.LoopItems) -> TaskSpec.Iterator {
    let item = wiring.itemWire(of: group)
    let itemInput = wiring.inputName(wiring.fullName(of: item))
    switch items {
    case .constants(let values):
      return .raw(items: JSONValue.array(values).jsonText(.pythonSorted), itemInput: itemInput)
    case .channel(let channel):
      let list = wiring.loopWires[group].map { wiring.inputName(wiring.fullName(of: $0)) } ?? ""
      switch channel.type {
      case .parameter: return .parameter(items: list, itemInput: itemInput)
      case .artifact: return .artifact(items: list, itemInput: itemInput)
      }
    }
  }

  // MARK: Tasks

  private mutating func emitTask(_ index: Int, in group: Int) -> TaskSpec {
    let task = outline.graph.tasks[index]
    let references = References(wiring: wiring, group: group)
    let configuration = TaskConfiguration(task.settings)
    var spec = self.spec(of: index, configuration, references)
    let component = emitComponent(of: index, configuration, references)
    spec.componentName = componentNames.take("comp-\(task.name)")
    components[spec.componentName] = component
    if case .pipeline(let inner) = task.component.implementation {
      taskOrigins[spec.componentName] = inner.taskOrigins["root"]
    }
    return spec
  }

  /// The task without the name of its component.
  private func spec(
    of index: Int, _ configuration: TaskConfiguration, _ references: References
  ) -> TaskSpec {
    let task = outline.graph.tasks[index]
    let node = Node.task(index)
    var spec = TaskSpec(
      displayName: configuration.displayName ?? task.name, componentName: "",
      dependentTasks: names(of: threading.dependencies[node]),
      cachingOptions: configuration.caching, retryPolicy: configuration.retry)
    for argument in task.arguments + task.importerArguments {
      switch argument.value {
      case .channel(let channel):
        guard let wire = wiring.wire(for: channel, usedBy: node) else { continue }
        spec.add(argument.name, wire, references)
      case .constant(let value):
        spec.inputParameters[argument.name] = .init(.constant(value.withDoubles))
      case .template, .list, .dict:
        spec.addEmbedding(argument.name, argument.value, usedBy: node, references)
      }
    }
    for (field, value) in configuration.resources where !value.channels.isEmpty {
      spec.addEmbedding(field.rawValue, value, usedBy: node, references)
    }
    if let image = configuration.image, !image.channels.isEmpty {
      spec.addEmbedding("base_image", image, usedBy: node, references)
    }
    addFinalStatus(to: &spec, index, configuration)
    return spec
  }

  private func addFinalStatus(
    to spec: inout TaskSpec, _ index: Int, _ configuration: TaskConfiguration
  ) {
    let task = outline.graph.tasks[index]
    var producer: String?
    if task.isExitTask {
      let handler = outline.handlers[index].map { outline.groupNames[$0] } ?? ""
      spec.dependentTasks = [handler]
      spec.triggerPolicy.strategy = .allUpstreamTasksCompleted
      producer = handler
    } else if configuration.ignoresUpstreamFailure {
      spec.triggerPolicy.strategy = .allUpstreamTasksCompleted
      producer = spec.dependentTasks.first
    }
    guard let producer else { return }
    for input in task.component.inputs where input.type == .parameter(.taskFinalStatus) {
      spec.inputParameters[input.name] = .init(.taskFinalStatus(task: producer))
    }
  }

  private mutating func emitComponent(
    of index: Int, _ configuration: TaskConfiguration, _ references: References
  ) -> ComponentSpec {
    let task = outline.graph.tasks[index]
    switch task.component.implementation {
    case .container(let container):
      let label = executorLabels.take("exec-\(task.name)")
      executors[label] = .container(
        container.configured(configuration, usedBy: .task(index), wiring))
      if let declaration = task.component.declaration { executorOrigins[label] = declaration }
      if !configuration.kubernetes.isEmpty {
        platformExecutors[label] =
          kubernetesConfig(settings: configuration.kubernetes) { channel in
            wiring.wire(for: channel, usedBy: .task(index)).map(references.platformReference)
              ?? .object([:])
          }.withDoubles
      }
      return task.component.interface(implementation: .executor(label: label))
    case .importer(let importer):
      let label = executorLabels.take("exec-\(task.name)")
      executors[label] = .importer(importer.executor)
      if let declaration = task.component.declaration { executorOrigins[label] = declaration }
      var spec = task.component.interface(implementation: .executor(label: label))
      for argument in task.importerArguments {
        guard spec.inputs.parameters[argument.name] == nil else { continue }
        if case .channel(let channel) = argument.value {
          spec.inputs.add(argument.name, type: channel.type)
        } else {
          spec.inputs.add(argument.name, type: .parameter(.string))
        }
      }
      return spec
    case .pipeline(let pipeline):
      return merge(pipeline)
    }
  }

  // MARK: Exit tasks

  private mutating func emitExitTasks() {
    for group in outline.groups {
      guard case .exitHandler(let task) = outline.graph.groups[group].kind, outline.owns(task),
        outline.handlers[task.index] == group
      else { continue }
      let name = outline.graph.tasks[task.index].name
      rootTasks[name] = emitTask(task.index, in: 0)
      taskOrigins["root", default: [:]][name] = outline.graph.tasks[task.index].span
    }
  }

  // MARK: Pipelines inside pipelines

  /// Takes over the components and executors of a compiled pipeline under free names, and returns
  /// its root.
  ///
  /// All new names are chosen before any is applied, so that no two components can end up with one
  /// executor, whatever the names inside and outside are.
  private mutating func merge(_ inner: LoweredPipeline) -> ComponentSpec {
    let document = inner.document
    let labels = newNames(for: document.pipeline.executors.keys.elements, among: &executorLabels)
    let names = newNames(for: document.pipeline.components.keys.elements, among: &componentNames)
    for (label, executor) in document.pipeline.executors {
      executors[labels[label] ?? label] = executor
    }
    for (label, origin) in inner.executorOrigins {
      executorOrigins[labels[label] ?? label] = origin
    }
    for (name, calls) in inner.taskOrigins where name != "root" {
      taskOrigins[names[name] ?? name] = calls
    }
    for (label, settings) in document.platform.executors {
      platformExecutors[labels[label] ?? label] = settings
    }
    for (name, component) in document.pipeline.components {
      components[names[name] ?? name] = component.renamed(components: names, executors: labels)
    }
    return document.pipeline.root.renamed(components: names, executors: labels)
  }

  private func newNames(for names: [String], among taken: inout UniqueNames) -> [String: String] {
    let sorted = names.sorted { $0.precedesByCodePoint($1) }
    var later = Set(sorted)
    var result: [String: String] = [:]
    for name in sorted {
      later.remove(name)
      let new = taken.free(name) { $0 != name && later.contains($0) }
      taken.insert(new)
      result[name] = new
    }
    return result
  }

  private func names(of nodes: [Node]) -> [String] {
    nodes.map { outline.name(of: $0) }.sorted { $0.precedesByCodePoint($1) }
  }
}

extension ComponentSpec {
  /// The same component with new names for what it refers to.
  func renamed(components: [String: String], executors: [String: String]) -> ComponentSpec {
    var copy = self
    switch implementation {
    case .executor(let label):
      copy.implementation = .executor(label: executors[label] ?? label)
    case .dag(var dag):
      for name in dag.tasks.keys {
        guard let component = dag.tasks[name]?.componentName else { continue }
        dag.tasks[name]?.componentName = components[component] ?? component
      }
      copy.implementation = .dag(dag)
    case .none:
      break
    }
    return copy
  }
}
