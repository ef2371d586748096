import KFPGraph
import KFPInterpreter
import KFPSource
import KFPSpec
import OrderedCollections

/// A task that uses a component which a later cell has defined anew. It keeps the earlier one: so does
/// the file that the session is.
public struct SupersededTask: Hashable, Sendable {
  /// The task.
  public var task: String
  /// The component.
  public var component: String
  /// The cell that calls it.
  public var cell: Int
  /// The cell with the definition that it uses.
  public var usedDefinition: Int
  /// The cell with the definition that stands now.
  public var presentDefinition: Int
}

extension Session {
  /// The tasks whose component has been defined anew since, in the order of the document.
  public var supersededTasks: [SupersededTask] {
    let interpretation = compilation.interpretation
    guard let pipeline = interpretation.sessionPipeline else { return [] }
    var present: [String: Span] = [:]
    for defined in interpretation.components where defined.isLocal {
      present[defined.variable] = defined.component.declaration
    }
    let spec = pipeline.document.pipeline
    var found: [SupersededTask] = []
    for (owner, calls) in pipeline.taskOrigins {
      let component = owner == "root" ? spec.root : spec.components[owner]
      guard case .dag(let dag)? = component?.implementation else { continue }
      for (name, call) in calls {
        guard let task = dag.tasks[name],
          case .executor(let label)? = spec.components[task.componentName]?.implementation,
          let used = pipeline.executorOrigins[label],
          let function = compilation.sources[used.source]?.text(of: used),
          let now = present[function], now != used,
          let cell = cell(at: call), let old = self.cell(at: used), let new = self.cell(at: now)
        else { continue }
        found.append(
          SupersededTask(
            task: task.displayName, component: function, cell: cell.number,
            usedDefinition: old.number, presentDefinition: new.number))
      }
    }
    return found
  }
}
