import KFPSource

extension Diagnostic {
  /// A text that names no duration.
  static func badDuration(_ text: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0324", "`'\(text)'` is not a duration", at: SourceLabel(span, "set here"),
      helps: [
        Help("write a whole number and a unit (s, m, h, d, w), such as `'30s'` or `'5m'`")
      ])
  }

  /// A negative number of retries, or a pause that shrinks below nothing.
  static func negativeRetries(_ what: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0328", "\(what) cannot be negative", at: SourceLabel(span, "set here"))
  }
}

/// Retries come a number of times, after pauses that are durations.
func checkRetries(_ flow: GraphFlow, _ bag: inout DiagnosticBag) {
  for task in flow.graph.tasks {
    for (setting, span) in task.settings {
      guard case .retry(let count, let duration, let factor, let longest) = setting else {
        continue
      }
      for text in [duration, longest] {
        guard let text, !text.isEmpty, durationInSeconds(text) == nil else { continue }
        bag.report(.badDuration(text, at: span))
      }
      if let count, count < 0 { bag.report(.negativeRetries("the number of retries", at: span)) }
      if let factor, factor < 0 { bag.report(.negativeRetries("the growth of pauses", at: span)) }
    }
  }
}
