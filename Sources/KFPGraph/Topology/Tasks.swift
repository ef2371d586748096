public import KFPSource

extension Diagnostic {
  /// A pipeline without any task.
  public static func pipelineWithoutTasks(_ name: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0451", "the pipeline `\(name)` has no tasks",
      at: SourceLabel(span, "its body calls no component"),
      helps: [Help("call a component in its body")])
  }
}

/// A pipeline does something.
func checkTasks(_ flow: GraphFlow, _ bag: inout DiagnosticBag) {
  guard flow.graph.tasks.isEmpty, let root = flow.graph.groups.first else { return }
  bag.report(
    .pipelineWithoutTasks(flow.graph.header.name, at: flow.graph.header.declaration ?? root.span))
}
