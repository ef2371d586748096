import KFPSource

extension Diagnostic {
  /// A task that the document could not tell from a group.
  static func taskNamedLikeGroup(
    _ name: String, _ noun: String, at span: Span, group: Span
  ) -> Diagnostic {
    Diagnostic(
      "E0530", "the task `\(name)` would have the same name as a group of this pipeline",
      at: SourceLabel(span, "becomes the task `\(name)`"),
      related: [SourceLabel(group, "this \(noun) is called `\(name)` in the document")],
      notes: ["tasks are called like their components, groups by their kind and a number"],
      helps: [Help("rename the component")])
  }
}

/// No task has the name of a group.
func checkNames(_ flow: GraphFlow, _ bag: inout DiagnosticBag) {
  var groups: [String: Int] = [:]
  for group in flow.outline.groups.dropFirst() {
    groups[flow.outline.groupNames[group]] = group
  }
  guard !groups.isEmpty else { return }
  for task in flow.graph.tasks {
    guard let group = groups[task.name] else { continue }
    bag.report(
      .taskNamedLikeGroup(
        task.name, flow.noun(of: group), at: task.span, group: flow.graph.groups[group].span))
  }
}
