import CPOSIX
import Glibc
public import KFPRecord
public import KFPSpec
public import KFPTypes
public import OrderedCollections

/// Carries out one run: asks the scheduler what to do, writes it down, does it, and tells the
/// scheduler what came of it.
public actor Runner {
  private var state: RunState
  private let options: RunOptions
  private let folder: RunFolder
  private let journal: RunJournal
  private let worker: TaskWorker
  private let herald: Herald
  /// Tasks whose inputs are known and that wait for a free place.
  private var waiting: [(id: LaunchID, task: ResolvedTask)] = []
  private var waitingStart = 0
  private var running: [LaunchID: Cancellation] = [:]
  private var pausing: [LaunchID: Cancellation] = [:]
  /// Tasks for which the launcher may have something ready.
  private var expected: Set<TaskPath> = []
  private var stops = 0
  private var isFinished = false

  /// Runs a document to its end and gives the record of it. `onEvent` is called for every event in
  /// order, from any thread, and should return soon.
  public static func run(
    document: PipelineDocument, arguments: OrderedDictionary<String, JSONValue> = [:],
    options: RunOptions = .init(), launcher: any Launcher,
    onEvent: @escaping @Sendable (Event) -> Void = { _ in }
  ) async -> RunRecord {
    let name = document.pipeline.info.name
    let id = options.id ?? makeRunID(name)
    let folder = RunFolder(id, in: options.runsFolder)
    let start = RunStart(
      id: id, pipeline: name,
      documentDigest: sha256((options.documentText ?? "\(document)").utf8),
      arguments: arguments, backend: launcher.name, process: Int(getpid()))
    guard Files.makeFolder(folder.path) else {
      return unable(start, "`\(folder.path)` cannot be made", onEvent)
    }
    let lock = kfp_open_for_writing(folder.lock, 1)
    guard lock >= 0, await isLocked(lock) else {
      return unable(start, "the run `\(id)` is being carried out by another process", onEvent)
    }
    defer { close(lock) }
    let events = folder.events()
    let results = JournalledResults(events)
    guard let journal = RunJournal(path: folder.journal, events: events, onEvent: onEvent) else {
      return unable(start, "`\(folder.journal)` cannot be written", onEvent)
    }
    if let text = options.documentText { _ = Files.replace(folder.document, text) }
    keep(arguments, options, in: folder)
    if events.isEmpty {
      journal.append(.runStarted(start))
    } else {
      Files.remove(folder.ahead)
      journal.show(.runStarted(start))
      journal.append(.runResumed)
    }
    let root = options.root ?? document.pipeline.defaultPipelineRoot
    let runner = Runner(
      state: RunState(
        document: document, arguments: arguments, names: runNames(id, root, folder),
        stages: options.stages, origins: options.origins),
      options: options, folder: folder, journal: journal,
      worker: TaskWorker(
        run: id, folder: folder, root: root, pipeline: name, options: options, launcher: launcher,
        journal: journal, known: results, isResumed: !events.isEmpty))
    await runner.loop()
    await runner.herald.close()
    return journal.record
  }

  private init(
    state: RunState, options: RunOptions, folder: RunFolder, journal: RunJournal,
    worker: TaskWorker
  ) {
    self.state = state
    self.state.announcesTasks = worker.launcher.startsAhead
    self.options = options
    self.folder = folder
    self.journal = journal
    self.worker = worker
    herald = Herald(to: worker)
  }

  /// What ended while the runner waited.
  private enum Completion: Sendable {
    case finished(LaunchID, TaskOutcome)
    /// The pause before a further attempt is over.
    case due(LaunchID, ResolvedTask)
    case stopRequested
    case timeOver(Double)
    case nothing
  }

  /// The seconds that the run may take: those it was told, or those of its document.
  private var deadline: Double? {
    if let deadline = options.deadline { return deadline }
    let own = state.document.platform.pipelineConfig?["activeDeadlineSeconds"].flatMap(secondCount)
    return own.flatMap { $0 > 0 ? $0 : nil }
  }

  private func loop() async {
    await withTaskGroup(of: Completion.self) { group in
      let control = options.control
      group.addTask { await control.nextRequest() ? .stopRequested : .nothing }
      if let deadline {
        group.addTask {
          (try? await Task.sleep(for: .seconds(deadline))) == nil ? .nothing : .timeOver(deadline)
        }
      }
      act(&group)
      while !isFinished, let completion = await group.next() {
        switch completion {
        case .finished(let id, let outcome):
          running[id] = nil
          state.finish(id, outcome)
        case .due(let id, let task):
          pausing[id] = nil
          waiting.append((id, task))
        case .timeOver(let seconds):
          state.expire(
            TaskFailure(
              .timeout, "the run took longer than \(plainText(.double(seconds))) seconds"))
          stop()
        case .stopRequested:
          stop()
          group.addTask { await control.nextRequest() ? .stopRequested : .nothing }
        case .nothing:
          // The waiting itself was cancelled, and with it whatever asked for this run.
          if Task.isCancelled, stops == 0 { stop() }
        }
        act(&group)
      }
      group.cancelAll()
    }
  }

  /// Performs what the scheduler wants, and starts as many tasks as may run.
  private func act(_ group: inout TaskGroup<Completion>) {
    repeat {
      for action in state.nextActions() {
        switch action {
        case .record(let kind):
          journal.append(kind)
          worker.known.apply(kind)
          if let path = kind.endedTask, expected.remove(path) != nil { herald.dismiss(path) }
        case .launch(let id, let task, let pause): take(id, task, pause, &group)
        case .expect(let task):
          expected.insert(task.path)
          herald.expect(task)
        case .finished: isFinished = true
        }
      }
    } while startWaiting(&group)
  }

  private func take(
    _ id: LaunchID, _ task: ResolvedTask, _ pause: Double, _ group: inout TaskGroup<Completion>
  ) {
    guard pause > 0 else { return waiting.append((id, task)) }
    let cancellation = Cancellation()
    pausing[id] = cancellation
    group.addTask {
      await sleep(pause, unless: cancellation)
      return .due(id, task)
    }
  }

  /// Starts waiting tasks; true when the scheduler has to be asked again.
  private func startWaiting(_ group: inout TaskGroup<Completion>) -> Bool {
    var hasNews = false
    while waitingStart < waiting.count {
      let (id, task) = waiting[waitingStart]
      if stops > 0, isLost(task) {
        waitingStart += 1
        state.finish(id, .cancelled)
        hasNews = true
        continue
      }
      guard running.count < options.maximumParallelTasks else { break }
      waitingStart += 1
      let cancellation = Cancellation()
      running[id] = cancellation
      let worker = worker
      group.addTask { .finished(id, await worker.perform(task, cancellation)) }
    }
    if waitingStart > 1000 || waitingStart == waiting.count {
      waiting.removeFirst(waitingStart)
      waitingStart = 0
    }
    return hasNews
  }

  /// Whether a task that has not started is given up because the run was stopped.
  private func isLost(_ task: ResolvedTask) -> Bool { stops > 1 || !task.isCleanup }

  /// Stops the run: softly the first time, hard the second time.
  private func stop() {
    stops += 1
    if stops == 1 { state.cancel() } else { state.abort() }
    for cancellation in running.values { cancellation.cancel(stops == 1 ? .cancelled : .killed) }
    for cancellation in pausing.values { cancellation.cancel(.cancelled) }
  }

  private static func unable(
    _ start: RunStart, _ message: String, _ onEvent: (Event) -> Void
  ) -> RunRecord {
    let failure = TaskFailure(.files, message)
    let events = [
      Event.Kind.runStarted(start),
      .runFinished(state: .failed, outputs: PortValues(), failure: failure),
    ].map { Event(time: wallSeconds(), kind: $0) }
    for event in events { onEvent(event) }
    return RunRecord(events: events)
  }

  private static func runNames(_ id: RunID, _ root: String?, _ folder: RunFolder) -> RunNames {
    let digest = sha256(id.text.utf8)
    let parts = [8, 4, 4, 4, 12].reduce(into: (rest: digest[...], parts: [Substring]())) {
      $0.parts.append($0.rest.prefix($1))
      $0.rest = $0.rest.dropFirst($1)
    }
    return RunNames(
      jobName: id.text, resourceName: id.text, id: parts.parts.joined(separator: "-"),
      root: root ?? folder.path, created: timestamp(), workspace: folder.workspace)
  }

  /// Takes the lock of a run. Somebody who only looks whether a run is live holds it for a moment.
  private static func isLocked(_ descriptor: Int32) async -> Bool {
    for _ in 0..<10 {
      if kfp_lock(descriptor, 0) == 0 { return true }
      try? await Task.sleep(for: .milliseconds(20))
    }
    return false
  }

  /// Keeps beside the journal what taking up the run needs.
  private static func keep(
    _ arguments: OrderedDictionary<String, JSONValue>, _ options: RunOptions, in folder: RunFolder
  ) {
    _ = Files.replace(folder.arguments, jsonText(.object(arguments)) + "\n")
    if let invocation = options.invocation {
      _ = Files.replace(folder.invocation, jsonText(invocation) + "\n")
    }
    if !options.origins.isEmpty {
      let origins = options.origins.sorted { $0.key < $1.key }.map { label, origin in
        let place = JSONValue.object([
          "file": .string(origin.file), "line": .integer(origin.line),
        ])
        return (label, place)
      }
      let value = JSONValue.object(OrderedDictionary(uniqueKeysWithValues: origins))
      _ = Files.replace(folder.originsFile, jsonText(value) + "\n")
    }
    _ = Files.makeFolder(folder.workspace)
  }
}

extension Event.Kind {
  /// The task that has ended with this event.
  fileprivate var endedTask: TaskPath? {
    switch self {
    case .taskSucceeded(let path, outputs: _, source: _), .taskSkipped(let path, reason: _),
      .taskFailed(let path, failure: _), .taskCancelled(let path):
      path
    default: nil
    }
  }
}

/// Waits, in short steps so that a request to stop is noticed.
private func sleep(_ seconds: Double, unless cancellation: Cancellation) async {
  let end = monotonicSeconds() + seconds
  while cancellation.reason == nil, !Task.isCancelled {
    let rest = end - monotonicSeconds()
    guard rest > 0 else { return }
    try? await Task.sleep(for: .seconds(min(rest, 0.05)))
  }
}
