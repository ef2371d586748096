import KFPChecker
import KFPGraph
import KFPSource
import KFPTypes
import OrderedCollections

/// `kfp` and its modules, as the script imports them.
extension PipelineStudio {
  /// Makes the modules known to an evaluator.
  func register(in evaluator: Evaluator) {
    let dsl = makeDSL()
    let compiler = makeCompiler()
    let components = makeComponents()
    let kubernetes = makeKubernetes()
    let local = makeLocal()
    let types = ModuleObject("kfp.dsl.types")
    let artifactTypes = ModuleObject(
      "kfp.dsl.types.artifact_types", members: Self.artifactClasses.map { ($0.name, .object($0)) })
    types["artifact_types"] = .object(artifactTypes)
    types["type_annotations"] = .object(dsl)
    for (name, value) in [
      ("types", types), ("artifact_types", artifactTypes),
    ] { dsl[name] = .object(value) }
    let placeholders = ModuleObject("kfp.dsl.placeholders")
    for name in ["Placeholder", "InputValuePlaceholder"] {
      placeholders[name] = .object(InterfaceClass(name))
    }
    for name in ["ConcatPlaceholder", "IfPresentPlaceholder"] { placeholders[name] = dsl[name] }
    for module in [dsl, components] { module["placeholders"] = .object(placeholders) }
    let kfp = ModuleObject("kfp")
    for (name, module) in [
      ("dsl", dsl), ("compiler", compiler), ("components", components),
      ("kubernetes", kubernetes), ("local", local),
    ] { kfp[name] = .object(module) }
    kfp["__version__"] = .string(LightweightCommand.sdkVersion)
    kfp["TYPE_CHECK"] = .bool(true)
    kfp["Client"] = .object(IdleObject("Client"))
    let client = ModuleObject("kfp.client", members: [("Client", .object(IdleObject("Client")))])
    kfp["client"] = .object(client)
    let legacy = ModuleObject("kfp.v2")
    for name in ["dsl", "compiler", "components"] { legacy[name] = kfp[name] }
    kfp["v2"] = .object(legacy)
    let modules: [(String, ModuleObject)] = [
      ("kfp", kfp), ("kfp.dsl", dsl), ("kfp.compiler", compiler),
      ("kfp.compiler.compiler", compiler), ("kfp.components", components),
      ("kfp.kubernetes", kubernetes), ("kfp.local", local), ("kfp.client", client),
      ("kfp.dsl.types", types), ("kfp.dsl.types.artifact_types", artifactTypes),
      ("kfp.dsl.types.type_annotations", dsl), ("kfp.dsl.structures", dsl),
      ("kfp.dsl.placeholders", placeholders), ("kfp.components.placeholders", placeholders),
      ("kfp.dsl.pipeline_task", dsl), ("kfp.dsl.pipeline_channel", dsl), ("kfp.v2", legacy),
      ("kfp.v2.dsl", dsl), ("kfp.v2.compiler", compiler), ("kfp.v2.components", components),
    ]
    for (name, module) in modules { evaluator.nativeModules[name] = module }
    for part in [
      "common", "config_map", "empty_dir", "field", "image", "node_affinity", "node_selector",
      "pod_metadata", "secret", "security_context", "timeout", "toleration", "volume",
    ] {
      evaluator.nativeModules["kfp.kubernetes.\(part)"] = kubernetes
      if kubernetes[part] == nil { kubernetes[part] = .object(kubernetes) }
    }
    registerGoogleArtifacts(in: evaluator)
    evaluator.opaqueCalled = { [weak evaluator] (opaque, call) throws(Raised) in
      try evaluator?.judge(callOf: opaque, call)
    }
    evaluator.opaqueDropped = { [weak evaluator] (opaque, span) in
      evaluator?.judge(droppedResult: opaque, at: span)
    }
    for entry in Surface.dsl { evaluator.prelude[entry.name] = dsl[entry.name] }
    for name in ["dsl", "compiler", "components", "kubernetes"] {
      evaluator.prelude[name] = kfp[name]
    }
    sessionName = Self.sessionName(of: evaluator.path)
  }

  /// The name of the session pipeline: the file's name without folder and ending.
  static func sessionName(of path: String) -> String {
    let file = path.split(separator: "/").last.map(String.init) ?? ""
    let stem = file.split(separator: ".").first.map(String.init) ?? ""
    let name = ComponentName.sanitized(stem)
    return name.isEmpty ? "session" : name
  }

  static let artifactNames = BuiltInArtifact.allCases

  static var artifactClasses: [ArtifactClass] {
    var classes: [ArtifactClass] = []
    let root = ArtifactClass(
      name: "Artifact", module: "kfp.dsl.types.artifact_types", schema: .artifact, isBuiltIn: true)
    for artifact in BuiltInArtifact.allCases {
      classes.append(
        artifact == .artifact
          ? root
          : ArtifactClass(
            name: artifact.className, module: "kfp.dsl.types.artifact_types",
            schema: artifact.schema, isBuiltIn: true, base: root))
    }
    return classes
  }

  private func makeDSL() -> ModuleObject {
    let dsl = ModuleObject("kfp.dsl")
    for type in Self.artifactClasses { dsl[type.name] = .object(type) }
    for entry in Surface.dsl {
      switch entry.kind {
      case .constant(let text): dsl[entry.name] = .string(text)
      case .decorator, .group, .function: define(entry, in: dsl)
      case .annotation, .artifactClass, .taskMethod, .taskProperty, .enumeration: break
      }
    }
    dsl["Input"] = .object(PortMarker(.input))
    dsl["Output"] = .object(PortMarker(.output))
    dsl["EmbeddedInput"] = .object(PortMarker(.embedded))
    dsl["InputPath"] = .object(PathMarker(isInput: true))
    dsl["OutputPath"] = .object(PathMarker(isInput: false))
    for name in ["PipelineTaskFinalStatus", "TaskConfig", "PipelineTask"] {
      dsl[name] = .object(InterfaceClass(name))
    }
    dsl["ContainerSpec"] = .object(
      InterfaceClass("ContainerSpec") { (call, evaluator) throws(Raised) in
        guard let entry = Surface.dslEntry("ContainerSpec") else { return .none }
        return .object(ContainerSpecObject(try SurfaceCall(call, to: entry, in: evaluator)))
      })
    dsl["TaskConfigField"] = .object(TaskConfigFieldObject.enumeration)
    dsl["constants"] = .object(
      ModuleObject(
        "kfp.dsl.constants",
        members: [
          ("WORKSPACE_MOUNT_PATH", .string("/kfp-workspace")),
          ("WORKSPACE_PATH_PLACEHOLDER", .string("{{$.workspace_path}}")),
        ]))
    return dsl
  }

  private func define(_ entry: SurfaceEntry, in dsl: ModuleObject) {
    dsl[entry.name] = .object(
      NativeFunction(entry.name, acceptsUnknown: true) { (call, evaluator) throws(Raised) in
        try evaluator.performDSL(entry, call)
      })
  }
}

extension Evaluator {
  /// Does what a function of `kfp.dsl` does.
  func performDSL(_ entry: SurfaceEntry, _ call: Call) throws(Raised) -> Value {
    charge(steps: Self.stepsOfNode)
    switch entry.name {
    case "component":
      return try decorate(call, with: entry) { (function, settings, evaluator) throws(Raised) in
        try evaluator.makeLightweightComponent(function, settings)
      }
    case "notebook_component":
      return try decorate(call, with: entry) { (function, settings, evaluator) throws(Raised) in
        try evaluator.makeNotebookComponent(function, settings)
      }
    case "container_component":
      return try decorate(call, with: entry) { (function, settings, evaluator) throws(Raised) in
        try evaluator.makeContainerComponent(function, settings)
      }
    case "pipeline":
      return try decorate(call, with: entry) { (function, settings, evaluator) throws(Raised) in
        try evaluator.makePipeline(function, settings)
      }
    default: break
    }
    let arguments = try SurfaceCall(call, to: entry, in: self)
    switch entry.name {
    case "importer": return try makeImporter(arguments)
    case "OneOf": return try makeOneOf(arguments)
    case "Collected": return try makeCollected(arguments)
    case "PipelineConfig": return .object(try PipelineConfigObject(arguments, in: self))
    case "WorkspaceConfig": return .object(try WorkspaceConfigObject(arguments, in: self))
    case "KubernetesWorkspaceConfig":
      return .object(try KubernetesWorkspaceObject(arguments, in: self))
    case "TaskConfigPassthrough":
      return .object(try TaskConfigPassthroughObject(arguments, in: self))
    case "ConcatPlaceholder":
      guard let items = arguments["items"] else { return .unknown }
      if case .unknown = items { throw .reported }
      if case .string(let text) = items {
        throw failure(.textForList("`items`", text, at: arguments.span("items")))
      }
      return .object(
        CompoundPlaceholder(
          .concat(try self.items(of: items, at: arguments.span("items"))), at: call.span))
    case "IfPresentPlaceholder": return try ifPresent(arguments)
    case "get_uri", "run_notebook":
      throw failure(
        Diagnostic(
          "E0347", "`\(entry.name)` works inside a running task only",
          at: SourceLabel(call.span, "called while the script is read")))
    default: return try makeGroup(entry.name, arguments)
    }
  }

  private func ifPresent(_ call: SurfaceCall) throws(Raised) -> Value {
    guard let name = try call.text("input_name", "the name of an input", in: self),
      let then = call["then"]
    else { throw .reported }
    var orElse = call["else_"]
    switch orElse {
    case .none?: orElse = nil
    case .string(let text)? where text.isEmpty: orElse = nil
    case .list(let list)? where list.elements.isEmpty: orElse = nil
    default: break
    }
    return .object(
      CompoundPlaceholder(
        .ifPresent(input: name, then: then, orElse: orElse), at: call.call.span))
  }
}
