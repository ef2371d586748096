import KFPSource
import KFPTypes

extension Diagnostic {
  /// A loop over something that is no list.
  static func loopOverSingle(_ value: String, type: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0535", "\(value) is a single \(type), which a loop cannot run over",
      at: SourceLabel(span, "needs a list"),
      helps: [Help("loop over a list, such as an output of type `list[\(type)]`")])
  }

  /// A loop over no constants.
  static func loopOverNothing(at span: Span) -> Diagnostic {
    Diagnostic(
      "E0535", "this loop has no items", at: SourceLabel(span, "runs over an empty list"),
      helps: [Help("give it at least one item, or leave the loop out with a plain `if`")])
  }

  /// A loop with a negative limit.
  static func negativeParallelism(_ limit: Int, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0536", "`parallelism` is \(limit), but it must be 0 (no limit) or more",
      at: SourceLabel(span, "limits to \(limit) iterations at once"))
  }
}

/// Loops run over lists, with a limit that makes sense.
func checkLoops(_ flow: GraphFlow, _ bag: inout DiagnosticBag) {
  for group in flow.outline.groups {
    guard case .loop(let items, let parallelism) = flow.graph.groups[group].kind else { continue }
    let span = flow.graph.groups[group].span
    if let parallelism, parallelism < 0 {
      bag.report(.negativeParallelism(parallelism, at: span))
    }
    switch items {
    case .constants(let values):
      if values.isEmpty { bag.report(.loopOverNothing(at: span)) }
    case .channel(let channel):
      if let type = flow.singleType(of: channel) {
        bag.report(.loopOverSingle(flow.describe(channel), type: type, at: span))
      }
    }
  }
}

extension GraphFlow {
  /// The type of a channel that holds no list; nil for lists, and for the fields of items, whose
  /// types are not known well enough to judge.
  fileprivate func singleType(of channel: Channel) -> String? {
    if case .field = channel.origin { return nil }
    if case .collected = channel.origin { return nil }
    switch channel.type {
    case .parameter(let text):
      return text.comparedType == .list ? nil : text.pythonName
    case .artifact(let schema, let isList):
      return isList ? nil : PortType.artifact(schema, isList: false).pythonName
    }
  }
}
