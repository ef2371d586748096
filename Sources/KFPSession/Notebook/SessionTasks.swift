import KFPGraph
import KFPInterpreter
import KFPSource
import KFPSpec
import KFPTypes
import OrderedCollections

extension Session {
  /// The component of the task that an expression is; nil where it is none, or one that came from a
  /// document.
  func component(ofTask expression: String) -> Component? {
    let compilation = trial(of: expression)
    guard let shown = compilation.interpretation.observations.last,
      Int(shown.span.source.rawValue) == cells.count, case .task(let name)? = shown.pieces.first,
      let pipeline = compilation.interpretation.sessionPipeline
        ?? self.compilation.interpretation.sessionPipeline
    else { return nil }
    let document = pipeline.document.pipeline
    guard case .dag(let root) = document.root.implementation, let task = root.tasks[name],
      case .executor(let label)? = document.components[task.componentName]?.implementation,
      let declaration = pipeline.executorOrigins[label]
    else { return nil }
    return compilation.interpretation.components
      .first { $0.component.declaration == declaration }?.component
  }

  /// The names of the tasks at top level that a cell makes.
  public func tasks(ofCell number: Int) -> [String] {
    guard let origins = compilation.interpretation.sessionPipeline?.taskOrigins["root"] else {
      return []
    }
    return origins.filter { cell(at: $0.value)?.number == number }.map(\.key)
  }
}

extension Compilation {
  /// How the component of a task is called: `double(number: int) -> int`.
  func taskSignature(of name: String) -> String {
    guard let pipeline = interpretation.sessionPipeline else { return "" }
    let spec = pipeline.document.pipeline
    for component in [spec.root] + spec.components.values {
      guard case .dag(let dag) = component.implementation, let task = dag.tasks[name],
        let called = spec.components[task.componentName]
      else { continue }
      let inputs =
        called.inputs.parameters.map { "\($0): \($1.type.pythonName)" }
        + called.inputs.artifacts.map { "\($0): \($1.schema.pythonName(isList: $1.isList))" }
      let outputs =
        called.outputs.parameters.map { ($0, $1.type.pythonName) }
        + called.outputs.artifacts.map { ($0, $1.schema.pythonName(isList: $1.isList)) }
      let arrow = resultText(outputs.map { (name: $0.0, type: $0.1) })
      return functionName(of: task, called, pipeline)
        + "(\(inputs.joined(separator: ", ")))\(arrow)"
    }
    return ""
  }

  /// The name that an author knows a component by.
  private func functionName(
    of task: TaskSpec, _ component: ComponentSpec, _ pipeline: LoweredPipeline
  ) -> String {
    if case .executor(let label) = component.implementation,
      let origin = pipeline.executorOrigins[label]
    {
      return sources[origin.source]?.text(of: origin) ?? label
    }
    let name = task.componentName
    return name.hasPrefix("comp-") ? String(name.dropFirst(5)) : name
  }
}

extension ArtifactSchema {
  fileprivate func pythonName(isList: Bool) -> String {
    ChannelType.artifact(self, isList: isList).pythonName
  }
}
