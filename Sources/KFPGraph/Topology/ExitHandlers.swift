import KFPSource

extension Diagnostic {
  /// An exit handler inside another group.
  static func nestedExitHandler(_ noun: String, at span: Span, group: Span) -> Diagnostic {
    Diagnostic(
      "E0520", "an exit handler cannot be inside another group",
      at: SourceLabel(span, "inside a group"),
      related: [SourceLabel(group, "this \(noun) is around it")],
      helps: [
        Help("put the exit handler at the top level of the pipeline, and the \(noun) into it")
      ])
  }

  /// An exit task that waits for others.
  static func exitTaskWaits(_ task: String, _ value: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0521", "the exit task \(task) cannot wait for \(value)",
      at: SourceLabel(span, "may not exist when the exit task runs"),
      notes: [
        "an exit task runs at the end whatever happened before, so it can use only constants and"
          + " inputs of the pipeline"
      ])
  }

  /// Waiting for an exit task.
  static func waitsForExitTask(_ task: String, _ exitTask: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0522", "\(task) cannot wait for the exit task \(exitTask)",
      at: SourceLabel(span, "runs before the exit task"),
      notes: ["an exit task runs after all others"])
  }

  /// An exit task with two handlers.
  static func exitTaskReused(_ task: String, at span: Span, first: Span) -> Diagnostic {
    Diagnostic(
      "E0523", "\(task) is the exit task of two exit handlers",
      at: SourceLabel(span, "the second one"),
      related: [SourceLabel(first, "the first one")],
      helps: [Help("call the component again for the second exit handler")])
  }

  /// An importer as exit task.
  static func importerAsExitTask(_ task: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0524", "an importer cannot be an exit task", at: SourceLabel(span, "\(task) is an importer")
    )
  }
}

/// Exit handlers stand at the top level, and their exit tasks need nothing that may be missing.
func checkExitHandlers(_ flow: GraphFlow, _ bag: inout DiagnosticBag) {
  let graph = flow.graph
  var handlers: [Int: Span] = [:]
  for group in flow.outline.groups {
    guard case .exitHandler(let task) = graph.groups[group].kind else { continue }
    let span = graph.groups[group].span
    guard flow.outline.owns(task) else {
      bag.report(.valueOfOtherPipeline("the exit task", at: span))
      continue
    }
    if let parent = graph.groups[group].parent?.index, parent != 0 {
      bag.report(
        .nestedExitHandler(flow.noun(of: parent), at: span, group: graph.groups[parent].span))
    }
    if let first = handlers[task.index] {
      bag.report(.exitTaskReused(flow.name(of: task), at: span, first: first))
    }
    handlers[task.index] = span
    flow.checkExitTask(task.index, at: span, &bag)
  }
  guard graph.tasks.contains(where: \.isExitTask) else { return }
  for use in flow.allUses { flow.checkWaiting(use, &bag) }
  for (index, task) in graph.tasks.enumerated() {
    for (setting, span) in task.settings {
      guard case .afterTask(let other) = setting, flow.outline.owns(other),
        graph.tasks[other.index].isExitTask, other.index != index
      else { continue }
      bag.report(.waitsForExitTask(flow.name(ofTaskAt: index), flow.name(of: other), at: span))
    }
  }
}

extension GraphFlow {
  fileprivate func checkExitTask(_ index: Int, at span: Span, _ bag: inout DiagnosticBag) {
    let task = graph.tasks[index]
    let name = name(ofTaskAt: index)
    if case .importer = task.component.implementation {
      bag.report(.importerAsExitTask(name, at: span))
    }
    for use in outline.uses[index] {
      if case .input = use.channel.origin { continue }
      bag.report(.exitTaskWaits(name, describe(use.channel), at: use.span))
    }
    for (setting, span) in task.settings {
      switch setting {
      case .afterTask(let other): bag.report(.exitTaskWaits(name, self.name(of: other), at: span))
      case .afterGroup: bag.report(.exitTaskWaits(name, "an exit handler", at: span))
      default: break
      }
    }
  }

  fileprivate func checkWaiting(_ use: UseAt, _ bag: inout DiagnosticBag) {
    guard case .output(let task, _) = use.channel.origin, outline.owns(task),
      graph.tasks[task.index].isExitTask
    else { return }
    if case .task(let user) = use.user, graph.tasks[user].isExitTask { return }
    bag.report(.waitsForExitTask(describe(use.user), name(of: task), at: use.span))
  }
}
