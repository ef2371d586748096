import KFPSource
import KFPTypes

extension Diagnostic {
  /// A final status for a task that runs before anything ended.
  static func finalStatusOfNothing(
    _ task: String, _ input: String, at span: Span, input declaration: Span?
  ) -> Diagnostic {
    Diagnostic(
      "E0531", "\(task) takes a final status, but it is not the exit task of an exit handler",
      at: SourceLabel(span, "an ordinary task"),
      related: declaration.map { [SourceLabel($0, "`\(input)` is a final status")] } ?? [],
      helps: [
        Help("use it in `with ExitHandler(...)`"),
        Help("or let it run after one task, with `.ignore_upstream_failure()`"),
      ])
  }

  /// A final status of not exactly one task.
  static func finalStatusOfMany(_ task: String, _ count: Int, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0532",
      "\(task) takes the final status of one task, but waits for \(count == 0 ? "none" : String(count))",
      at: SourceLabel(span, count == 0 ? "waits for nothing" : "waits for \(count) tasks"),
      notes: ["only tasks and groups in the same group count"],
      helps: [Help("let it run `.after(...)` exactly one task of the same group")])
  }

  /// A value of a task whose failure is ignored.
  static func ignoredFailureOfProducer(
    _ task: String, _ input: String, _ value: String, at span: Span, input declaration: Span?
  ) -> Diagnostic {
    Diagnostic(
      "E0533",
      "\(task) ignores failures before it, so `\(input)` may have no value and needs a default",
      at: SourceLabel(span, "\(value) is missing if its task fails"),
      related: declaration.map { [SourceLabel($0, "`\(input)` has no default")] } ?? [],
      helps: [Help("give `\(input)` a default, or leave `.ignore_upstream_failure()` out")])
  }
}

/// A final status is that of exactly one task, and who ignores failures can do without values.
func checkFinalStatus(_ flow: GraphFlow, _ bag: inout DiagnosticBag) {
  for (index, task) in flow.graph.tasks.enumerated() where !task.isExitTask {
    let ignoring = task.settings.first { setting, _ in
      if case .ignoreUpstreamFailure = setting { true } else { false }
    }
    for input in task.component.inputs where input.type == .parameter(.taskFinalStatus) {
      if ignoring == nil {
        bag.report(
          .finalStatusOfNothing(
            flow.name(ofTaskAt: index), input.name, at: task.span, input: input.declaration))
      } else if flow.threading.dependencies[.task(index)].count != 1 {
        bag.report(
          .finalStatusOfMany(
            flow.name(ofTaskAt: index), flow.threading.dependencies[.task(index)].count,
            at: task.span))
      }
    }
    if ignoring != nil { flow.checkProducers(of: index, &bag) }
  }
}

extension GraphFlow {
  fileprivate func checkProducers(of index: Int, _ bag: inout DiagnosticBag) {
    let task = graph.tasks[index]
    let inputs = Dictionary(
      task.component.inputs.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    for argument in task.arguments {
      guard case .channel(let channel) = argument.value, let input = inputs[argument.name],
        !input.isOptional, let wire = wiring.wire(for: channel, usedBy: nil),
        wiring.producer(of: wire) != nil
      else { continue }
      bag.report(
        .ignoredFailureOfProducer(
          name(ofTaskAt: index), argument.name, describe(channel), at: argument.span,
          input: input.declaration))
    }
  }
}
