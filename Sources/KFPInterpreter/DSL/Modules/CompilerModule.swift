import KFPChecker
import KFPGraph
import KFPSource
import KFPSyntax
import KFPTypes
import OrderedCollections

/// `kfp.compiler`.
extension PipelineStudio {
  func makeCompiler() -> ModuleObject {
    let module = ModuleObject("kfp.compiler")
    module["Compiler"] = .object(CompilerClass())
    module["KubernetesManifestOptions"] = .object(
      InterfaceClass("KubernetesManifestOptions") { (call, evaluator) throws(Raised) in
        guard let entry = Surface.toolEntry("KubernetesManifestOptions") else { return .none }
        return .object(
          ManifestOptionsObject(
            try evaluator.manifest(SurfaceCall(call, to: entry, in: evaluator))))
      })
    return module
  }
}

/// `KubernetesManifestOptions(...)`.
final class ManifestOptionsObject: Object {
  let manifest: ClusterManifest
  let typeName = "KubernetesManifestOptions"

  init(_ manifest: ClusterManifest) { self.manifest = manifest }
}

/// `Compiler`, which is called for a compiler; `compile` is also found on the class.
final class CompilerClass: Object {
  let typeName = "type"

  func call(_ call: Call, in evaluator: Evaluator) throws(Raised) -> Value? {
    .object(CompilerObject())
  }

  func attribute(_ name: String, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    try CompilerObject().attribute(name, at: span, in: evaluator)
  }
}

/// `Compiler()`.
final class CompilerObject: Object {
  let typeName = "Compiler"
  let attributeNames = ["compile"]

  func attribute(_ name: String, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    guard name == "compile", let entry = Surface.toolEntry("compile") else { return nil }
    return .object(
      NativeFunction(name) { (call, evaluator) throws(Raised) in
        try evaluator.compile(SurfaceCall(call, to: entry, in: evaluator))
        return .none
      })
  }
}

extension Evaluator {
  /// `Compiler().compile(...)`: remembers what is to be written, and makes the file readable.
  func compile(_ call: SurfaceCall) throws(Raised) {
    let path = try packagePath(call)
    let object = try compiled(call)
    guard let original = object.document else { throw .reported }
    let overrides = DocumentOverrides(
      name: try call.text("pipeline_name", "the name of a pipeline", in: self),
      displayName: try call.text("pipeline_display_name", "the display name", in: self),
      parameters: try defaults(call))
    let pipeline: LoweredPipeline
    do throws(DocumentOverrides.Problem) {
      pipeline = try original.overridden(by: overrides)
    } catch {
      throw failure(.override(error, of: object.label, at: call.span("pipeline_parameters")))
    }
    // Another file can be written from it; writing this one fails.
    if path.hasSuffix(".json"), pipeline.needsPlatform, manifestWanted(by: call) == nil {
      report(
        Diagnostic(
          "E0460", .warning, "`\(path)` is JSON, which has no place for Kubernetes settings",
          at: SourceLabel(call.span("package_path"), "a JSON file"),
          helps: [Help("write to a `.yaml` file")]))
    }
    let record = Interpretation.CompileCall(
      name: object.label, pipeline: pipeline, description: object.component.description,
      packagePath: path, isTemporary: files.isTemporary(absolutePath(path)),
      manifest: manifestWanted(by: call), span: call.call.span)
    remember(record)
  }

  private func remember(_ record: Interpretation.CompileCall) {
    studio.compileCalls.append(record)
    files.write(to: absolutePath(record.packagePath)) {
      Array(record.pipeline.text(description: record.description, as: record.manifest).utf8)
    }
  }

  /// What `output_component_file` of a decorator asks for.
  func writeComponentFile(_ component: Component, _ label: String, _ settings: SurfaceCall)
    throws(Raised)
  {
    guard settings.has("output_component_file"),
      let path = try settings.text("output_component_file", "the file to write", in: self)
    else { return }
    remember(
      Interpretation.CompileCall(
        name: label, pipeline: lower(component: component), description: component.description,
        packagePath: path, isTemporary: files.isTemporary(absolutePath(path)),
        isComponentFile: true, span: settings.span("output_component_file")))
  }

  private func manifestWanted(by call: SurfaceCall) -> ClusterManifest? {
    guard case .bool(true)? = call["kubernetes_manifest_format"] else { return nil }
    if case .object(let options as ManifestOptionsObject)? = call["kubernetes_manifest_options"] {
      return options.manifest
    }
    return ClusterManifest()
  }

  fileprivate func manifest(_ call: SurfaceCall) throws(Raised) -> ClusterManifest {
    func text(_ name: String) throws(Raised) -> String? {
      try call.text(name, "`\(name)`", in: self)
    }
    return ClusterManifest(
      pipelineName: try text("pipeline_name"), displayName: try text("pipeline_display_name"),
      versionName: try text("pipeline_version_name"),
      versionDisplayName: try text("pipeline_version_display_name"),
      namespace: try text("namespace"),
      includesPipeline: try call.flag(
        "include_pipeline_manifest", "`include_pipeline_manifest`", in: self) ?? false)
  }

  private func packagePath(_ call: SurfaceCall) throws(Raised) -> String {
    let span = call.span("package_path")
    var value = call["package_path"] ?? .none
    if case .object(let object) = value, !(object is ChannelObject) {
      value = .string(try object.text(at: span, in: self))
    }
    guard case .string(let path) = value else {
      if case .unknown = value { throw .reported }
      if case .opaque(let value) = value {
        throw needed(value, at: span, for: "names the file to write")
      }
      throw failure(.wrongKind("`package_path`", wanted: "a str", value, at: span, in: self))
    }
    let isManifest =
      if case .bool(true)? = call["kubernetes_manifest_format"] { true } else { false }
    guard isManifest || [".yaml", ".yml", ".json"].contains(where: { path.hasSuffix($0) }) else {
      throw failure(
        Diagnostic(
          "E0460",
          "`\(path)` does not say in which form to write: it ends in neither `.yaml` nor "
            + "`.json`", at: SourceLabel(span, "the file to write"),
          helps: [Help("write `\(path).yaml`")]))
    }
    return path
  }

  private func compiled(_ call: SurfaceCall) throws(Raised) -> ComponentObject {
    let span = call.span("pipeline_func")
    switch call["pipeline_func"] ?? .none {
    case .object(let object as ComponentObject):
      if let input = object.component.inputs.first(where: { !isChannelName($0.name) }) {
        throw failure(.inputOfCompiled(input, of: object.label, at: span))
      }
      return object
    case .unknown: throw .reported
    case .opaque(let value): throw needed(value, at: span, for: "compiled here")
    case .object(let function as FunctionObject):
      throw failure(
        Diagnostic(
          "E0461", "`\(function.name)` is a plain function, which cannot be compiled",
          at: SourceLabel(span, "neither a pipeline nor a component"),
          related: function.definition.map {
            [SourceLabel($0.name.span, "defined without a decorator")]
          } ?? [],
          helps: [Help("put `@dsl.pipeline` above its definition")]))
    case let value:
      throw failure(
        .wrongKind(
          "`pipeline_func`", wanted: "a pipeline or a component", value, at: span, in: self))
    }
  }

  private func defaults(
    _ call: SurfaceCall
  ) throws(Raised) -> [(name: String, value: JSONValue)] {
    let span = call.span("pipeline_parameters")
    switch call["pipeline_parameters"] ?? .none {
    case .none: return []
    case .unknown: throw .reported
    case .dict(let dict):
      var result: [(name: String, value: JSONValue)] = []
      for (key, value) in dict.members {
        guard case .string(let name) = key.value else {
          throw failure(.keyNotText(kindName(of: key.value), at: span))
        }
        result.append((name, try json(from: value, place: "`\(name)`", at: span)))
      }
      return result
    case let value:
      throw failure(
        .wrongKind("`pipeline_parameters`", wanted: "a dict", value, at: span, in: self))
    }
  }
}

extension ComponentObject {
  /// The document that compiling it gives; nil where it has mistakes.
  var document: LoweredPipeline? {
    if isPipeline || pipeline != nil { return pipeline }
    return lower(component: component)
  }
}

extension Diagnostic {
  static func override(
    _ problem: DocumentOverrides.Problem, of name: String, at span: Span
  ) -> Diagnostic {
    switch problem {
    case .unknownParameter(let input, let known):
      let meant = nearestName(to: input, among: known)
      return Diagnostic(
        "E0462", "`\(name)` has no input `\(input)` that could get a default",
        at: SourceLabel(span, meant.map { "did you mean `\($0)`?" } ?? "no such input"),
        notes: known.count <= 8 && !known.isEmpty ? ["it takes \(quotedList(known))"] : [])
    case .artifact(let input):
      return Diagnostic(
        "E0462", "`\(input)` of `\(name)` is an artifact, which cannot have a default",
        at: SourceLabel(span, "an artifact"))
    case .type(let input, let wanted, _):
      return Diagnostic(
        "E0462", "the default of `\(input)` is not \(wanted.pythonName)",
        at: SourceLabel(span, "of another type"))
    }
  }
}

extension Diagnostic {
  /// E0424: an input that tasks may have, and a pipeline, which a compiled component is, may not.
  fileprivate static func inputOfCompiled(
    _ input: Component.Input, of label: String, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      "E0424", "`\(label)` cannot be compiled alone, because of its input `\(input.name)`",
      at: SourceLabel(span, "compiled as a pipeline"),
      related: input.declaration.map { [SourceLabel($0, "starts with no ASCII letter")] } ?? [],
      helps: [Help("rename the input, or call the component in a pipeline and compile that")])
  }
}
