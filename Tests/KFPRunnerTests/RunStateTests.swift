import KFPRecord
import KFPSpec
import KFPTypes
import OrderedCollections
import Testing

@testable import KFPRunner

/// The scheduler, without processes.
@Suite struct RunStateTests {
  @Test("scheduling takes time in proportion to the tasks", arguments: [1000, 10_000])
  func manyTasks(_ count: Int) throws {
    let items = (0..<count).map { JSONValue.integer($0) }
    let document = loopDocument(over: items)
    let start = monotonicSeconds()
    let (outcome, record) = play(document, next: { $0 - 1 })
    let seconds = monotonicSeconds() - start
    #expect(outcome?.state == .succeeded)
    #expect(record.leaves.count == count)
    if environmentVariable("KFPS_BENCHMARK") != nil {
      print("\(count) tasks scheduled in \(seconds) s, \(seconds / Double(count) * 1e6) us each")
    }
  }

  /// A pipeline with one loop over these items, with a task in it.
  private func loopDocument(over items: [JSONValue]) -> PipelineDocument {
    var document = singleTask("def f(n: int): pass\n", "f")
    let body = document.pipeline.root
    document.pipeline.components["comp-loop"] = ComponentSpec(
      inputs: .init(parameters: ["item": .init(type: .integer)]),
      implementation: body.implementation)
    let loop = TaskSpec(
      displayName: "for-loop-1", componentName: "comp-loop",
      iterator: .raw(items: jsonText(.array(items)), itemInput: "item"))
    document.pipeline.root = ComponentSpec(
      implementation: .dag(DAGSpec(tasks: ["for-loop-1": loop])))
    return document
  }

  @Test("whatever order results arrive in, the same tasks run", arguments: RunCase.all)
  func orderDoesNotMatter(_ runCase: RunCase) throws {
    let document = try runCase.document()
    let arguments = try runCase.arguments()
    let first = play(document, arguments)
    #expect(first.outcome?.state == .succeeded)
    for seed in 1...20 as ClosedRange<UInt64> {
      var generator = SeededGenerator(state: seed)
      let other = play(document, arguments, next: { .random(in: 0..<$0, using: &generator) })
      #expect(other.outcome == first.outcome)
      #expect(states(other.record) == states(first.record))
    }
  }

  @Test("a failing task stops what depends on it, and nothing else", arguments: RunCase.all)
  func failuresStaySmall(_ runCase: RunCase) throws {
    let document = try runCase.document()
    let arguments = try runCase.arguments()
    let whole = play(document, arguments).record
    for victim in whole.leaves where victim.state == .succeeded {
      let played = play(
        document, arguments,
        outcome: { task in
          task.path == victim.path
            ? .failed(TaskFailure(.task, "broken")) : .succeeded(task.pretendOutputs, .ran)
        })
      #expect(played.outcome?.state == .failed)
      #expect(played.record.tasks[victim.path]?.state == .failed)
      for task in played.record.leaves {
        #expect(task.state.isFinal, "\(task.path) has not ended")
      }
    }
  }

  @Test func loopsKeepOrderAndLimit() throws {
    let document = try RunCase(name: "loops").document()
    var running = Set<TaskPath>()
    var most = 0
    let played = play(
      document,
      next: { $0 - 1 },
      onAction: { _, action in
        if case .record(.groupStarted(let path, nil)) = action,
          path.text.hasPrefix("for-loop-1["), !path.text.contains("/")
        {
          running.insert(path)
          most = max(most, running.count)
        }
        if case .record(.groupFinished(let path, _, _)) = action { running.remove(path) }
      })
    #expect(most == 2)
    #expect(played.record.tasks[TaskPath("for-loop-1")]?.iterations == 3)
    let shown = try #require(played.record.tasks[TaskPath("show")])
    let values = try #require(shown.inputs.parameters["values"]?.arrayValue)
    #expect(values.map { $0.arrayValue?.count } == [2, 2, 2])
  }

  @Test func cancellationRunsExitTasksOnly() throws {
    let document = try RunCase(name: "exit-handler").document()
    var wasCancelled = false
    let played = play(
      document,
      outcome: { task in
        task.isCleanup ? .succeeded(task.pretendOutputs, .ran) : .cancelled
      },
      onAction: { state, action in
        if case .launch = action, !wasCancelled {
          wasCancelled = true
          state.cancel()
        }
      })
    #expect(played.outcome?.state == .cancelled)
    #expect(played.record.tasks[TaskPath("clean")]?.state == .succeeded)
    #expect(played.record.tasks[TaskPath("exit-handler-1")]?.state == .cancelled)
    let status = played.record.tasks[TaskPath("clean")]?.inputs.parameters["status"]
    #expect(status?["state"] == .string("CANCELED"))
  }

  @Test func pausesGrowUpToTheirLimit() {
    let policy = TaskSpec.RetryPolicy(
      maxRetryCount: 5, backoffDuration: "10s", backoffFactor: 3, backoffMaxDuration: "100s")
    #expect((2...6).map { policy.pause(before: $0) } == [10, 30, 90, 100, 100])
  }

  @Test func argumentsAreChecked() throws {
    let document = try RunCase(name: "loops").document()
    func message(_ arguments: OrderedDictionary<String, JSONValue>) -> String? {
      play(document, arguments).outcome?.failure?.message
    }
    #expect(message(["count": .string("x")]) == "`count` is declared as int and got a str")
    #expect(message(["coumt": .integer(1)]) == "`loops` has no input `coumt`; it has `count`")
    #expect(message(["count": .double(2)]) == nil)
    let texts = try RunCase(name: "texts").document()
    #expect(play(texts).outcome?.failure?.message == "`texts` needs a value for `odd`")
  }

  @Test func aComponentThatContainsItselfIsRefused() throws {
    var document = try RunCase(name: "loops").document()
    let task = TaskSpec(displayName: "again", componentName: "comp-again")
    document.pipeline.components["comp-again"] = ComponentSpec(
      implementation: .dag(DAGSpec(tasks: ["again": task])))
    document.pipeline.root = ComponentSpec(implementation: .dag(DAGSpec(tasks: ["again": task])))
    let failure = play(document).outcome?.failure
    #expect(failure?.detail.contains("nested too deeply") == true)
  }

  @Test func tasksThatWaitForEachOtherAreRefused() throws {
    var document = try RunCase(name: "loops").document()
    func task(after other: String) -> TaskSpec {
      TaskSpec(displayName: "t", componentName: "comp-numbers", dependentTasks: [other])
    }
    document.pipeline.root = ComponentSpec(
      implementation: .dag(DAGSpec(tasks: ["a": task(after: "b"), "b": task(after: "a")])))
    #expect(
      play(document).outcome?.failure?.message == "`a` waits for itself, through other tasks")
  }

  @Test func tenThousandTasks() throws {
    var document = try RunCase(name: "loops").document()
    let items = "[" + (0..<10_000).map(String.init).joined(separator: ",") + "]"
    let loop = TaskSpec(
      displayName: "loop", componentName: "comp-loop",
      iterator: .raw(items: items, itemInput: "item"))
    let body = TaskSpec(
      displayName: "numbers", componentName: "comp-numbers",
      inputParameters: ["count": .init(.componentInput("item"))])
    document.pipeline.components["comp-loop"] = ComponentSpec(
      inputs: .init(parameters: ["item": .init(type: .integer)]),
      implementation: .dag(DAGSpec(tasks: ["numbers": body])))
    document.pipeline.root = ComponentSpec(
      implementation: .dag(DAGSpec(tasks: ["loop": loop])))
    var count = 0
    let played = play(
      document,
      outcome: { task in
        count += 1
        return .succeeded(task.pretendOutputs, .ran)
      }, next: { $0 - 1 })
    #expect(played.outcome?.state == .succeeded)
    #expect(count == 10_000)
  }

  private func states(_ record: RunRecord) -> [TaskPath: TaskState] {
    record.tasks.reduce(into: [:]) { $0[$1.key] = $1.value.state }
  }
}
