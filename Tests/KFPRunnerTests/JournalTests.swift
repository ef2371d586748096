import KFPRecord
import KFPSpec
import KFPTypes
import OrderedCollections
import Testing

@testable import KFPRunner

/// Journal, resuming, cache and ledger, with a launcher that starts nothing.
@Suite struct JournalTests {
  @Test func eventsSurviveWriting() throws {
    let failure = TaskFailure(
      .timeout, "too long", detail: "a\nb", place: .init(file: "f.py", line: 3))
    let artifact = RuntimeArtifact(
      name: "n", uri: "/u", schema: ArtifactSchema(title: "system.Model"),
      metadata: ["x": .double(2)], customPath: "/c")
    let values = PortValues(parameters: ["p": .double(1)], artifacts: ["a": [artifact]])
    let path = TaskPath("for-loop-1[3]/train")
    let start = RunStart(
      id: RunID("r"), pipeline: "p", documentDigest: "d", arguments: ["x": .integer(1)],
      backend: "b", process: 7)
    let kinds: [Event.Kind] = [
      .runStarted(start), .runResumed, .groupStarted(path, iterations: 3),
      .groupStarted(path, iterations: nil),
      .groupFinished(path, state: .failed, failure: failure),
      .taskReady(path, component: "c", executor: "e", inputs: values),
      .taskLaunched(path, attempt: 2, key: "k"),
      .attemptFailed(path, attempt: 1, failure: failure, retryAfter: 1.5),
      .taskSucceeded(path, outputs: values, source: .cache), .taskSkipped(path, reason: "why"),
      .taskFailed(path, failure: failure), .taskCancelled(path), .note(path, "note"),
      .cancelRequested, .runFinished(state: .failed, outputs: values, failure: failure),
    ]
    let events = kinds.map { Event(time: 1.25, kind: $0) }
    let text = events.map(journalLine).joined()
    #expect(readJournal(Array(text.utf8)) == events)
  }

  @Test("a journal that was cut off anywhere can be continued")
  func resume() async throws {
    let document = try RunCase(name: "loops").document()
    let folder = try TemporaryFolder()
    let options = RunOptions(runsFolder: folder.path, id: RunID("whole"), cache: nil)
    let whole = await Runner.run(
      document: document, options: options, launcher: PretendLauncher())
    #expect(whole.state == .succeeded)
    let journal = try #require(Files.read(RunFolder(RunID("whole"), in: folder.path).journal))
    var generator = SeededGenerator(state: 7)
    for number in 0..<60 {
      let id = RunID("cut-\(number)")
      let place = RunFolder(id, in: folder.path)
      let start = Array(journal.prefix(.random(in: 1..<journal.count, using: &generator)))
      #expect(Files.makeFolder(place.path))
      #expect(Files.write(place.journal, String(decoding: start, as: UTF8.self)))
      let done = readJournal(start).compactMap { event -> String? in
        if case .taskSucceeded(let path, _, _) = event.kind { path.text } else { nil }
      }
      let launcher = PretendLauncher()
      let resumed = await Runner.run(
        document: document, options: RunOptions(runsFolder: folder.path, id: id, cache: nil),
        launcher: launcher)
      #expect(resumed.state == .succeeded)
      #expect(resumed.outputs == whole.outputs)
      #expect(Set(launcher.launched.all).isDisjoint(with: done))
      #expect(Set(launcher.launched.all).count == launcher.launched.all.count)
      #expect(RunRecord(events: place.events()) == resumed)
    }
  }

  @Test func resultsAreReused() async throws {
    let document = try RunCase(name: "loops").document()
    let folder = try TemporaryFolder()
    let cache = ResultCache(cacheFolder: folder.path)
    func launches(_ cache: ResultCache?, _ ledger: Ledger? = nil) async -> Int {
      let launcher = PretendLauncher()
      let record = await Runner.run(
        document: document,
        options: RunOptions(runsFolder: "\(folder.path)/runs", cache: cache, ledger: ledger),
        launcher: launcher)
      #expect(record.state == .succeeded)
      return launcher.launched.all.count
    }
    let all = await launches(nil)
    #expect(all > 8)
    _ = await launches(cache)
    #expect(await launches(cache) == 0)
    let ledger = Ledger()
    _ = await launches(nil, ledger)
    #expect(await launches(nil, ledger) == 0)
    // A changed or cut entry is not used.
    for entry in cache.entries() {
      let file = "\(cache.folder)/\(entry.key.prefix(2))/\(entry.key).json"
      let text = try #require(Files.text(file))
      #expect(Files.write(file, String(text.dropLast(text.count / 2))))
    }
    #expect(cache.entries().allSatisfy { $0.outputs == nil })
    #expect(await launches(cache) > 0)
    #expect(cache.entries().allSatisfy { $0.outputs != nil })
    cache.remove(onlyBroken: false)
    #expect(cache.entries().isEmpty)
  }

  @Test func theKeyHasNoNamesInIt() throws {
    let document = try RunCase(name: "loops").document()
    var tasks: [TaskPath: ResolvedTask] = [:]
    _ = play(
      document,
      onAction: { _, action in
        if case .launch(_, let task, _) = action { tasks[task.path] = task }
      })
    let first = try #require(tasks[TaskPath("numbers")])
    func key(_ task: ResolvedTask) -> String {
      taskKey(task, surroundings: .null, mounts: "")
    }
    var renamed = first
    renamed.name = "other"
    renamed.path = TaskPath("other")
    renamed.componentName = "comp-other"
    #expect(key(renamed) == key(first))
    var changed = first
    changed.inputs.parameters["count"] = .integer(4)
    #expect(key(changed) != key(first))
    var edited = first
    if case .container(var container) = edited.executor {
      container.command[container.command.count - 1] += "#"
      edited.executor = .container(container)
    }
    #expect(key(edited) != key(first))
  }
}
