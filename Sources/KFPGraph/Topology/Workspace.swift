import KFPSource
import KFPTypes

extension Diagnostic {
  /// A path in a workspace that does not exist.
  static func noWorkspace(
    _ input: String, at span: Span, pipeline: Span?
  ) -> Diagnostic {
    Diagnostic(
      "E0537", "`\(input)` is a path in the workspace, but the pipeline has no workspace",
      at: SourceLabel(span, "in the workspace"),
      related: pipeline.map { [SourceLabel($0, "the pipeline")] } ?? [],
      helps: [
        Help(
          "add `pipeline_config=PipelineConfig(workspace=WorkspaceConfig(size='1Gi'))` to the pipeline"
        )
      ])
  }
}

/// Who uses a workspace has one.
func checkWorkspace(_ flow: Flow, _ bag: inout DiagnosticBag) {
  guard !flow.graph.header.hasWorkspace else { return }
  for task in flow.graph.tasks {
    for argument in task.arguments where argument.value.namesWorkspace {
      bag.report(
        .noWorkspace(argument.name, at: argument.span, pipeline: flow.graph.header.declaration))
    }
  }
}

extension Argument {
  /// Whether a text is a path in the workspace.
  fileprivate var namesWorkspace: Bool {
    switch self {
    case .constant(.string(let text)):
      text.hasPrefix("/kfp-workspace") || holdsWorkspacePlaceholder(text)
    case .template(let segments):
      segments.enumerated().contains { index, segment in
        guard case .text(let text) = segment else { return false }
        return holdsWorkspacePlaceholder(text)
          || index == 0 && text.hasPrefix("/kfp-workspace")
      }
    case .constant, .channel, .list, .dict: false
    }
  }
}

private func holdsWorkspacePlaceholder(_ text: String) -> Bool {
  let placeholder = Array("{{$.workspace_path}}".utf8)
  let bytes = Array(text.utf8)
  guard bytes.count >= placeholder.count else { return false }
  return (0...(bytes.count - placeholder.count)).contains { start in
    bytes[start] == placeholder[0] && bytes[start...].starts(with: placeholder)
  }
}
