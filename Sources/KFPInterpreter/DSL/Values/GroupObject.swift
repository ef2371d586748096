import KFPGraph
import KFPSource
import KFPTypes
import OrderedCollections

/// A group of tasks: what `If(...)`, `ParallelFor(...)` and `ExitHandler(...)` give.
final class GroupObject: Object {
  /// Which group it is.
  let id: GroupID
  /// What `with ... as x` binds; nil is the group itself.
  let item: ChannelObject?
  /// What it is to the user: `an If`, `a ParallelFor`.
  let kindName: String
  /// Whether it is an exit handler, the only group that tasks can run after.
  let isExitHandler: Bool

  init(id: GroupID, item: ChannelObject? = nil, kindName: String, isExitHandler: Bool = false) {
    self.id = id
    self.item = item
    self.kindName = kindName
    self.isExitHandler = isExitHandler
  }

  let typeName = "group of tasks"

  var attributeNames: [String] { ["name", "display_name"] }

  func attribute(_ name: String, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    let group = evaluator.studio.group(id)
    switch name {
    case "display_name": return group.displayName.map { .string($0) } ?? Value.none
    case "name":
      let stem =
        switch group.kind {
        case .pipeline: "pipeline"
        case .if, .elif, .else: "condition"
        case .branches: "condition-branches"
        case .loop: "for-loop"
        case .exitHandler: "exit-handler"
        }
      return .string("\(stem)-\(group.number)")
    default: return nil
    }
  }

  func enter(at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    let current = evaluator.studio.current(at: span)
    guard current == id.pipeline else {
      throw evaluator.failure(
        Diagnostic(
          "E0574", "this group belongs to \(evaluator.studio[id.pipeline].title)",
          at: SourceLabel(span, "a group of another pipeline")))
    }
    evaluator.studio[current].graph.enter(id, at: span)
    evaluator.studio[current].entered.append(id)
    return .object(item ?? self)
  }

  func exit(at span: Span, in evaluator: Evaluator) throws(Raised) {
    evaluator.studio[id.pipeline].graph.leave(id)
    if let position = evaluator.studio[id.pipeline].entered.lastIndex(of: id) {
      evaluator.studio[id.pipeline].entered.removeSubrange(position...)
    }
  }

  func truth(at span: Span, in evaluator: Evaluator) throws(Raised) -> Bool { true }
}

extension Evaluator {
  /// `If`, `Elif`, `Else`, `Condition`, `ParallelFor`, `ExitHandler`.
  func makeGroup(_ name: String, _ call: SurfaceCall) throws(Raised) -> Value {
    let displayName = try call.text("name", "the name of a group", in: self)
    let span = call.call.span
    switch name {
    case "If", "Condition":
      return group(.if(try condition(call, name)), "an \(name)", displayName, at: span)
    case "Elif": return group(.elif(try condition(call, name)), "an Elif", displayName, at: span)
    case "Else": return group(.else, "an Else", displayName, at: span)
    case "ExitHandler": return try exitHandler(call, displayName)
    default: return try loop(call, displayName)
    }
  }

  private func group(
    _ kind: Graph.Group.Kind, _ kindName: String, _ displayName: String?, at span: Span
  ) -> Value {
    let pipeline = studio.current(at: span)
    let id = studio[pipeline].graph.makeGroup(kind, displayName: displayName, at: span)
    return .object(GroupObject(id: id, kindName: kindName))
  }

  private func condition(_ call: SurfaceCall, _ name: String) throws(Raised) -> Condition {
    let span = call.span("condition")
    let value = call["condition"] ?? .none
    let problem: String
    var helps: [Help] = []
    switch value {
    case .unknown: throw .reported
    case .opaque(let value): throw needed(value, at: span, for: "decides a branch here")
    case .object(let object as ConditionObject):
      let pipeline = studio.current(at: span)
      for case .channel(let channel) in [object.condition.left, object.condition.right] {
        try refuseForeign(channel, label: nil, at: span, in: pipeline)
      }
      return object.condition
    case .object(let channel as ChannelObject):
      problem = "`\(channel.label)` is a value, not a comparison"
      if channel.parameterType == .boolean {
        let text = sourceText(of: span)
        helps = [
          Help(
            "write `\(text) == True`",
            edits: [
              TextEdit(
                Span(source: span.source, start: span.end, end: span.end), replacement: " == True")
            ])
        ]
      } else {
        helps = [Help("compare it: `\(name)(\(channel.label) == ...)`")]
      }
    case .bool(let value):
      throw failure(
        Diagnostic(
          "E0565", "this condition is \(value ? "True" : "False") whenever the pipeline runs",
          at: SourceLabel(span, "known already"),
          notes: ["`\(name)(...)` compares a run-time value with something"],
          helps: [Help("use a plain `if` for what is known when the script is read")]))
    case let value: problem = "\(kindName(of: value)) is not a comparison"
    }
    throw failure(
      Diagnostic(
        "E0565", "`\(name)` takes a comparison with a run-time value, and \(problem)",
        at: SourceLabel(span, "not a comparison"), helps: helps))
  }

  private func exitHandler(_ call: SurfaceCall, _ displayName: String?) throws(Raised) -> Value {
    let span = call.span("exit_task")
    switch call["exit_task"] ?? .none {
    case .unknown: throw .reported
    case .object(let task as TaskObject):
      let pipeline = studio.current(at: span)
      guard task.id.pipeline == pipeline else {
        throw failure(.afterForeignTask(task, at: span))
      }
      let id = studio[pipeline].graph.makeGroup(
        .exitHandler(task.id), displayName: displayName, at: call.call.span)
      return .object(
        GroupObject(id: id, kindName: "an ExitHandler", isExitHandler: true))
    case .object(let component as ComponentObject):
      throw failure(
        Diagnostic(
          "E0566", "`ExitHandler` takes a task, and `\(component.label)` is not called yet",
          at: SourceLabel(span, "a component, not a task"),
          helps: [Help("call it: `\(component.label)(...)`")]))
    case let value:
      throw failure(
        Diagnostic(
          "E0566", "`ExitHandler` takes a task, and this is \(kindName(of: value))",
          at: SourceLabel(span, "not a task")))
    }
  }

  // MARK: Loops

  private func loop(_ call: SurfaceCall, _ displayName: String?) throws(Raised) -> Value {
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
          ? [Help("pass it through a component that returns the list")] : []))
  }
}

// MARK: - OneOf, Collected

extension Evaluator {
  /// `OneOf(...)`.
  func makeOneOf(_ call: SurfaceCall) throws(Raised) -> Value {
    let span = call.call.span
    var channels: [Channel] = []
    var labels: [String] = []
    for argument in call.variadic {
      switch argument.value {
      case .unknown: throw .reported
      case .object(let object as ChannelObject):
        switch object.channel.origin {
        case .collected:
          throw failure(.oneOfNested("a collected list", at: argument.span))
        case .oneOf: throw failure(.oneOfNested("another `OneOf`", at: argument.span))
        case .output: break
        case .input, .item, .field:
          throw failure(
            Diagnostic(
              "E0575", "`OneOf` chooses among outputs of branches, and `\(object.label)` is none",
              at: SourceLabel(argument.span, "not an output of a task")))
        }
        try refuseForeign(
          object.channel, label: object.label, at: argument.span, in: studio.current(at: span))
        channels.append(object.channel)
        labels.append(sourceText(of: argument.span))
      case .object(let task as TaskObject):
        throw failure(
          Diagnostic(
            "E0305",
            "`\(shortText(of: argument.span, orElse: task.label))` is a task; `OneOf` takes one of its outputs",
            at: SourceLabel(argument.span, "a task, not a value"),
            helps: task.component.outputs.count == 1
              ? [
                Help(
                  "write `.output` behind the task",
                  edits: [
                    TextEdit(
                      Span(
                        source: argument.span.source, start: argument.span.end,
                        end: argument.span.end), replacement: ".output")
                  ])
              ] : []))
      case let value:
        throw failure(
          Diagnostic(
            "E0575",
            "`OneOf` chooses among outputs of branches, and this is \(kindName(of: value))",
            at: SourceLabel(argument.span, "not an output of a task")))
      }
    }
    guard let first = channels.first else {
      throw failure(
        Diagnostic(
          "E0575", "`OneOf` needs an output of each branch", at: SourceLabel(span, "none given")))
    }
    for (index, channel) in channels.enumerated() where channel.type != first.type {
      throw failure(
        Diagnostic(
          "E0576",
          "`OneOf` needs outputs of one type, and `\(labels[index])` is "
            + "\(channel.type.pythonName), not \(first.type.pythonName)",
          at: SourceLabel(call.variadic[index].span, "this is \(channel.type.pythonName)"),
          related: [SourceLabel(call.variadic[0].span, "this is \(first.type.pythonName)")]))
    }
    let pipeline = studio.current(at: span)
    let channel = studio[pipeline].graph.makeOneOf(channels)
    return .object(ChannelObject(channel, label: sourceText(of: span)))
  }

  /// `Collected(...)`.
  func makeCollected(_ call: SurfaceCall) throws(Raised) -> Value {
    let span = call.span("output")
    switch call["output"] ?? .none {
    case .unknown: throw .reported
    case .object(let object as ChannelObject):
      try refuseForeign(
        object.channel, label: object.label, at: span, in: studio.current(at: span))
      switch object.channel.origin {
      case .output:
        return .object(
          ChannelObject(
            Channel(
              origin: .collected(object.channel), type: collectedType(of: object.channel.type)),
            label: sourceText(of: call.call.span)))
      case .oneOf: throw failure(.collectedOther("the output of a set of branches", at: span))
      case .collected: throw failure(.collectedOther("a collected list already", at: span))
      case .input: throw failure(.collectedOther("an input of the pipeline", at: span))
      case .item, .field: throw failure(.collectedOther("the item of a loop", at: span))
      }
    case .object(let task as TaskObject):
      throw failure(
        Diagnostic(
          "E0305",
          "`\(shortText(of: span, orElse: task.label))` is a task; `Collected` takes one of its outputs",
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
            ] : []))
    case let value: throw failure(.collectedOther(kindName(of: value), at: span))
    }
  }
}

extension Diagnostic {
  static func oneOfNested(_ what: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0575", "`OneOf` chooses among outputs of branches, and this is \(what)",
      at: SourceLabel(span, what))
  }

  static func collectedOther(_ what: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0577", "`Collected` takes an output of a task inside a loop, and this is \(what)",
      at: SourceLabel(span, what))
  }
}
