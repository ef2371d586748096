import KFPGraph
import KFPInterpreter
import KFPSource
import KFPSpec
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
