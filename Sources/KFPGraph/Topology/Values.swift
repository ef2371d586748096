import KFPSource
import KFPTypes

extension Diagnostic {
  /// An output of one of several iterations, used where there is only one.
  static func loopOutputOutside(
    _ task: String, _ value: String, at span: Span, loop: Span
  ) -> Diagnostic {
    Diagnostic(
      "E0502", "\(task) runs once per item, so its output must be collected first",
      at: SourceLabel(span, "one value is asked for here, many exist"),
      related: [SourceLabel(loop, "\(task) runs inside this loop")],
      notes: ["outside the loop, \(value) is a list: one value for each item"],
      helps: [Help("write `Collected(...)` around the output, and take a list")])
  }

  /// An output that may not exist, because its task may not run.
  static func branchOutputOutside(
    _ task: String, _ noun: String, at span: Span, group: Span
  ) -> Diagnostic {
    Diagnostic(
      "E0501", "\(task) may not run, so its output cannot be used outside its \(noun)",
      at: SourceLabel(span, "always needs the value"),
      related: [
        SourceLabel(
          group,
          noun == "`Else`"
            ? "\(task) runs only if no condition before holds"
            : "\(task) runs only if this condition holds")
      ],
      helps: [
        Help("move the use into the same branch"),
        Help("or give every branch an output, add an `Else`, and use `OneOf(...)` of them"),
      ])
  }

  /// An output of a task that an exit handler guards.
  static func handledOutputOutside(_ task: String, at span: Span, group: Span) -> Diagnostic {
    Diagnostic(
      "E0503", "\(task) is in an exit handler, so its output cannot be used outside",
      at: SourceLabel(span, "used outside the handler"),
      related: [SourceLabel(group, "\(task) runs inside this exit handler")],
      helps: [Help("move the use into the exit handler")])
  }

  /// The item of a loop outside the loop.
  static func itemOutsideLoop(_ value: String, at span: Span, loop: Span?) -> Diagnostic {
    Diagnostic(
      "E0505", "\(value) exists only inside the loop", at: SourceLabel(span, "outside the loop"),
      related: loop.map { [SourceLabel($0, "the loop")] } ?? [],
      helps: [Help("move the use into the loop")])
  }

  /// A value of another pipeline.
  static func valueOfOtherPipeline(_ value: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0519", "\(value) belongs to another pipeline",
      at: SourceLabel(span, "not of this pipeline"),
      notes: ["a pipeline sees only its own inputs and the outputs of its own tasks"],
      helps: [Help("pass it as an input of this pipeline, or return it as an output of the other")])
  }

  /// `Collected` of something that no loop repeats.
  static func nothingToCollect(_ value: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0506", "\(value) is not repeated by a loop, so there is nothing to collect",
      at: SourceLabel(span, "collected here"),
      notes: [
        "`Collected` gathers the output of a task inside a `ParallelFor`, for a task outside it"
      ],
      helps: [Help("pass the output itself")])
  }

  /// A loop to collect from that itself may not run.
  static func collectedFromInside(
    _ task: String, _ noun: String, at span: Span, group: Span
  ) -> Diagnostic {
    Diagnostic(
      "E0507", "the outputs of \(task) cannot be collected from inside this \(noun)",
      at: SourceLabel(span, "collected here"),
      related: [SourceLabel(group, "\(task) runs inside this \(noun)")],
      notes: [
        "between \(task) and the outermost loop around it there may be no `If` with `Else`,"
          + " and around that loop nothing that the user of the list is not in"
      ],
      helps: [Help("collect in the same group, or move the loop out of it")])
  }

  /// An artifact in the middle of a list, a dictionary or a text.
  static func artifactInside(_ value: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0538", "\(value) is an artifact, which cannot be a part of a list, a dictionary or a text",
      at: SourceLabel(span, "holds an artifact"),
      helps: [Help("pass it as an input of its own")])
  }
}

/// Every value is used where it exists.
func checkValues(_ flow: GraphFlow, _ bag: inout DiagnosticBag) {
  for use in flow.allUses { flow.check(use, &bag) }
  for uses in flow.outline.uses {
    for use in uses {
      if case .part = use.role, case .artifact = use.channel.type {
        bag.report(.artifactInside(flow.describe(use.channel), at: use.span))
      }
    }
  }
}

extension GraphFlow {
  /// Whether the value belongs to this pipeline.
  func owns(_ channel: Channel) -> Bool {
    switch channel.origin {
    case .input(let pipeline, _): pipeline == graph.id
    case .output(let task, _): outline.owns(task)
    case .item(let group), .field(let group, _): group.pipeline == graph.id
    case .oneOf(let branches, _, let channels):
      branches.pipeline == graph.id && channels.allSatisfy(owns)
    case .collected(let inner): owns(inner)
    }
  }

  fileprivate func check(_ use: UseAt, _ bag: inout DiagnosticBag) {
    guard owns(use.channel) else {
      bag.report(.valueOfOtherPipeline(describe(use.channel), at: use.span))
      return
    }
    switch use.channel.origin {
    case .input: break
    case .output(let task, _): checkOutput(task, use, &bag)
    case .item(let loop), .field(let loop, _): checkItem(of: loop, use, &bag)
    case .collected(let inner): checkCollected(inner, use, &bag)
    case .oneOf(let branches, _, _):
      guard branches.index > 0, outline.owns(branches) else { return }
      checkOneOfUse(branches.index, use, &bag)
    }
  }

  private func checkItem(of loop: GroupID, _ use: UseAt, _ bag: inout DiagnosticBag) {
    let isInside =
      outline.owns(loop) && outline.groupsAround(use.user).contains(loop.index)
    guard !isInside else { return }
    bag.report(
      .itemOutsideLoop(
        describe(use.channel), at: use.span, loop: graph.groups[loop.index].span))
  }

  private func checkOutput(_ task: TaskID, _ use: UseAt, _ bag: inout DiagnosticBag) {
    guard !graph.tasks[task.index].isExitTask,
      case .group(let outer)? = outline.divergence(.task(task.index), use.user)?.left
    else { return }
    let name = name(of: task)
    let span = graph.groups[outer].span
    switch graph.groups[outer].kind {
    case .loop:
      bag.report(.loopOutputOutside(name, describe(use.channel), at: use.span, loop: span))
    case .if, .elif, .else, .branches:
      let branch = branch(of: .task(task.index), in: outer)
      bag.report(
        .branchOutputOutside(
          name, noun(of: branch), at: use.span, group: graph.groups[branch].span))
    case .exitHandler:
      bag.report(.handledOutputOutside(name, at: use.span, group: span))
    case .pipeline:
      break
    }
  }

  /// Of an `If` with its `Elif`s and `Else`, the branch that something is in.
  func branch(of node: Node, in group: Int) -> Int {
    let path = outline.groupsAround(node)
    guard isBranches(group), let depth = path.firstIndex(of: group), depth + 1 < path.count else {
      return group
    }
    return path[depth + 1]
  }

  private func checkCollected(_ inner: Channel, _ use: UseAt, _ bag: inout DiagnosticBag) {
    guard case .output(let task, _) = inner.origin else {
      bag.report(.nothingToCollect(describe(inner), at: use.span))
      return
    }
    let path = outline.groupsAround(.task(task.index))
    guard let outer = outline.divergence(.task(task.index), use.user)?.left,
      case .group(let top) = outer, let depth = path.firstIndex(of: top),
      path[depth...].contains(where: isLoop)
    else {
      bag.report(.nothingToCollect(describe(inner), at: use.span))
      return
    }
    let blocking = isLoop(top) ? path[depth...].first(where: isBranches) : top
    if let blocking {
      bag.report(
        .collectedFromInside(
          name(of: task), noun(of: blocking), at: use.span, group: graph.groups[blocking].span))
    }
  }

  private func checkOneOfUse(_ branches: Int, _ use: UseAt, _ bag: inout DiagnosticBag) {
    guard case .group(let outer)? = outline.divergence(.group(branches), use.user)?.left,
      outer != branches
    else { return }
    let span = graph.groups[outer].span
    switch graph.groups[outer].kind {
    case .loop:
      bag.report(.loopOutputOutside("this `OneOf`", "its value", at: use.span, loop: span))
    case .exitHandler:
      bag.report(.handledOutputOutside("this `OneOf`", at: use.span, group: span))
    case .if, .elif, .else, .branches:
      bag.report(.branchOutputOutside("this `OneOf`", noun(of: outer), at: use.span, group: span))
    case .pipeline:
      break
    }
  }

  func isLoop(_ group: Int) -> Bool {
    if case .loop = graph.groups[group].kind { true } else { false }
  }

  func isBranches(_ group: Int) -> Bool {
    if case .branches = graph.groups[group].kind { true } else { false }
  }
}
