import KFPGraph
import KFPSource

extension Evaluator {
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
  static func collectedOther(_ what: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0577", "`Collected` takes an output of a task inside a loop, and this is \(what)",
      at: SourceLabel(span, what))
  }
}
