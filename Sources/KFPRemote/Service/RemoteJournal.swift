public import KFPRecord
import KFPTypes

/// Turns what a service tells about a run, again and again, into the events that a local run would have
/// had: what shows local runs shows remote ones.
public struct RemoteJournal: Sendable {
  private let backend: String
  private let id: RunID
  private let documentDigest: String
  private var hasStarted = false
  private var hasEnded = false
  private var states: [TaskPath: TaskState] = [:]
  /// The loops whose number of iterations was told.
  private var counted: Set<TaskPath> = []

  /// A journal of a run under a local name.
  public init(id: RunID, backend: String, documentDigest: String) {
    self.id = id
    self.backend = backend
    self.documentDigest = documentDigest
  }

  /// The events since the last time.
  public mutating func events(for run: RemoteRun) -> [Event] {
    var events: [Event] = []
    if !hasStarted {
      hasStarted = true
      events.append(Event(time: run.created, kind: .runStarted(start(of: run))))
    }
    var news: [(event: Event, depth: Int)] = []
    for task in run.tasks {
      let depth = task.path.text.utf8.count { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "[") }
      for event in self.events(for: task, of: run) { news.append((event, depth)) }
    }
    // Groups begin before and end after what is in them.
    news.sort { left, right in
      if left.event.time != right.event.time { return left.event.time < right.event.time }
      return left.event.kind.endsGroup == right.event.kind.endsGroup
        ? left.depth < right.depth : !left.event.kind.endsGroup
    }
    events += news.map(\.event)
    if run.state.isFinal, !hasEnded {
      hasEnded = true
      let last = events.map(\.time).max() ?? run.created
      events.append(
        Event(
          time: run.finished ?? last,
          kind: .runFinished(state: run.state, outputs: PortValues(), failure: failure(of: run))))
    }
    return events
  }

  private func start(of run: RemoteRun) -> RunStart {
    // No process of this computer carries it out.
    RunStart(
      id: id, pipeline: run.pipeline.isEmpty ? run.name : run.pipeline,
      documentDigest: documentDigest, arguments: run.arguments, backend: backend, process: 0)
  }

  private func failure(of run: RemoteRun) -> TaskFailure? {
    guard run.state == .failed else { return nil }
    if let message = run.failure { return TaskFailure(.inner, message) }
    let failed = run.tasks.first { !$0.isGroup && $0.state == .failed }
    return TaskFailure(.inner, failed.map { "`\($0.path)` failed" } ?? "the run failed")
  }

  private mutating func events(for task: RemoteTask, of run: RemoteRun) -> [Event] {
    let before = states[task.path] ?? .waiting
    let isNewlyCounted = task.iterations != nil && !counted.contains(task.path)
    guard !before.isFinal, before != task.state || isNewlyCounted else { return [] }
    states[task.path] = task.state
    if task.iterations != nil { counted.insert(task.path) }
    let start = task.started ?? run.created
    let end = task.finished ?? task.started ?? run.finished ?? run.created
    return task.isGroup
      ? groupEvents(task, since: isNewlyCounted ? .waiting : before, start, end)
      : leafEvents(task, since: before, start, end)
  }

  private func groupEvents(
    _ task: RemoteTask, since before: TaskState, _ start: Double, _ end: Double
  ) -> [Event] {
    var events: [Event] = []
    if task.state == .skipped {
      return [Event(time: end, kind: .taskSkipped(task.path, reason: Self.skipReason))]
    }
    if before == .waiting || before == .ready, task.state != .waiting, task.state != .ready {
      events.append(
        Event(time: start, kind: .groupStarted(task.path, iterations: task.iterations)))
    }
    if task.state.isFinal {
      events.append(
        Event(
          time: end,
          kind: .groupFinished(task.path, state: task.state, failure: failure(of: task))))
    }
    return events
  }

  private func leafEvents(
    _ task: RemoteTask, since before: TaskState, _ start: Double, _ end: Double
  ) -> [Event] {
    if task.state == .skipped {
      return [Event(time: end, kind: .taskSkipped(task.path, reason: Self.skipReason))]
    }
    var events: [Event] = []
    if before == .waiting, task.state != .waiting {
      events.append(
        Event(
          time: start,
          kind: .taskReady(
            task.path, component: task.component, executor: task.executor, inputs: task.inputs)))
    }
    if before == .waiting || before == .ready, task.state == .running || task.state.isFinal {
      events.append(Event(time: start, kind: .taskLaunched(task.path, attempt: 1, key: nil)))
    }
    switch task.state {
    case .succeeded:
      let source: ResultSource = task.isCached ? .cache : .ran
      events.append(
        Event(time: end, kind: .taskSucceeded(task.path, outputs: task.outputs, source: source)))
    case .failed:
      let failure = failure(of: task) ?? TaskFailure(.task, "`\(task.path)` failed")
      events.append(Event(time: end, kind: .taskFailed(task.path, failure: failure)))
    case .cancelled: events.append(Event(time: end, kind: .taskCancelled(task.path)))
    case .waiting, .ready, .running, .skipped: break
    }
    return events
  }

  private func failure(of task: RemoteTask) -> TaskFailure? {
    guard task.state == .failed else { return nil }
    return TaskFailure(
      task.isGroup ? .inner : .task,
      task.failure.map { "`\(task.path)` failed: \($0)" } ?? "`\(task.path)` failed")
  }

  private static let skipReason = "the service did not run it"
}

extension Event.Kind {
  fileprivate var endsGroup: Bool {
    if case .groupFinished = self { true } else { false }
  }
}
