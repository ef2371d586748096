import KFPSource
import KFPTypes

extension Diagnostic {
  /// A resource that another task computes, which the task does not wait for.
  static func resourceBeforeItsTask(
    _ user: String, _ producer: String, at span: Span, producer producerSpan: Span
  ) -> Diagnostic {
    Diagnostic(
      "W0507", .warning, "\(user) does not wait for \(producer), which computes what is set here",
      at: SourceLabel(span, "an output of \(producer)"),
      related: [SourceLabel(producerSpan, "\(producer) is called here")],
      notes: ["only arguments and `.after(...)` make a task wait; resources do not"],
      helps: [Help("add `.after(...)` with the task that computes it")])
  }
}

/// A task whose resources are outputs of another task waits for that task for another reason, too.
func checkResourceOrder(_ flow: GraphFlow, _ bag: inout DiagnosticBag) {
  for (index, task) in flow.graph.tasks.enumerated() {
    let uses = flow.outline.uses[index]
    guard uses.contains(where: { $0.role == .setting }) else { continue }
    var awaited = Set(
      uses.compactMap { use in use.role == .setting ? nil : producer(of: use.channel) })
    for (setting, _) in task.settings {
      if case .afterTask(let other) = setting { awaited.insert(other) }
    }
    for use in uses where use.role == .setting {
      guard let producer = producer(of: use.channel), flow.outline.owns(producer),
        producer.index != index, !awaited.contains(producer)
      else { continue }
      bag.report(
        .resourceBeforeItsTask(
          flow.describe(.task(index)), flow.name(of: producer), at: use.span,
          producer: flow.graph.tasks[producer.index].span))
    }
  }
}

private func producer(of channel: Channel) -> TaskID? {
  if case .output(let task, _) = channel.origin { task } else { nil }
}
