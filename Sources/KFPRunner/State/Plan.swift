import KFPSpec
import OrderedCollections

/// The tasks of one component in the form that the scheduler walks: by number, with who waits for
/// whom. It is made once per component, however often the component is run.
struct Plan: Sendable {
  /// The tasks, in the order of the document.
  var tasks: [(name: String, spec: TaskSpec)] = []
  /// The number of a task by its name.
  var numbers: [String: Int] = [:]
  /// For each task, the tasks that wait for it.
  var dependents: [[Int]] = []
  /// For each task, the tasks that it waits for.
  var upstream: [[Int]] = []
  /// Why the tasks cannot run at all.
  var problem: String?

  /// Works out who waits for whom.
  init(_ dag: DAGSpec) {
    for (name, spec) in dag.tasks {
      numbers[name] = tasks.count
      tasks.append((name, spec))
    }
    dependents = Array(repeating: [], count: tasks.count)
    upstream = Array(repeating: [], count: tasks.count)
    for (number, task) in tasks.enumerated() {
      for name in Self.producers(of: task.spec) {
        guard let producer = numbers[name] else {
          problem = "`\(task.name)` waits for `\(name)`, and no task beside it has that name"
          continue
        }
        upstream[number].append(producer)
        dependents[producer].append(number)
      }
    }
    if problem == nil { problem = circle() }
  }

  /// The tasks that a task waits for: those it names, and those whose outputs it takes.
  private static func producers(of task: TaskSpec) -> OrderedSet<String> {
    var names = OrderedSet(task.dependentTasks)
    for source in task.inputParameters.values {
      switch source.kind {
      case .taskOutput(let name, _), .taskFinalStatus(let name): names.append(name)
      case .componentInput, .constant, .runtimeParameter: break
      }
    }
    for source in task.inputArtifacts.values {
      if case .taskOutput(let name, _) = source { names.append(name) }
    }
    return names
  }

  /// Says so when tasks wait for each other in a circle.
  private func circle() -> String? {
    var waits = upstream.map(\.count)
    var ready = waits.indices.filter { waits[$0] == 0 }
    var seen = 0
    while let number = ready.popLast() {
      seen += 1
      for dependent in dependents[number] {
        waits[dependent] -= 1
        if waits[dependent] == 0 { ready.append(dependent) }
      }
    }
    guard seen < tasks.count, let number = waits.firstIndex(where: { $0 > 0 }) else { return nil }
    return "`\(tasks[number].name)` waits for itself, through other tasks"
  }
}
