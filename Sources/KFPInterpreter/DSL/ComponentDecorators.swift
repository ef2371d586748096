import KFPChecker
import KFPGraph
import KFPSource
import KFPSyntax
import KFPTypes

/// `@component` and `@container_component`.
extension Evaluator {
  /// A decorator that is applied at once, or, called with settings only, gives one that is.
  func decorate(
    _ call: Call, with entry: SurfaceEntry,
    _ make: @escaping (FunctionObject, SurfaceCall, Evaluator) throws(Raised) -> Value
  ) throws(Raised) -> Value {
    let settings = try SurfaceCall(call, to: entry, in: self)
    guard settings.has("func") else {
      return .object(
        NativeFunction("@\(entry.name)", acceptsUnknown: true) { (call, evaluator) throws(Raised) in
          let function = try evaluator.decorated(call.first, by: entry, at: call.calleeSpan)
          return try make(function, settings, evaluator)
        })
    }
    return try make(
      try decorated(settings["func"] ?? .none, by: entry, at: call.calleeSpan), settings, self)
  }

  private func decorated(
    _ value: Value, by entry: SurfaceEntry, at span: Span
  ) throws(Raised) -> FunctionObject {
    switch value {
    case .object(let function as FunctionObject):
      guard let definition = function.definition else { break }
      if definition.isAsync {
        throw failure(
          Diagnostic(
            "E0425", "`\(function.name)` is `async`, and its text would be lost",
            at: SourceLabel(definition.name.span, "an `async` function"),
            helps: [Help("write a plain `def`, and call `asyncio.run(...)` inside")]))
      }
      return function
    case .unknown: throw .reported
    case .object(let component as ComponentObject):
      throw failure(
        Diagnostic(
          "E0426", "`\(component.label)` is a \(component.typeName) already",
          at: SourceLabel(span, "a second decorator"),
          helps: [Help("keep one of the decorators")]))
    default: break
    }
    throw failure(
      Diagnostic(
        "E0426",
        "`@\(entry.name)` makes something of a function, and this is \(kindName(of: value))",
        at: SourceLabel(span, "not applied to a function")))
  }

  /// `@component`.
  func makeComponent(
    _ function: FunctionObject, _ settings: SurfaceCall, helper: String? = nil,
    packages defaultPackages: [String] = []
  ) throws(Raised) -> Value {
    let interface = self.interface(of: function, as: .component)
    guard let source = FunctionSource(of: function).text else {
      throw failure(.sourceLost(function))
    }
    var command = LightweightCommand(functionName: function.name, source: source)
    command.baseImage = try settings.text("base_image", "an image", in: self)
    command.targetImage = try settings.text("target_image", "an image", in: self)
    try readInstallation(settings, defaultPackages, into: &command)
    command.additionalSources = try additionalSources(settings)
    command.helper = helper
    let passthroughs = try taskConfigPassthroughs(settings)
    doubtInstallation(command, settings, of: function)
    guard let interface else { throw .reported }
    if command.targetImage == nil { doubtArtifactClasses(interface, of: function) }
    command.customImports = interface.customImports
    let component = Component(
      name: ComponentName.ofFunction(function.name) ?? function.name, inputs: interface.inputs,
      outputs: interface.outputs, implementation: .container(command.container),
      description: interface.description, taskConfigPassthroughs: passthroughs,
      declaration: function.definition?.name.span)
    try writeComponentFile(component, function.name, settings)
    return .object(
      ComponentObject(
        component, label: function.name, declaration: function.definition?.name.span,
        function: function, module: function.module.name))
  }

  private func readInstallation(
    _ settings: SurfaceCall, _ defaultPackages: [String], into command: inout LightweightCommand
  ) throws(Raised) {
    command.installation.packages =
      try settings.texts("packages_to_install", "`packages_to_install`", in: self)
      ?? defaultPackages
    command.installation.indexURLs =
      try settings.texts("pip_index_urls", "`pip_index_urls`", in: self) ?? []
    command.installation.trustedHosts = try settings.texts(
      "pip_trusted_hosts", "`pip_trusted_hosts`", in: self)
    command.installation.installsKFP =
      try settings.flag("install_kfp_package", "`install_kfp_package`", in: self) ?? true
    command.installation.usesVirtualEnvironment =
      try settings.flag("use_venv", "`use_venv`", in: self) ?? false
    if let path = try settings.text("kfp_package_path", "`kfp_package_path`", in: self) {
      let exists = capabilities.readFile(path) != nil || capabilities.listFolder(path) != nil
      command.installation.kfpPackage = .init(path: path, exists: exists)
    }
  }

  private func additionalSources(_ settings: SurfaceCall) throws(Raised) -> [String] {
    guard settings.has("additional_funcs"), let value = settings["additional_funcs"] else {
      return []
    }
    let span = settings.span("additional_funcs")
    var sources: [String] = []
    for value in try items(of: value, at: span) {
      if case .unknown = value { throw .reported }
      guard case .object(let function as FunctionObject) = value,
        let text = FunctionSource(of: function).text
      else {
        throw failure(
          Diagnostic(
            "E0430", "`additional_funcs` takes functions that are written with `def`",
            at: SourceLabel(span, "holds \(kindName(of: value))")))
      }
      sources.append(text)
    }
    return sources
  }

  private func taskConfigPassthroughs(
    _ settings: SurfaceCall
  ) throws(Raised) -> [Component.Passthrough] {
    guard settings.has("task_config_passthroughs"),
      let value = settings["task_config_passthroughs"]
    else { return [] }
    let span = settings.span("task_config_passthroughs")
    var passthroughs: [Component.Passthrough] = []
    for value in try items(of: value, at: span) {
      switch value {
      case .unknown: throw .reported
      case .object(let field as TaskConfigFieldObject):
        passthroughs.append(Component.Passthrough(settingNamed: field.name, appliesToTask: false))
      case .object(let passthrough as TaskConfigPassthroughObject):
        passthroughs.append(passthrough.passthrough)
      default:
        throw failure(
          Diagnostic(
            "E0430", "`task_config_passthroughs` takes `TaskConfigField`s",
            at: SourceLabel(span, "holds \(kindName(of: value))")))
      }
    }
    return passthroughs
  }

  // MARK: Containers

  /// `@container_component`: the body runs once, with objects that stand for the inputs.
  func makeContainerComponent(
    _ function: FunctionObject, _ settings: SurfaceCall
  ) throws(Raised) -> Value {
    guard let interface = interface(of: function, as: .containerComponent) else {
      throw .reported
    }
    let arguments = ContainerPlaceholders(interface).arguments
    studio.containerDepth += 1
    let errors = bag.diagnostics.count
    let returned: Returned
    do throws(Raised) {
      returned = try invoke(function, arguments: arguments)
      studio.containerDepth -= 1
    } catch {
      studio.containerDepth -= 1
      throw error
    }
    let container: Component.Implementation
    switch returned.value {
    case .object(let spec as ContainerSpecObject):
      container = try spec.executor(interface, in: self)
      if bag.diagnostics.count == errors { doubtContainer(interface, spec, of: function) }
    case .unknown: throw .reported
    case let value:
      if bag.diagnostics.count > errors, bag.containsError { throw .reported }
      throw failure(
        Diagnostic(
          "E0481", "the container component `\(function.name)` returns \(kindName(of: value))",
          at: SourceLabel(
            returned.span ?? function.definition?.name.span ?? function.span,
            "a `ContainerSpec` is wanted"),
          helps: [Help("return `dsl.ContainerSpec(image=..., command=[...], args=[...])`")]))
    }
    let component = Component(
      name: ComponentName.ofFunction(function.name) ?? function.name, inputs: interface.inputs,
      outputs: interface.outputs, implementation: container,
      description: interface.description, declaration: function.definition?.name.span)
    return .object(
      ComponentObject(
        component, label: function.name, declaration: function.definition?.name.span,
        function: function, module: function.module.name))
  }
}

extension Diagnostic {
  static func sourceLost(_ function: FunctionObject) -> Diagnostic {
    Diagnostic(
      "E0429",
      "the text of `\(function.name)` cannot be shipped: it is indented, and a line of it "
        + "is not",
      at: SourceLabel(function.definition?.name.span ?? function.span, "defined here"),
      notes: ["a text in the body has a line that starts in the first column"],
      helps: [Help("define the component at the top level of the file")])
  }
}
