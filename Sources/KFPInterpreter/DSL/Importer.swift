import KFPGraph
import KFPSource
import KFPTypes
import OrderedCollections

/// `importer(...)`: a task of a component of its own.
extension Evaluator {
  func makeImporter(_ call: SurfaceCall) throws(Raised) -> Value {
    let pipeline = studio.current(at: call.call.span)
    guard case .object(let type as ArtifactClass) = call["artifact_class"] else {
      switch call["artifact_class"] ?? .none {
      case .unknown: throw .reported
      case .opaque(let value):
        throw needed(value, at: call.span("artifact_class"), for: "the artifact class")
      case let value:
        throw failure(
          .wrongKind(
            "`artifact_class`", wanted: "an artifact class such as Dataset", value,
            at: call.span("artifact_class"), in: self))
      }
    }
    if type.schema.problem != nil {
      throw failure(
        Diagnostic(
          "E0419", "the artifact class `\(type.name)` has no schema that KFP knows",
          at: SourceLabel(call.span("artifact_class"), "`\(type.schema.title)`"),
          notes: ["a schema title looks like `system.Dataset`, a version like `0.0.1`"]))
    }
    let uri = try address(call, in: pipeline)
    let importer = Component.Importer(
      uri: uri, schema: type.schema,
      reimport: try call.flag("reimport", "`reimport`", in: self) ?? false,
      metadata: try metadata(call, in: pipeline),
      downloadToWorkspace: try call.flag(
        "download_to_workspace", "`download_to_workspace`", in: self)
        ?? false)
    let component = Component(
      name: "importer",
      inputs: [Component.Input(name: "uri", type: .parameter(.string))],
      outputs: [Component.Output(name: "artifact", type: .artifact(type.schema, isList: false))],
      implementation: .importer(importer))
    let span = call.call.span
    let id = studio[pipeline].graph.addTask(
      of: component,
      arguments: [
        Graph.BoundArgument(name: "uri", value: uri, span: call.span("artifact_uri"))
      ], at: span)
    applyCachingDefault(to: id, at: span)
    let task = TaskObject(
      id: id, name: studio.task(id).name, component: component, label: "importer", span: span,
      arguments: [("uri", call["artifact_uri"] ?? .none)])
    studio.remember(task)
    return .object(task)
  }

  private func address(
    _ call: SurfaceCall, in pipeline: PipelineID
  ) throws(Raised) -> KFPGraph.Argument {
    let span = call.span("artifact_uri")
    switch call["artifact_uri"] ?? .none {
    case .unknown: throw .reported
    case .opaque(let value): throw needed(value, at: span, for: "the address of an artifact")
    case .string(let text):
      if studio.embedded.segments(of: text) != nil {
        // Not every backend puts such an address together; packages are made for one that does.
        if isInInstalledPackage { return try textArgument(from: text, at: span, for: pipeline) }
        throw failure(
          Diagnostic(
            "E0472", "the address of an importer is one text or one run-time value, not a mixture",
            at: SourceLabel(span, "a text with run-time values"),
            helps: [Help("build the address in a component and pass its output")]))
      }
      return .constant(.string(text))
    case .object(let channel as ChannelObject):
      try refuseForeign(channel.channel, label: channel.label, at: span, in: pipeline)
      guard channel.parameterType == .string else {
        throw failure(
          Diagnostic(
            "E0304",
            "`artifact_uri` takes str, but `\(channel.label)` is \(channel.typeDescription)",
            at: SourceLabel(span, "this is \(channel.typeDescription)")))
      }
      return .channel(channel.channel)
    case let value:
      throw failure(
        .wrongKind("`artifact_uri`", wanted: "a str", value, at: span, in: self))
    }
  }

  private func metadata(
    _ call: SurfaceCall, in pipeline: PipelineID
  ) throws(Raised) -> [(key: KFPGraph.Argument, value: KFPGraph.Argument)] {
    let span = call.span("metadata")
    switch call["metadata"] ?? .none {
    case .none: return []
    case .unknown: throw .reported
    case .dict(let dict):
      var result: [(key: KFPGraph.Argument, value: KFPGraph.Argument)] = []
      for (key, value) in dict.members {
        let keyArgument: KFPGraph.Argument
        switch key.value {
        case .string(let text): keyArgument = try textArgument(from: text, at: span, for: pipeline)
        case .object(let channel as ChannelObject):
          try refuseForeign(channel.channel, label: channel.label, at: span, in: pipeline)
          keyArgument = .channel(channel.channel)
        default: throw failure(.keyNotText(kindName(of: key.value), at: span))
        }
        result.append(
          (
            keyArgument,
            try compoundArgument(from: value, at: span, for: pipeline, depth: 1)
          ))
      }
      return result
    case let value:
      throw failure(.wrongKind("`metadata`", wanted: "a dict", value, at: span, in: self))
    }
  }
}
