import KFPChecker
import KFPGraph
import KFPSource

/// `kfp.components` and `kfp.local`.
extension PipelineStudio {
  func makeComponents() -> ModuleObject {
    let module = ModuleObject("kfp.components")
    for entry in Surface.components {
      module.define(entry.name) { (call, evaluator) throws(Raised) in
        try evaluator.load(entry.name, SurfaceCall(call, to: entry, in: evaluator))
      }
    }
    for name in ["PythonComponent", "BaseComponent", "ContainerComponent", "YamlComponent"] {
      module[name] = .object(InterfaceClass(name))
    }
    return module
  }

  func makeLocal() -> ModuleObject {
    let module = ModuleObject("kfp.local")
    for entry in Surface.local {
      module.define(entry.name) { (_, _) throws(Raised) in
        entry.name == "init" ? .none : .object(IdleObject(entry.name))
      }
    }
    return module
  }
}

extension PipelineStudio {
  /// Notes that the script loads what it compiled.
  fileprivate func noteReading(of path: String, in evaluator: Evaluator) {
    for index in compileCalls.indices
    where evaluator.absolutePath(compileCalls[index].packagePath) == path {
      compileCalls[index].isReadBack = true
    }
  }
}

extension Evaluator {
  /// `load_component_from_...`.
  func load(_ name: String, _ call: SurfaceCall) throws(Raised) -> Value {
    switch name {
    case "load_component_from_text":
      guard let text = try call.text("text", "the text of a component", in: self) else {
        throw failure(
          .wrongKind(
            "the text of a component", wanted: "a str", .none, at: call.span("text"), in: self))
      }
      return try component(from: Array(text.utf8), file: nil, at: call.span("text"))
    case "load_component_from_file":
      let span = call.span("file_path")
      var value = call["file_path"] ?? .none
      if case .object(let object) = value, !(object is ChannelObject) {
        value = .string(try object.text(at: span, in: self))
      }
      if case .opaque(let opaque) = value {
        throw needed(opaque, at: span, for: "names the file to load")
      }
      guard case .string(let path) = value else {
        if case .unknown = value { throw .reported }
        throw failure(.wrongKind("`file_path`", wanted: "a str", value, at: span, in: self))
      }
      studio.noteReading(of: absolutePath(path), in: self)
      guard let bytes = readFile(path) else {
        throw failure(
          Diagnostic(
            "E0601", "there is no file `\(path)` to load a component from",
            at: SourceLabel(span, "not found"),
            notes: ["relative paths start at \(capabilities.workingFolder)"]))
      }
      return try component(from: bytes, file: path, at: span)
    default:
      let span = call.span("url")
      guard var url = try call.text("url", "an address", in: self) else {
        throw failure(.wrongKind("`url`", wanted: "a str", .none, at: span, in: self))
      }
      if url.hasPrefix("gs://") { url = "https://storage.googleapis.com/" + url.dropFirst(5) }
      guard let bytes = capabilities.readURL(url) else {
        throw failure(
          Diagnostic(
            "E0602", "`\(url)` cannot be read", at: SourceLabel(span, "no answer"),
            notes: ["the network is used only where that was allowed"],
            helps: [Help("keep the component in a file and load it with load_component_from_file")]
          ))
      }
      return try component(from: bytes, file: url, at: span)
    }
  }

  private func component(
    from bytes: [UInt8], file: String?, at span: Span
  ) throws(Raised) -> Value {
    switch readComponent(bytes) {
    case .loaded(let component, let document):
      return .object(
        ComponentObject(
          component, label: component.name, declaration: nil, pipeline: document, isLoaded: true))
    case .refused(let complaints):
      guard let first = complaints.first else { throw .reported }
      var related = [SourceLabel(span, "loaded here")]
      var primary = SourceLabel(span, "loaded here")
      if let file, let line = first.line {
        let source = sources.add(foundAs: file, bytes: bytes)
        if line <= source.lineStarts.count {
          let start = source.lineStarts[line - 1]
          let length = UInt32(source.lineText(line).utf8.count)
          primary = SourceLabel(
            Span(source: source.id, start: start, end: start + length), "not understood")
        }
      } else {
        related = []
      }
      let place = file == nil ? first.line.map { " (line \($0) of the text)" } ?? "" : ""
      throw failure(
        Diagnostic(
          "E0603", "this is no component that can be loaded: \(first.message)\(place)",
          at: primary, related: related))
    }
  }
}
