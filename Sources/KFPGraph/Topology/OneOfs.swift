import KFPSource
import KFPTypes

extension Diagnostic {
  /// A `OneOf` outside a set of branches, or of one without `Else`.
  static func oneOfWithoutElse(_ value: String, at span: Span, branches: Span?) -> Diagnostic {
    Diagnostic(
      "E0509", "`OneOf` takes outputs of the branches of an `If` that has an `Else`",
      at: SourceLabel(span, "uses such a `OneOf`"),
      related: branches.map { [SourceLabel($0, "this `If` has no `Else`")] } ?? [],
      notes: ["without an `Else`, it may be that no branch runs, and there is no value"],
      helps: [Help("add an `Else` whose task gives the value for all other cases")])
  }

  /// A `OneOf` of something that is not an output of one of the branches.
  static func oneOfOfOther(_ value: String, at span: Span, branches: Span) -> Diagnostic {
    Diagnostic(
      "E0510", "\(value) is not an output of a branch of this `If`",
      at: SourceLabel(span, "uses a `OneOf` with it"),
      related: [SourceLabel(branches, "the `If` whose branches are meant")],
      helps: [Help("give `OneOf` one output of each branch")])
  }

  /// A `OneOf` that misses a branch or names one twice.
  static func oneOfCoverage(
    _ problem: String, _ noun: String, at span: Span, branch: Span
  ) -> Diagnostic {
    Diagnostic(
      "E0511", "this `OneOf` \(problem)", at: SourceLabel(span, "uses the `OneOf`"),
      related: [SourceLabel(branch, "this \(noun)")],
      notes: ["exactly one branch runs, and it must give the value"],
      helps: [Help("give `OneOf` one output of each branch")])
  }

  /// A `OneOf` of values of different types.
  static func oneOfTypes(_ first: String, _ other: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0512", "the outputs of a `OneOf` have different types: \(first) and \(other)",
      at: SourceLabel(span, "uses the `OneOf`"),
      helps: [Help("declare the same type for the output of each branch")])
  }
}

/// A `OneOf` has exactly one output of each branch, all of one type.
func checkOneOfs(_ flow: GraphFlow, _ bag: inout DiagnosticBag) {
  for use in flow.allUses { flow.checkOneOf(use.channel, at: use.span, &bag) }
  for output in flow.graph.returnedOutputs {
    flow.checkOneOf(output.channel, at: output.span, &bag)
  }
}

extension GraphFlow {
  fileprivate func checkOneOf(_ channel: Channel, at span: Span, _ bag: inout DiagnosticBag) {
    guard case .oneOf(let id, _, let channels) = channel.origin, owns(channel) else { return }
    guard id.index > 0, outline.owns(id), isBranches(id.index) else {
      bag.report(
        .oneOfWithoutElse(channels.first.map(describe) ?? "it", at: span, branches: nil))
      return
    }
    let branches = id.index
    let branchSpan = graph.groups[branches].span
    guard let last = graph.groups[branches].children.last, case .else = graph.groups[last].kind
    else {
      bag.report(.oneOfWithoutElse("it", at: span, branches: branchSpan))
      return
    }
    var covered: [Int: Int] = [:]
    for (index, inner) in channels.enumerated() {
      guard let branch = branch(of: inner, isFirst: index == 0, in: branches) else {
        bag.report(.oneOfOfOther(describe(inner), at: span, branches: branchSpan))
        return
      }
      covered[branch, default: 0] += 1
    }
    for branch in graph.groups[branches].children where covered[branch] != 1 {
      bag.report(
        .oneOfCoverage(
          covered[branch] == nil
            ? "has no output of one branch" : "has several outputs of one branch",
          noun(of: branch), at: span, branch: graph.groups[branch].span))
      return
    }
    checkTypes(channels, at: span, &bag)
  }

  /// The branch that a value comes from; nil where it does not exist whenever that branch runs.
  private func branch(of channel: Channel, isFirst: Bool, in branches: Int) -> Int? {
    guard case .output(let task, _) = channel.origin, outline.owns(task),
      !graph.tasks[task.index].isExitTask
    else { return nil }
    let path = outline.groupsAround(.task(task.index))
    guard let depth = path.firstIndex(of: branches), depth + 1 < path.count else { return nil }
    if path[(depth + 2)...].contains(where: isLoop) { return nil }
    if isFirst, depth + 2 < path.count { return nil }
    return path[depth + 1]
  }

  private func checkTypes(_ channels: [Channel], at span: Span, _ bag: inout DiagnosticBag) {
    guard let first = channels.first else { return }
    for channel in channels where channel.type != first.type {
      bag.report(.oneOfTypes(typeName(first.type), typeName(channel.type), at: span))
      return
    }
  }

  /// What people call a type.
  func typeName(_ type: ChannelType) -> String {
    switch type {
    case .parameter(let text): text.pythonName
    case .artifact(let schema, let isList):
      PortType.artifact(schema, isList: isList).pythonName
    }
  }
}
