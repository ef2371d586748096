import KFPSource

extension Diagnostic {
  /// A pipeline without any task.
  static func pipelineWithoutTasks(_ name: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0525", "the pipeline `\(name)` has no task",
      at: SourceLabel(span, "calls no component"),
      helps: [Help("call a component in its body")])
  }
}

/// A pipeline does something.
func checkTasks(_ flow: Flow, _ bag: inout DiagnosticBag) {
  guard flow.graph.tasks.isEmpty, let root = flow.graph.groups.first else { return }
  bag.report(
    .pipelineWithoutTasks(flow.graph.header.name, at: flow.graph.header.declaration ?? root.span))
}
