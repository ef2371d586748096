import KFPSource

extension Diagnostic {
  /// `.after` something that may never run, or is part of a guarded group.
  static func afterInside(
    _ task: String, _ upstream: String, _ noun: String, at span: Span, group: Span
  ) -> Diagnostic {
    Diagnostic(
      "E0504", "\(task) cannot wait for \(upstream), which is inside another group",
      at: SourceLabel(span, "waits from outside"),
      related: [SourceLabel(group, "\(upstream) runs inside this \(noun)")],
      helps: [
        noun == "exit handler"
          ? Help("wait for the exit handler itself: `with ExitHandler(...) as handler:`")
          : Help("move the call into the same \(noun)")
      ])
  }

  /// `.after` itself, or a group around it.
  static func afterItself(_ task: String, _ other: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0516", "\(task) would wait for \(other)", at: SourceLabel(span, "can never start"))
  }

  /// `.after` a loop or a condition.
  static func afterGroup(_ noun: String, at span: Span, group: Span) -> Diagnostic {
    Diagnostic(
      "E0508", "a task cannot wait for this \(noun)",
      at: SourceLabel(span, "only tasks and exit handlers can be waited for"),
      related: [SourceLabel(group, "this \(noun)")],
      helps: [Help("wait for a task inside it")])
  }

  /// `.after` a task of another pipeline.
  static func afterOtherPipeline(_ task: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0519", "\(task) waits for a task of another pipeline",
      at: SourceLabel(span, "not of this pipeline"))
  }
}

/// A task waits only for what is there to wait for.
func checkOrder(_ flow: GraphFlow, _ bag: inout DiagnosticBag) {
  for (index, task) in flow.graph.tasks.enumerated() {
    for (setting, span) in task.settings {
      switch setting {
      case .afterTask(let upstream): flow.check(index, after: upstream, at: span, &bag)
      case .afterGroup(let group): flow.check(index, after: group, at: span, &bag)
      default: break
      }
    }
  }
}

extension GraphFlow {
  fileprivate func check(
    _ task: Int, after upstream: TaskID, at span: Span, _ bag: inout DiagnosticBag
  ) {
    guard outline.owns(upstream) else {
      bag.report(.afterOtherPipeline(name(ofTaskAt: task), at: span))
      return
    }
    guard upstream.index != task else {
      bag.report(.afterItself(name(ofTaskAt: task), "itself", at: span))
      return
    }
    guard !graph.tasks[upstream.index].isExitTask,
      case .group(let outer)? =
        outline.divergence(.task(upstream.index), .task(task))?.left
    else { return }
    switch graph.groups[outer].kind {
    case .if, .elif, .else, .exitHandler:
      bag.report(
        .afterInside(
          name(ofTaskAt: task), name(of: upstream), noun(of: outer), at: span,
          group: graph.groups[outer].span))
    case .pipeline, .branches, .loop:
      break
    }
  }

  fileprivate func check(
    _ task: Int, after group: GroupID, at span: Span, _ bag: inout DiagnosticBag
  ) {
    guard outline.owns(group) else {
      bag.report(.afterOtherPipeline(name(ofTaskAt: task), at: span))
      return
    }
    guard case .exitHandler = graph.groups[group.index].kind else {
      bag.report(
        .afterGroup(noun(of: group.index), at: span, group: graph.groups[group.index].span))
      return
    }
    if outline.groupsAround(.task(task)).contains(group.index) {
      bag.report(.afterItself(name(ofTaskAt: task), "the exit handler that it is in", at: span))
    }
  }
}
