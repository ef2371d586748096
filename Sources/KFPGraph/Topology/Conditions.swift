import KFPSource
import KFPTypes

extension Diagnostic {
  /// W0508: a branch whose condition an earlier one has.
  static func sameCondition(at span: Span, as first: Span) -> Diagnostic {
    Diagnostic(
      "W0508", .warning, "this branch never runs: an earlier one has the same condition",
      at: SourceLabel(span, "the same again"), related: [SourceLabel(first, "runs in its place")],
      helps: [Help("remove the branch, or change its condition")])
  }

  /// A comparison that cannot be decided when the pipeline runs.
  static func notComparable(
    _ message: String, at span: Span, _ label: String, notes: [String] = [], helps: [Help] = []
  ) -> Diagnostic {
    Diagnostic("E0515", message, at: SourceLabel(span, label), notes: notes, helps: helps)
  }
}

/// Conditions compare values of one kind, and at least one of them is a run-time value.
func checkConditions(_ flow: GraphFlow, _ bag: inout DiagnosticBag) {
  for group in flow.outline.groups {
    let condition: Condition
    switch flow.graph.groups[group].kind {
    case .if(let own), .elif(let own): condition = own
    case .pipeline, .else, .branches, .loop, .exitHandler: continue
    }
    if let first = flow.groupWithTheSameCondition(before: group, condition) {
      bag.report(
        .sameCondition(at: flow.graph.groups[group].span, as: flow.graph.groups[first].span))
    }
    do throws(ConditionProblem) {
      _ = try ConditionText(wiring: flow.wiring, user: .group(group)).text(of: condition)
    } catch {
      bag.report(flow.complaint(about: error, at: flow.graph.groups[group].span))
    }
  }
}

extension GraphFlow {
  /// The branch before a branch that runs whenever its condition holds.
  fileprivate func groupWithTheSameCondition(before group: Int, _ condition: Condition) -> Int? {
    var next = graph.groups[group].predecessor
    for _ in graph.groups {
      guard let earlier = next else { return nil }
      switch graph.groups[earlier.index].kind {
      case .if(condition), .elif(condition): return earlier.index
      default: next = graph.groups[earlier.index].predecessor
      }
    }
    return nil
  }

  fileprivate func complaint(about problem: ConditionProblem, at span: Span) -> Diagnostic {
    switch problem {
    case .notPrimitive(let channel):
      let type: String
      switch channel.type {
      case .parameter(let text): type = text.pythonName
      case .artifact(let schema, let isList):
        type = PortType.artifact(schema, isList: isList).pythonName
      }
      return .notComparable(
        "\(describe(channel)) cannot be compared, as it is of type \(type)", at: span,
        "compares a \(type)", notes: ["conditions compare texts, numbers and Booleans"],
        helps: [Help("let a component look at it and give a text, a number or a Boolean")])
    case .notComparable(let value):
      let what =
        switch value {
        case .null: "None"
        case .double: "infinity or NaN"
        default: "a \(TypeText.pythonTypeName(of: value))"
        }
      return .notComparable(
        "a condition cannot compare with \(what)", at: span, "compares with \(what)",
        notes: ["conditions compare texts, numbers and Booleans"])
    case .template:
      return .notComparable(
        "a condition cannot compare with a text that holds run-time values", at: span,
        "compares with such a text", helps: [Help("let a component put the text together")])
    case .constant:
      return .notComparable(
        "this condition is decided before anything runs", at: span, "compares two constants",
        helps: [Help("use a plain `if` for what is known in the script")])
    case .differentTypes(let left, let right):
      return differentTypes(left, right, at: span)
    }
  }

  private func differentTypes(
    _ left: ParameterType, _ right: ParameterType, at span: Span
  ) -> Diagnostic {
    let types: Set<ParameterType> = [left, right]
    var help = "compare values of the same type"
    if types.contains(.boolean), !types.contains(.string) {
      help = "compare the bool with `True` or `False`"
    } else if types.contains(.string) {
      let other = left == .string ? right : left
      help = "compare the \(other.pythonName) with a constant of type \(other.pythonName)"
    }
    return .notComparable(
      "a condition cannot compare \(left.pythonName) and \(right.pythonName)", at: span,
      "compares \(left.pythonName) and \(right.pythonName)",
      notes: ["when the pipeline runs, the comparison would never mean what is written"],
      helps: [Help(help)])
  }
}
