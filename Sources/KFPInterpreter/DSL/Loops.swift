import KFPGraph
import KFPSource
import KFPTypes
import OrderedCollections

extension Evaluator {
  /// `ParallelFor(...)`.
  func makeLoop(_ call: SurfaceCall, _ displayName: String?) throws(Raised) -> Value {
    let parallelism = try parallelism(call)
    let span = call.span("items")
    let items: Graph.LoopItems
    var label = "item"
    switch call["items"] ?? .none {
    case .unknown: throw .reported
    case .opaque(let value): throw needed(value, at: span, for: "looped over here")
    case .list(let list): items = .constants(try constants(list.elements, at: span))
    case .tuple(let elements): items = .constants(try constants(elements, at: span))
    case .object(let channel as ChannelObject):
      try refuseForeign(
        channel.channel, label: channel.label, at: span, in: studio.current(at: span))
      items = try channelItems(channel, at: span)
      label = "\(channel.label) item"
    case .object(let task as TaskObject):
      throw failure(
        Diagnostic(
          "E0567",
          "`\(shortText(of: span, orElse: task.label))` is a task; `ParallelFor` loops over one of its outputs",
          at: SourceLabel(span, "a task, not a list"),
          helps: task.component.outputs.count == 1 ? [Help("write `.output` behind the task")] : [])
      )
    case let value:
      throw failure(
        Diagnostic(
          "E0567", "`ParallelFor` loops over a list, and this is \(kindName(of: value))",
          at: SourceLabel(span, "not a list"), helps: loopHelps(value, at: span)))
    }
    guard let type = loopItemType(of: items) else {
      throw failure(
        Diagnostic(
          "E0567", "the items of this loop have no type", at: SourceLabel(span, "looped over")))
    }
    if case .parameter(let text) = type, !text.isParameter {
      throw failure(.itemTypeUnusable(text, of: "an item", at: span))
    }
    let pipeline = studio.current(at: span)
    let id = studio[pipeline].graph.makeGroup(
      .loop(items, parallelism: parallelism), displayName: displayName, at: call.call.span)
    let item = ChannelObject(Channel(origin: .item(id), type: type), label: label)
    return .object(GroupObject(id: id, item: item, kindName: "a ParallelFor"))
  }

  private func loopHelps(_ value: Value, at span: Span) -> [Help] {
    switch value {
    case .object(let object) where object.typeName == "range":
      let start = Span(source: span.source, start: span.start, end: span.start)
      let end = Span(source: span.source, start: span.end, end: span.end)
      return [
        Help(
          "make a list of it: `list(...)`",
          edits: [TextEdit(start, replacement: "list("), TextEdit(end, replacement: ")")])
      ]
    case .int(let count) where count > 0:
      return [Help("loop over numbers: `list(range(\(count)))`")]
    case .string(let text) where text.utf8.count <= 40:
      return [Help("a list of one text is `['\(text)']`")]
    case .dict: return [Help("loop over a list of dicts, or over `list(....items())` as dicts")]
    default: return []
    }
  }

  private func parallelism(_ call: SurfaceCall) throws(Raised) -> Int? {
    switch call["parallelism"] ?? .none {
    case .none: return nil
    case .bool(let value): return value ? 1 : nil
    case .int(let value) where value >= 0: return value == 0 ? nil : value
    case .unknown: throw .reported
    case .object(is ChannelObject):
      throw failure(
        Diagnostic(
          "E0568", "the parallelism of a loop must be known when the pipeline is put together",
          at: SourceLabel(call.span("parallelism"), "a run-time value")))
    case let value:
      throw failure(
        Diagnostic(
          "E0568", "the parallelism of a loop is a whole number from 0",
          at: SourceLabel(call.span("parallelism"), "this is \(kindName(of: value))")))
    }
  }

  private func constants(_ values: [Value], at span: Span) throws(Raised) -> [JSONValue] {
    guard let first = values.first else {
      throw failure(
        Diagnostic(
          "E0569", "this loop has no items", at: SourceLabel(span, "an empty list"),
          notes: ["a loop over constants needs at least one"]))
    }
    if case .none = first {
      throw failure(.itemTypeUnusable(TypeText("NoneType"), of: "an item", at: span))
    }
    if case .tuple = first {
      throw failure(.itemTypeUnusable(TypeText("tuple"), of: "an item", at: span))
    }
    var items: [JSONValue] = []
    for value in values {
      if case .object(let channel as ChannelObject) = value {
        throw failure(
          Diagnostic(
            "E0570", "the items of a loop are either all known now or all run-time values",
            at: SourceLabel(span, "`\(channel.label)` is a run-time \(channel.typeDescription)"),
            helps: [Help("build the list in a component and loop over its output")]))
      }
      items.append(try json(from: value, place: "an item of a loop", at: span))
    }
    if case .object(let members) = items[0] {
      guard !members.isEmpty else {
        throw failure(
          Diagnostic(
            "E0569", "the first item of this loop is an empty dict",
            at: SourceLabel(span, "no fields")))
      }
      for key in members.keys where !isIdentifier(key) {
        throw failure(
          Diagnostic(
            "E0571", "the key `\(key)` of a loop's items is not a name",
            at: SourceLabel(span, "fields are read as `item.name`"),
            notes: ["letters, digits and underscores, not starting with a digit"]))
      }
    }
    return items
  }

  private func isIdentifier(_ text: String) -> Bool {
    guard let first = text.utf8.first, !(0x30...0x39 ~= first) else { return false }
    return text.utf8.allSatisfy {
      $0 == 0x5F || 0x30...0x39 ~= $0 || (0x61...0x7A ~= ($0 | 0x20) && $0 < 0x80)
    }
  }

  private func channelItems(
    _ channel: ChannelObject, at span: Span
  ) throws(Raised) -> Graph.LoopItems {
    let problem: String?
    switch (channel.channel.origin, channel.channel.type) {
    case (.collected, _):
      problem = "a collected list cannot be looped over directly"
    case (_, .artifact(_, let isList)):
      problem = isList ? nil : "`\(channel.label)` is a single \(channel.typeDescription)"
    case (.field, .parameter): problem = nil
    case (_, .parameter(let text)):
      problem =
        text.parameterType == .list
        ? nil : "`\(channel.label)` is a single \(channel.typeDescription)"
    }
    guard let problem else { return .channel(channel.channel) }
    throw failure(
      Diagnostic(
        "E0567", "`ParallelFor` loops over a list, and \(problem)",
        at: SourceLabel(span, "not a list that can be looped over"),
        helps: problem.hasPrefix("a collected")
          ? [Help("pass it through a component that returns the list")]
          : channel.isOutputOfTask
            ? [Help("let the component return a list: `-> list`")] : []))
  }
}

extension ChannelObject {
  /// Whether a task makes the value.
  fileprivate var isOutputOfTask: Bool {
    if case .output = channel.origin { true } else { false }
  }
}
