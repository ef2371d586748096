import KFPGraph
import KFPSource
import KFPSpec
import KFPTypes
import OrderedCollections

/// A pipeline as a list of steps in JSON: what the interpreter would do to a graph, without a script.
///
/// The same steps can be written as Python source for the official SDK, which gave the expected
/// documents of `Tests/Cases/graph`.
struct GraphScript {
  private(set) var graph: Graph
  private var tasks: [String: (id: TaskID, outputs: [String: ChannelType])] = [:]
  private var groups: [String: GroupID] = [:]
  private var items: [String: Graph.LoopItems] = [:]
  private var oneOfs: [String: Channel] = [:]
  private var inputs: [String: ChannelType] = [:]
  private var step: UInt32 = 0

  init(_ script: JSONValue) {
    let declared = (script["inputs"]?.arrayValue ?? []).map(Self.input)
    let outputs = (script["outputs"]?.arrayValue ?? []).map(Self.output)
    graph = Graph(
      id: PipelineID(0), header: Graph.Header(name: "p"), inputs: declared,
      declaredOutputs: outputs, at: Self.span(0))
    for input in declared { inputs[input.name] = input.type }
    for step in script["steps"]?.arrayValue ?? [] { perform(step) }
  }

  /// A place for each step, so that complaints can be told apart.
  static func span(_ step: UInt32) -> Span {
    Span(source: SourceID(0), start: step, end: step + 1)
  }

  private mutating func perform(_ step: JSONValue) {
    self.step += 1
    let span = Self.span(self.step)
    if let name = step["task"]?.stringValue {
      addTask(name, step, at: span)
    } else if let name = step["group"]?.stringValue {
      addGroup(name, step, at: span)
    } else if let group = groups[step["enter"]?.stringValue ?? ""] {
      graph.enter(group, at: span)
    } else if let group = groups[step["leave"]?.stringValue ?? ""] {
      graph.leave(group)
    } else if let name = step["oneof"]?.stringValue {
      oneOfs[name] = graph.makeOneOf((step["of"]?.arrayValue ?? []).map(channel))
    } else if let pair = step["after"]?.arrayValue {
      addAfter(pair, at: span)
    } else if let parts = step["set"]?.arrayValue, let setting = setting(parts) {
      configure(parts[0], setting, at: span)
    } else if let task = step["ignore"] {
      configure(task, .ignoreUpstreamFailure, at: span)
    } else if let outputs = step["return"]?.arrayValue {
      graph.returnedOutputs = outputs.compactMap { output in
        guard let pair = output.arrayValue, let name = pair[0].stringValue else { return nil }
        return .init(name: name, channel: channel(pair[1]), span: span)
      }
    }
  }

  private mutating func configure(_ task: JSONValue, _ setting: TaskSetting, at span: Span) {
    guard let id = tasks[task.stringValue ?? ""]?.id else { return }
    graph.configure(id, setting, at: span)
  }

  private mutating func addAfter(_ pair: [JSONValue], at span: Span) {
    let other = pair[1].stringValue ?? ""
    if let task = tasks[other] {
      configure(pair[0], .afterTask(task.id), at: span)
    } else if let group = groups[other] {
      configure(pair[0], .afterGroup(group), at: span)
    }
  }

  private mutating func addTask(_ name: String, _ step: JSONValue, at span: Span) {
    let outputs = (step["outputs"]?.arrayValue ?? []).map(Self.output)
    let component = Component(
      name: ComponentName.ofFunction(step["component"]?.stringValue ?? "") ?? "",
      inputs: (step["inputs"]?.arrayValue ?? []).map(Self.input), outputs: outputs,
      implementation: .container(ContainerExecutor(image: "i")))
    let arguments = (step["args"]?.objectValue ?? [:]).map { name, value in
      Graph.BoundArgument(name: name, value: argument(value), span: span)
    }
    let id = graph.addTask(of: component, arguments: arguments, at: span)
    tasks[name] = (
      id, Dictionary(outputs.map { ($0.name, $0.type) }, uniquingKeysWith: { first, _ in first })
    )
  }

  private mutating func addGroup(_ name: String, _ step: JSONValue, at span: Span) {
    let kind: Graph.Group.Kind
    if let parts = step["if"]?.arrayValue {
      kind = .if(condition(parts))
    } else if let parts = step["elif"]?.arrayValue {
      kind = .elif(condition(parts))
    } else if step["else"] != nil {
      kind = .else
    } else if let task = tasks[step["exit"]?.stringValue ?? ""] {
      kind = .exitHandler(task.id)
    } else {
      let value = step["loop"] ?? .null
      let over: Graph.LoopItems =
        value["const"]?.arrayValue.map(Graph.LoopItems.constants) ?? .channel(channel(value))
      items[name] = over
      kind = .loop(over, parallelism: step["parallelism"]?.integerValue)
    }
    groups[name] = graph.makeGroup(kind, displayName: step["name"]?.stringValue, at: span)
  }

  private func condition(_ parts: [JSONValue]) -> Condition {
    Condition(
      left: argument(parts[0]), .init(rawValue: parts[1].stringValue ?? "") ?? .equal,
      right: argument(parts[2]))
  }

  private func setting(_ parts: [JSONValue]) -> TaskSetting? {
    switch parts[1].stringValue {
    case "cpu_limit": .cpuLimit(argument(parts[2]))
    case "cpu_request": .cpuRequest(argument(parts[2]))
    case "memory_limit": .memoryLimit(argument(parts[2]))
    case "memory_request": .memoryRequest(argument(parts[2]))
    case "accelerator_type": .acceleratorType(argument(parts[2]))
    case "accelerator_limit": .acceleratorLimit(argument(parts[2]))
    case "container_image": .containerImage(argument(parts[2]))
    case "secret":
      .kubernetes(.secretAsVolume(name: argument(parts[2]), mountPath: "/m", isOptional: false))
    case "env":
      .environmentVariable(
        name: parts[2].arrayValue?.first?.stringValue ?? "",
        value: parts[2].arrayValue?.last?.stringValue ?? "")
    case "caching": .caching(isEnabled: parts[2].boolValue ?? true, key: nil)
    case "display_name": .displayName(parts[2].stringValue ?? "")
    case "retry": retry(parts[2].arrayValue ?? [])
    default: nil
    }
  }

  private func retry(_ parts: [JSONValue]) -> TaskSetting {
    .retry(
      count: parts.first?.integerValue,
      backoffDuration: parts.count > 1 ? parts[1].stringValue : nil,
      backoffFactor: parts.count > 2 ? parts[2].numberValue : nil,
      backoffMaxDuration: parts.count > 3 ? parts[3].stringValue : nil)
  }

  // MARK: Values

  private func argument(_ value: JSONValue) -> Argument {
    if let constant = value["const"] { return .constant(constant) }
    if let parts = value["template"]?.arrayValue {
      return .template(
        parts.map { part in
          part.stringValue.map(Argument.TemplateSegment.text) ?? .channel(channel(part))
        })
    }
    if let parts = value["list"]?.arrayValue { return .list(parts.map(argument)) }
    if let parts = value["dict"]?.arrayValue {
      return .dict(
        parts.map {
          ($0.arrayValue?.first?.stringValue ?? "", argument($0.arrayValue?.last ?? .null))
        })
    }
    return .channel(channel(value))
  }

  private func channel(_ value: JSONValue) -> Channel {
    if let name = value["in"]?.stringValue {
      return Channel(
        origin: .input(graph.id, name: name), type: inputs[name] ?? .parameter(.string))
    }
    if let pair = value["out"]?.arrayValue, let task = tasks[pair[0].stringValue ?? ""] {
      let name = pair[1].stringValue ?? ""
      return Channel(
        origin: .output(task.id, name: name), type: task.outputs[name] ?? .parameter(.string))
    }
    if let name = value["item"]?.stringValue, let group = groups[name] {
      return Channel(origin: .item(group), type: itemType(name))
    }
    if let pair = value["field"]?.arrayValue, let name = pair[0].stringValue,
      let group = groups[name]
    {
      return Channel(
        origin: .field(group, key: pair[1].stringValue ?? ""),
        type: fieldType(ofItem: itemType(name)) ?? .parameter(.string))
    }
    if let inner = value["collected"] {
      let channel = channel(inner)
      return Channel(origin: .collected(channel), type: collectedType(of: channel.type))
    }
    return oneOfs[value["one"]?.stringValue ?? ""]
      ?? Channel(origin: .input(PipelineID(99), name: "unknown"), type: .parameter(.string))
  }

  private func itemType(_ loop: String) -> ChannelType {
    items[loop].flatMap(loopItemType) ?? .parameter(.string)
  }

  // MARK: Declarations

  private static func input(_ parts: JSONValue) -> Component.Input {
    Component.Input(
      name: parts.arrayValue?[0].stringValue ?? "", type: type(parts.arrayValue?[1]),
      isOptional: (parts.arrayValue?.count ?? 0) > 2)
  }

  private static func output(_ parts: JSONValue) -> Component.Output {
    Component.Output(name: parts.arrayValue?[0].stringValue ?? "", type: type(parts.arrayValue?[1]))
  }

  private static func type(_ text: JSONValue?) -> ChannelType {
    let text = text?.stringValue ?? "String"
    guard text.contains("@") else { return .parameter(TypeText(text)) }
    let isList = text.hasPrefix("[")
    let title = text.drop { $0 == "[" }.prefix { $0 != "@" }
    return .artifact(ArtifactSchema(title: String(title)), isList: isList)
  }
}
