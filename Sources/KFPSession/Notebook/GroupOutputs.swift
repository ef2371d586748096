import KFPRecord
import KFPSpec
import OrderedCollections

/// The outputs of nested pipelines, which are those of tasks inside of them.
extension PipelineSpec {
  /// The task that gave an output of the group at `path`, through however many groups, and what the
  /// output is called there.
  func producer(
    of output: String, of path: TaskPath, in record: RunRecord
  ) -> (task: TaskRecord, output: String)? {
    var open = [(output: output, path: path)]
    var steps = 0
    while let (output, path) = open.popLast(), steps < 1000 {
      steps += 1
      guard case .dag(let inside)? = component(at: path)?.implementation else {
        if let task = record.tasks[path], task.state == .succeeded { return (task, output) }
        continue
      }
      let selectors = inside.selectors(of: output)
      open += selectors.reversed().map { ($0.outputKey, path.task($0.producerSubtask)) }
    }
    return nil
  }

  /// The component of the task at a path of tasks of tasks; loops are passed through.
  private func component(at path: TaskPath) -> ComponentSpec? {
    var component = root
    for name in path.groupNames + [path.name] {
      guard case .dag(let inside) = component.implementation, let task = inside.tasks[name],
        let next = components[task.componentName]
      else { return nil }
      component = next
    }
    return component
  }
}

extension DAGSpec {
  fileprivate func selectors(of output: String) -> [OutputSelector] {
    switch outputParameters[output] {
    case .parameter(let selector): [selector]
    case .oneOf(let selectors): selectors
    case nil: outputArtifacts[output] ?? []
    }
  }
}

extension TaskPath {
  /// Whether it is one iteration of a loop.
  var isIteration: Bool { text.hasSuffix("]") }

  /// The names of the groups around it, outermost first, without iterations.
  var groupNames: [String] {
    text.split(separator: "/").dropLast().map { String($0.prefix { $0 != "[" }) }
  }
}
