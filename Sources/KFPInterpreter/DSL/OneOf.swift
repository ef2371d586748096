import KFPGraph
import KFPSource

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
        case .input: throw failure(.oneOfNested("an input of the pipeline", at: argument.span))
        case .item, .field: throw failure(.oneOfNested("an item of a loop", at: argument.span))
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
            at: SourceLabel(argument.span, "not an output of a task"),
            helps: value.isList ? [Help("write the outputs without a list around them")] : []))
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
}

extension Diagnostic {
  static func oneOfNested(_ what: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0575", "`OneOf` chooses among outputs of branches, and this is \(what)",
      at: SourceLabel(span, what))
  }
}

extension Value {
  fileprivate var isList: Bool {
    switch self {
    case .list, .tuple: true
    default: false
    }
  }
}
