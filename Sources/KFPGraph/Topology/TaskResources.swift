import KFPSource
import KFPTypes

extension Diagnostic {
  /// A text that names no amount of cores or memory.
  static func badAmount(
    _ code: DiagnosticCode, _ what: String, _ value: String, at span: Span, _ form: String
  ) -> Diagnostic {
    Diagnostic(
      code, "\(value) is not an amount of \(what)", at: SourceLabel(span, "set here"),
      helps: [Help(form)])
  }

  /// A request that is larger than the limit.
  static func requestOverLimit(
    _ what: String, _ request: String, _ limit: String, at span: Span, limit limitSpan: Span
  ) -> Diagnostic {
    Diagnostic(
      "W0321", .warning,
      "this task requests more \(what) (`\(request)`) than its limit (`\(limit)`)",
      at: SourceLabel(span, "more than the limit"),
      related: [SourceLabel(limitSpan, "the limit")],
      notes: ["a cluster refuses to start such a task"])
  }
}

/// Cores, memory and accelerators are given in the forms that clusters know.
func checkResources(_ flow: GraphFlow, _ bag: inout DiagnosticBag) {
  for task in flow.graph.tasks {
    var amounts: [TaskConfiguration.ResourceField: (number: Double, text: String, span: Span)] = [:]
    for (setting, span) in task.settings {
      switch setting {
      case .cpuRequest(let value): check(cpu: value, .cpuRequest, span)
      case .cpuLimit(let value): check(cpu: value, .cpuLimit, span)
      case .memoryRequest(let value): check(memory: value, .memoryRequest, span)
      case .memoryLimit(let value): check(memory: value, .memoryLimit, span)
      case .acceleratorLimit(let value): checkCount(value, span)
      default: break
      }
    }
    compare("cores", .cpuRequest, .cpuLimit)
    compare("memory", .memoryRequest, .memoryLimit)

    func check(cpu value: Argument, _ field: TaskConfiguration.ResourceField, _ span: Span) {
      if case .channel = value { return }
      if let text = value.text, let number = cpuNumber(text) {
        amounts[field] = (number, text, span)
      } else {
        bag.report(
          .badAmount(
            "E0321", "cores", value.shown, at: span,
            "write a number of cores such as `'2'` or `'0.5'`, or thousandths such as `'500m'`"))
      }
    }
    func check(memory value: Argument, _ field: TaskConfiguration.ResourceField, _ span: Span) {
      if case .channel = value { return }
      if let text = value.text, let number = memoryNumber(text) {
        amounts[field] = (number, text, span)
      } else {
        bag.report(
          .badAmount(
            "E0322", "memory", value.shown, at: span,
            "write a whole number and a unit (K, M, G, T, P, E, Ki, Mi, Gi, Ti, Pi, Ei),"
              + " such as `'512Mi'`"))
      }
    }
    func checkCount(_ value: Argument, _ span: Span) {
      switch value {
      case .channel: return
      case .constant(.integer(let number)) where number >= 0: return
      case .constant(.string(let text))
      where !text.isEmpty && text.utf8.allSatisfy({ (0x30...0x39).contains($0) }):
        return
      case .constant, .template, .list, .dict:
        bag.report(
          .badAmount("E0323", "accelerators", value.shown, at: span, "write a whole number"))
      }
    }
    func compare(
      _ what: String, _ request: TaskConfiguration.ResourceField,
      _ limit: TaskConfiguration.ResourceField
    ) {
      guard let request = amounts[request], let limit = amounts[limit],
        request.number > limit.number
      else { return }
      bag.report(
        .requestOverLimit(what, request.text, limit.text, at: request.span, limit: limit.span))
    }
  }
}

extension Argument {
  fileprivate var text: String? {
    if case .constant(.string(let text)) = self { text } else { nil }
  }

  /// The value as a complaint quotes it.
  fileprivate var shown: String {
    switch self {
    case .constant(.string(let text)): "`'\(text)'`"
    case .constant(let value): "`\(value.jsonText(.pythonSorted))`"
    case .template: "a text with run-time values"
    case .channel: "a run-time value"
    case .list: "a list"
    case .dict: "a dictionary"
    }
  }
}
