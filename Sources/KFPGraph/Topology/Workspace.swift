public import KFPSource
import KFPTypes
import OrderedCollections

extension Diagnostic {
  /// An importer that copies into a workspace that does not exist.
  static func noWorkspaceToDownloadTo(at span: Span, pipeline: Span?) -> Diagnostic {
    Diagnostic(
      "E0537", "this importer downloads to the workspace, but the pipeline has no workspace",
      at: SourceLabel(span, "`download_to_workspace=True`"),
      related: pipeline.map { [SourceLabel($0, "the pipeline")] } ?? [], helps: [.addWorkspace])
  }

  /// A path in a workspace that does not exist.
  static func noWorkspace(
    _ input: String, at span: Span, pipeline: Span?
  ) -> Diagnostic {
    Diagnostic(
      "E0537", "`\(input)` is a path in the workspace, but the pipeline has no workspace",
      at: SourceLabel(span, "in the workspace"),
      related: pipeline.map { [SourceLabel($0, "the pipeline")] } ?? [],
      helps: [.addWorkspace])
  }
}

extension Help {
  fileprivate static let addWorkspace = Help(
    "add `pipeline_config=PipelineConfig(workspace=WorkspaceConfig(size='1Gi'))` to the pipeline")
}

/// Who uses a workspace has one.
func checkWorkspace(_ flow: GraphFlow, _ bag: inout DiagnosticBag) {
  guard !flow.graph.header.hasWorkspace else { return }
  for task in flow.graph.tasks {
    for argument in task.arguments where argument.value.namesWorkspace {
      bag.report(
        .noWorkspace(argument.name, at: argument.span, pipeline: flow.graph.header.declaration))
    }
  }
}

/// An importer that downloads to the workspace is in a pipeline that has one. A pipeline that others
/// call uses theirs, so only those that are run are judged, when all of them are known.
public func checkDownloads(_ graph: Graph, reporting bag: inout DiagnosticBag) {
  guard !graph.header.hasWorkspace else { return }
  for task in graph.tasks {
    if case .importer(let importer) = task.component.implementation, importer.downloadToWorkspace {
      bag.report(.noWorkspaceToDownloadTo(at: task.span, pipeline: graph.header.declaration))
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
    case .constant(let value): value.namesWorkspace(depth: 0)
    case .list(let elements): elements.contains { $0.namesWorkspace }
    case .dict(let members): members.contains { $0.value.namesWorkspace }
    case .channel: false
    }
  }
}

extension JSONValue {
  /// Whether the placeholder of the workspace is anywhere in it.
  fileprivate func namesWorkspace(depth: Int) -> Bool {
    guard depth < 100 else { return false }
    return switch self {
    case .string(let text): holdsWorkspacePlaceholder(text)
    case .array(let values): values.contains { $0.namesWorkspace(depth: depth + 1) }
    case .object(let members): members.values.contains { $0.namesWorkspace(depth: depth + 1) }
    default: false
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
