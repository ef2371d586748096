import KFPTypes
import OrderedCollections

/// What a platform's settings refer to.
extension DocumentValidator {
  mutating func validatePlatform() {
    for (label, settings) in document.platform.executors {
      let path = SpecPath("platforms", "kubernetes", "deploymentSpec", "executors", label)
      guard pipeline.executors[label] != nil else {
        reportPlatform(
          .danglingReference, path,
          "the platform has settings for the executor `\(label)`, which does not exist")
        continue
      }
      let users = components(withTasksOf: label)
      guard !users.isEmpty else { continue }
      validateReferences(in: settings, of: users, at: path, depth: 0)
    }
  }

  private mutating func reportPlatform(
    _ kind: SpecProblem.Kind, _ path: SpecPath, _ message: String
  ) {
    problems.append(SpecProblem(kind, path: path, message: message, document: 1))
  }

  /// The components with tasks inside that an executor does the work of.
  private func components(withTasksOf label: String) -> [(ComponentSpec, DAGSpec)] {
    ([pipeline.root] + pipeline.components.values).compactMap { component in
      guard case .dag(let dag) = component.implementation else { return nil }
      let isUser = dag.tasks.values.contains { task in
        guard let used = pipeline.components[task.componentName] else { return false }
        return used.implementation == .executor(label: label)
      }
      return isUser ? (component, dag) : nil
    }
  }

  private mutating func validateReferences(
    in value: JSONValue, of users: [(ComponentSpec, DAGSpec)], at path: SpecPath, depth: Int
  ) {
    guard depth < 50 else { return }
    switch value {
    case .array(let elements):
      for (index, element) in elements.enumerated() {
        validateReferences(in: element, of: users, at: path.adding(index: index), depth: depth + 1)
      }
    case .object(let members):
      for (key, member) in members {
        let path = path.adding(key)
        switch key {
        case "componentInputParameter":
          guard let name = member.stringValue else { continue }
          if users.contains(where: { isInput(name, of: $0.0, $0.1) }) { continue }
          reportPlatform(
            .danglingReference, path, "the component around the task has no input `\(name)`")
        case "taskOutputParameter":
          let task = member["producerTask"]?.stringValue ?? ""
          let output = member["outputParameterKey"]?.stringValue ?? ""
          if users.contains(where: { isOutput(output, of: task, in: $0.1) }) { continue }
          reportPlatform(
            .danglingReference, path, "there is no output `\(output)` of a task `\(task)`")
        default: validateReferences(in: member, of: users, at: path, depth: depth + 1)
        }
      }
    default: return
    }
  }

  private func isInput(_ name: String, of component: ComponentSpec, _ dag: DAGSpec) -> Bool {
    component.inputs.parameters[name] != nil
      || dag.tasks.values.contains { $0.inputParameters[name] != nil }
  }

  private func isOutput(_ name: String, of task: String, in dag: DAGSpec) -> Bool {
    guard let used = dag.tasks[task].flatMap({ pipeline.components[$0.componentName] }) else {
      return false
    }
    return used.outputs.parameters[name] != nil
  }
}
