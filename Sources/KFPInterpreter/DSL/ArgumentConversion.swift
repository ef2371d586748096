import KFPChecker
import KFPGraph
import KFPSource
import KFPTypes
import OrderedCollections

/// Values of the script as what a document can say.
extension Evaluator {
  /// What is known about a value as an argument, and the value itself; the value is nil where it
  /// cannot be an argument (the type says why) or is not known.
  func argument(
    from value: Value, at span: Span, for pipeline: PipelineID
  ) throws(Raised) -> (type: ArgumentType, value: KFPGraph.Argument?) {
    switch value {
    case .none: return (.none, nil)
    case .unknown: return (.unknown, nil)
    case .opaque(let value):
      throw needed(argument: value, at: span)
    case .bool, .int, .float, .string, .list, .dict:
      let argument = try compoundArgument(from: value, at: span, for: pipeline, depth: 0)
      return (.constant(Self.parameterType(of: value)), argument)
    case .object(let channel as ChannelObject):
      try refuseForeign(channel.channel, label: channel.label, at: span, in: pipeline)
      return (argumentType(of: channel.channel, in: pipeline), .channel(channel.channel))
    case .object(let task as TaskObject): return (.task(outputs: task.outputTypes), nil)
    case .object(let placeholder as PlaceholderObject):
      return (.constant(.string), .constant(.string(placeholder.text)))
    case .object(let outputs as OutputsObject):
      let name = outputs.task.component.outputs.first?.name ?? "..."
      return (
        .other(typeName: "collection of outputs", help: "choose one: `.outputs['\(name)']`"), nil
      )
    case .object(let member as InstanceObject):
      guard case .enumeration = member.type.kind else { fallthrough }
      return (
        .other(
          typeName: typeName(of: value), help: "write `.value` behind the member"), nil
      )
    case .tuple, .set, .bytes, .object:
      return (.other(typeName: typeName(of: value)), nil)
    }
  }

  private func argumentType(of channel: Channel, in pipeline: PipelineID) -> ArgumentType {
    if studio.isInsideForeignLoop(channel, seenFrom: pipeline) { return .unknown }
    switch channel.origin {
    case .item, .field:
      if channel.type == .parameter(.string) { return .untypedItem }
    case .input, .output, .oneOf, .collected: break
    }
    return channel.type.portType.map(ArgumentType.runtime) ?? .unknown
  }

  private static func parameterType(of value: Value) -> ParameterType {
    switch value {
    case .bool: .boolean
    case .int: .integer
    case .float: .double
    case .list: .list
    case .dict: .struct
    default: .string
    }
  }

  /// A constant, a text with run-time values, or a list or dictionary of such.
  func compoundArgument(
    from value: Value, at span: Span, for pipeline: PipelineID, depth: Int
  ) throws(Raised) -> KFPGraph.Argument {
    guard depth < 100 else { throw failure(.nestedTooDeeply(at: span)) }
    switch value {
    case .bool(let value): return .constant(.bool(value))
    case .int(let value): return .constant(.integer(value))
    case .float(let value):
      guard value.isFinite else { throw failure(.notFinite(at: span)) }
      return .constant(.double(value))
    case .string(let text): return try textArgument(from: text, at: span, for: pipeline)
    case .list(let list):
      var elements: [KFPGraph.Argument] = []
      for element in list.elements {
        elements.append(
          try compoundArgument(from: element, at: span, for: pipeline, depth: depth + 1))
      }
      return .list(elements).folded
    case .dict(let dict):
      var members: [(key: String, value: KFPGraph.Argument)] = []
      for (key, value) in dict.members {
        guard case .string(let key) = key.value else {
          throw failure(.keyNotText(kindName(of: key.value), at: span))
        }
        try refuseRuntimeValues(in: key, place: "a key of a dict", at: span)
        members.append(
          (key, try compoundArgument(from: value, at: span, for: pipeline, depth: depth + 1)))
      }
      return KFPGraph.Argument.dict(members).folded
    case .object(let channel as ChannelObject) where depth > 0:
      try refuseForeign(channel.channel, label: channel.label, at: span, in: pipeline)
      if case .artifact = channel.channel.type {
        throw failure(.artifactInCompound(channel, at: span))
      }
      return .channel(channel.channel)
    case .object(let placeholder as PlaceholderObject): return .constant(.string(placeholder.text))
    case .unknown: throw .reported
    case .opaque(let value): throw needed(argument: value, at: span)
    case .object(let task as TaskObject): throw failure(.taskInCompound(task, at: span))
    case .none, .bytes, .tuple, .set, .object:
      throw failure(.cannotTravelInside(kindName(of: value), at: span))
    }
  }

  /// A text, taken apart where run-time values are in it.
  func textArgument(
    from text: String, at span: Span, for pipeline: PipelineID
  ) throws(Raised) -> KFPGraph.Argument {
    guard let segments = studio.embedded.segments(of: text) else { return .constant(.string(text)) }
    for case .channel(let channel) in segments {
      try refuseForeign(channel, label: nil, at: span, in: pipeline)
    }
    return .template(segments)
  }

  /// Complains about a value of another pipeline.
  func refuseForeign(
    _ channel: Channel, label: String?, at span: Span, in pipeline: PipelineID
  ) throws(Raised) {
    let owner = studio.pipeline(of: channel)
    guard owner != pipeline else { return }
    throw failure(
      Diagnostic(
        "E0574",
        "\(label.map { "`\($0)`" } ?? "this value") belongs to \(studio[owner].title), not to "
          + studio[pipeline].title,
        at: SourceLabel(span, "a value of another pipeline"),
        notes: ["a pipeline sees its own inputs and the outputs of its own tasks"],
        helps: [Help("pass it to the pipeline as an input")]))
  }

  /// A constant as JSON, for defaults, loop items and settings; run-time values are refused.
  func json(from value: Value, place: String, at span: Span) throws(Raised) -> JSONValue {
    try json(from: value, place: place, at: span, depth: 0)
  }

  private func json(
    from value: Value, place: String, at span: Span, depth: Int
  ) throws(Raised) -> JSONValue {
    guard depth < 100 else { throw failure(.nestedTooDeeply(at: span)) }
    switch value {
    case .none: return .null
    case .bool(let value): return .bool(value)
    case .int(let value): return .integer(value)
    case .float(let value):
      guard value.isFinite else { throw failure(.notFinite(at: span)) }
      return .double(value)
    case .string(let text):
      try refuseRuntimeValues(in: text, place: place, at: span)
      return .string(text)
    case .list(let list): return try array(list.elements, place, at: span, depth: depth)
    case .tuple(let elements): return try array(elements, place, at: span, depth: depth)
    case .dict(let dict):
      var members: OrderedDictionary<String, JSONValue> = [:]
      for (key, value) in dict.members {
        guard case .string(let key) = key.value else {
          throw failure(.keyNotText(kindName(of: key.value), at: span))
        }
        try refuseRuntimeValues(in: key, place: place, at: span)
        members[key] = try json(from: value, place: place, at: span, depth: depth + 1)
      }
      return .object(members)
    case .object(let channel as ChannelObject):
      throw failure(
        Diagnostic(
          "E0559", "\(place) must be known when the pipeline is put together",
          at: SourceLabel(span, "`\(channel.label)` is a run-time \(channel.typeDescription)"),
          notes: ["a run-time value exists only when tasks run"]))
    case .object(let placeholder as PlaceholderObject): return .string(placeholder.text)
    case .unknown: throw .reported
    case .opaque(let value): throw needed(value, at: span, for: "\(place) is needed here")
    case .bytes, .set, .object:
      throw failure(
        Diagnostic(
          "E0307", "\(place) cannot hold \(kindName(of: value))",
          at: SourceLabel(span, "holds \(kindName(of: value))"),
          notes: ["constants are str, int, float, bool, and lists and dicts of them"]))
    }
  }

  private func array(
    _ values: [Value], _ place: String, at span: Span, depth: Int
  ) throws(Raised) -> JSONValue {
    var elements: [JSONValue] = []
    for value in values {
      elements.append(try json(from: value, place: place, at: span, depth: depth + 1))
    }
    return .array(elements)
  }
}

extension KFPGraph.Argument {
  /// The same as a constant, where no run-time value is inside.
  var folded: KFPGraph.Argument {
    switch self {
    case .list(let elements):
      var values: [JSONValue] = []
      for element in elements {
        guard case .constant(let value) = element else { return self }
        values.append(value)
      }
      return .constant(.array(values))
    case .dict(let members):
      var values: OrderedDictionary<String, JSONValue> = [:]
      for (key, element) in members {
        guard case .constant(let value) = element else { return self }
        values[key] = value
      }
      return .constant(.object(values))
    case .constant, .channel, .template: return self
    }
  }
}

extension Diagnostic {
  static func nestedTooDeeply(at span: Span) -> Diagnostic {
    Diagnostic("E0307", "this value is nested too deeply", at: SourceLabel(span, "too deep"))
  }

  static func notFinite(at span: Span) -> Diagnostic {
    Diagnostic(
      "E0309", "infinity and NaN cannot be passed to a task",
      at: SourceLabel(span, "not a finite number"),
      notes: ["a compiled pipeline is JSON, which has no such numbers"])
  }

  static func keyNotText(_ kind: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0310", "the keys of a dict that is passed to a task must be str, and \(kind) is one",
      at: SourceLabel(span, "has a key that is \(kind)"))
  }

  static func artifactInCompound(_ channel: ChannelObject, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0538", "`\(channel.label)` is an artifact, which cannot stand inside a list or dict",
      at: SourceLabel(span, "holds an artifact"),
      helps: [Help("give each artifact an input of its own, or collect them with `Collected(...)`")]
    )
  }

  static func taskInCompound(_ task: TaskObject, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0305", "`\(task.label)` is a task; its output is meant here",
      at: SourceLabel(span, "holds a task"), helps: [Help("write `.output` behind the task")])
  }

  static func cannotTravelInside(_ kind: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0307", "\(kind) inside a list or dict cannot be passed to a task",
      at: SourceLabel(span, "holds \(kind)"),
      notes: ["constants that can be passed are str, int, float, bool, and lists and dicts of them"]
    )
  }
}
