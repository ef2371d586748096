import KFPSource

extension Diagnostic {
  /// `Elif` or `Else` without a condition before it.
  static func continuationWithoutCondition(_ noun: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0514", "\(noun) does not follow an `If` or `Elif`",
      at: SourceLabel(span, "continues no condition"),
      notes: [
        "\(noun) belongs to the group before it at the same level, which must be an `If` or `Elif`"
      ],
      helps: [Help("put it right behind the `If` that it belongs to")])
  }

  /// A group in which nothing happens.
  static func emptyGroup(_ noun: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0517", "nothing runs in this \(noun)", at: SourceLabel(span, "has no task inside"),
      notes: ["a group without tasks cannot be executed"],
      helps: [Help("call a component inside, or remove the \(noun)")])
  }

  /// One group object in two `with` statements.
  static func groupEnteredAgain(_ noun: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0518", "this \(noun) is used in more than one `with` statement",
      at: SourceLabel(span, "made once, entered several times"),
      helps: [Help("write the \(noun) again in each `with`")])
  }
}

extension Diagnostic {
  /// A group that was made and left alone.
  static func groupNeverEntered(_ noun: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "W0509", .warning, "no `with` enters this \(noun), so it has no effect",
      at: SourceLabel(span, "made and not used"),
      helps: [Help("write `with ...:`, and indent what belongs into it")])
  }
}

/// Every group is entered once, does something, and `Elif` and `Else` follow a condition.
func checkGroups(_ flow: GraphFlow, _ bag: inout DiagnosticBag) {
  let graph = flow.graph
  for (group, made) in graph.groups.enumerated() where made.entries == 0 {
    switch made.kind {
    case .pipeline, .branches: continue
    case .if, .elif, .else, .loop, .exitHandler:
      bag.report(.groupNeverEntered(flow.noun(of: group), at: made.span))
    }
  }
  for group in flow.outline.groups.dropFirst() {
    let noun = flow.noun(of: group)
    let span = graph.groups[group].span
    if graph.groups[group].entries > 1 { bag.report(.groupEnteredAgain(noun, at: span)) }
    if graph.groups[group].children.isEmpty, flow.outline.tasksInside[group].isEmpty {
      bag.report(.emptyGroup(noun, at: span))
    }
    switch graph.groups[group].kind {
    case .elif, .else:
      if graph.groups[group].predecessor == nil {
        bag.report(.continuationWithoutCondition(noun, at: span))
      }
    case .pipeline, .if, .branches, .loop, .exitHandler:
      break
    }
  }
}
