import KFPGraph
import KFPSource
import KFPSyntax
import KFPTypes
import OrderedCollections

/// `@pipeline`: the body runs once, with the inputs as run-time values, and grows a graph.
extension Evaluator {
  func makePipeline(
    _ function: FunctionObject, _ settings: SurfaceCall
  ) throws(Raised) -> Value {
    let declaration = function.definition?.name.span ?? function.span
    if let outer = studio.active.last {
      throw failure(
        Diagnostic(
          "E0450", "the pipeline `\(function.name)` is defined inside \(studio[outer].title)",
          at: SourceLabel(declaration, "a pipeline inside a pipeline"),
          helps: [Help("define it before, and call it inside")]))
    }
    let errors = bag
    let interface = self.interface(of: function, as: .pipeline)
    let header = try header(function, settings)
    guard let interface else { throw .reported }
    let id = studio.begin(
      header: header, inputs: interface.inputs, outputs: interface.outputs,
      title: "the pipeline `\(function.name)`", at: function.span)
    studio[id].graph.header.description = header.description ?? interface.description
    try runBody(of: function, interface, in: id)
    let graph = studio[id].graph
    // A component that was complained about before makes no task, and that has been said.
    if graph.tasks.isEmpty, !bag.containsError, !isTextBroken {
      throw failure(.pipelineWithoutTasks(function.name, at: declaration))
    }
    let lowered = isRehearsing || bag.hasNewError(since: errors) ? nil : document(of: graph)
    let component = Component(
      name: graph.header.name, inputs: graph.inputs, outputs: graph.declaredOutputs,
      implementation: lowered?.implementation ?? .empty(name: graph.header.name),
      description: graph.header.description, declaration: declaration)
    let object = ComponentObject(
      component, label: function.name, declaration: declaration, pipeline: lowered,
      pipelineID: id, function: function, module: function.module.name)
    studio.definitions.append(object)
    return .object(object)
  }

  private func header(
    _ function: FunctionObject, _ settings: SurfaceCall
  ) throws(Raised) -> Graph.Header {
    let declaration = function.definition?.name.span ?? function.span
    let given = try settings.text("name", "the name of a pipeline", in: self)
    let name: String
    switch PipelineName(decorator: given, function: function.name) {
    case .name(let text): name = text
    case .empty:
      throw failure(
        Diagnostic(
          "E0452", "the name of this pipeline has no letters or digits",
          at: SourceLabel(given == nil ? declaration : settings.span("name"), "nothing is left"),
          notes: ["a name keeps small letters, digits and hyphens"]))
    case .tooLong(let text):
      throw failure(
        Diagnostic(
          "E0452",
          "the name of this pipeline has \(text.utf8.count) letters, and \(PipelineName.maximumLength) "
            + "fit", at: SourceLabel(given == nil ? declaration : settings.span("name"), "too long")
        ))
    }
    var header = Graph.Header(name: name, declaration: declaration)
    header.displayName = try settings.text("display_name", "the display name", in: self)
    // An empty description gives way to the docstring.
    let description = try settings.text("description", "the description", in: self)
    header.description = description?.isEmpty == true ? nil : description
    let root = try settings.text("pipeline_root", "the pipeline root", in: self)
    header.pipelineRoot = root?.isEmpty == true ? nil : root
    if settings.has("pipeline_config") {
      guard case .object(let object as PipelineConfigObject) = settings["pipeline_config"] else {
        if case .unknown = settings["pipeline_config"] { throw .reported }
        throw failure(
          .wrongKind(
            "`pipeline_config`", wanted: "a PipelineConfig", settings["pipeline_config"] ?? .none,
            at: settings.span("pipeline_config"), in: self))
      }
      header.pipelineConfig = object.complete.json
      header.hasWorkspace = object.complete.workspace != nil
    }
    return header
  }

  private func runBody(
    of function: FunctionObject, _ interface: FunctionInterface, in id: PipelineID
  ) throws(Raised) {
    var arguments: OrderedDictionary<String, Value> = [:]
    for input in interface.inputs {
      arguments[input.name] = .object(
        ChannelObject(
          Channel(origin: .input(id, name: input.name), type: input.type), label: input.name))
    }
    studio.open(id)
    let returned: Returned
    do throws(Raised) {
      returned = try invoke(function, arguments: arguments)
    } catch {
      studio.close(id)
      throw error
    }
    studio.close(id)
    let span = returned.span ?? function.definition?.name.span ?? function.span
    studio[id].graph.returnedOutputs = try returnedOutputs(
      returned.value, of: id, interface, at: span)
  }

  private func returnedOutputs(
    _ value: Value, of id: PipelineID, _ interface: FunctionInterface, at span: Span
  ) throws(Raised) -> [Graph.ReturnedOutput] {
    var members: [(name: String, value: Value)] = []
    switch value {
    case .none: return []
    case .unknown: throw .reported
    case .object(let channel as ChannelObject): members = [("Output", .object(channel))]
    case .object(let instance as InstanceObject):
      guard case .namedTuple = instance.type.kind else {
        throw failure(.returnsOther(kindName(of: value), at: span))
      }
      members = instance.type.fields.map { ($0.name, instance.attributes[$0.name] ?? .none) }
    case .object(let outputs as OutputsObject):
      members = strings(outputs.dictionary(at: span, in: self))
    case .dict(let dict): members = strings(dict)
    case .object(let task as TaskObject):
      throw failure(
        Diagnostic(
          "E0453",
          "`\(shortText(of: span, orElse: task.label))` is a task; a pipeline returns outputs of tasks",
          at: SourceLabel(span, "a task, not a value"),
          helps: task.component.outputs.count == 1
            ? [
              Help(
                "write `.output` behind the task",
                edits: [
                  TextEdit(
                    Span(source: span.source, start: span.end, end: span.end),
                    replacement: ".output")
                ])
            ] : [Help("return `task.outputs`, or one of them")]))
    default: throw failure(.returnsOther(kindName(of: value), at: span))
    }
    var outputs: [Graph.ReturnedOutput] = []
    for (name, value) in members {
      switch value {
      case .unknown: throw .reported
      case .object(let channel as ChannelObject):
        try refuseForeign(channel.channel, label: channel.label, at: span, in: id)
        outputs.append(Graph.ReturnedOutput(name: name, channel: channel.channel, span: span))
      default: throw failure(.returnsOther(kindName(of: value), at: span))
      }
    }
    return outputs
  }

  private func strings(_ dict: DictObject) -> [(name: String, value: Value)] {
    dict.members.compactMap { key, value in
      if case .string(let name) = key.value { (name, value) } else { nil }
    }
  }
}

extension DiagnosticBag {
  /// Whether an error was reported since this bag was copied.
  func hasNewError(since before: DiagnosticBag) -> Bool {
    diagnostics.dropFirst(before.diagnostics.count).contains { $0.severity == .error }
  }
}

extension Diagnostic {
  static func returnsOther(_ kind: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0453", "a pipeline returns outputs of its tasks, and \(kind) is returned here",
      at: SourceLabel(span, "this is \(kind)"),
      notes: ["what is known when the script is read needs no task to compute it"],
      helps: [Help("return `task.output`, a NamedTuple of outputs, or nothing")])
  }
}
