import KFPRecord
import KFPSpec
import KFPTypes
import OrderedCollections

/// Documents and runs made for tests.
enum ReportFixtures {
  /// A pipeline of tasks named `t0`, `t1`, ... with edges from outputs to inputs.
  static func document(
    tasks count: Int, edges: [(Int, Int)], title: (Int) -> String = { "t\($0)" }
  ) -> PipelineDocument {
    var dag = DAGSpec()
    for number in 0..<count {
      var task = TaskSpec(displayName: title(number), componentName: "comp-work")
      for (source, target) in edges where target == number {
        task.inputParameters["from-\(source)"] = .init(
          .taskOutput(task: "t\(source)", key: "Output"))
        task.dependentTasks.append("t\(source)")
      }
      dag.tasks["t\(number)"] = task
    }
    return document(dag)
  }

  /// A pipeline with this DAG, and some components.
  static func document(
    _ dag: DAGSpec, components: OrderedDictionary<String, ComponentSpec> = [:]
  ) -> PipelineDocument {
    var spec = PipelineSpec(
      info: PipelineInfo(name: "pipe"), root: ComponentSpec(implementation: .dag(dag)))
    spec.components = components
    spec.components["comp-work"] = ComponentSpec(
      outputs: ComponentOutputs(parameters: ["Output": .init(type: .string)]),
      implementation: .executor(label: "exec-work"))
    spec.executors["exec-work"] = .container(
      ContainerExecutor(
        image: "python:3.12", command: ["sh", "-c", "\ndef work(a):\n  return a\n"],
        args: ["--function_to_execute", "work"]))
    return PipelineDocument(pipeline: spec)
  }

  /// A loop over items with two tasks inside, an inner loop, and a task behind it.
  static func nested() -> PipelineDocument {
    let item = TaskSpec.Iterator.raw(items: "[1, 2]", itemInput: "pipelinechannel--loop-item")
    var inside = TaskSpec(displayName: "first", componentName: "comp-work")
    inside.inputParameters["a"] = .init(.componentInput("pipelinechannel--loop-item"))
    var second = TaskSpec(displayName: "second", componentName: "comp-work")
    second.inputParameters["a"] = .init(.taskOutput(task: "first", key: "Output"))
    second.dependentTasks = ["first"]
    let inner = DAGSpec(tasks: ["work": TaskSpec(displayName: "work", componentName: "comp-work")])
    let body = DAGSpec(
      tasks: [
        "first": inside, "second": second,
        "for-loop-2": TaskSpec(
          displayName: "for-loop-2", componentName: "comp-for-loop-2",
          dependentTasks: ["first"], iterator: item),
      ],
      outputParameters: [
        "collected": .parameter(.init(producerSubtask: "second", outputKey: "Output"))
      ])
    var last = TaskSpec(displayName: "last", componentName: "comp-work")
    last.inputParameters["all"] = .init(.taskOutput(task: "for-loop-1", key: "collected"))
    last.dependentTasks = ["for-loop-1"]
    let root = DAGSpec(tasks: [
      "for-loop-1": TaskSpec(
        displayName: "for-loop-1", componentName: "comp-for-loop-1", iterator: item),
      "last": last,
    ])
    return document(
      root,
      components: [
        "comp-for-loop-1": ComponentSpec(implementation: .dag(body)),
        "comp-for-loop-2": ComponentSpec(implementation: .dag(inner)),
      ])
  }

  /// A run of `nested()`: two iterations, the second of which takes longer.
  static func nestedRun() -> [Event] {
    var events = [start()]
    var time = 1.0
    func add(_ kind: Event.Kind, after pause: Double = 0.5) {
      time += pause
      events.append(Event(time: time, kind: kind))
    }
    let loop = TaskPath("for-loop-1")
    add(.groupStarted(loop, iterations: 2))
    for number in 0..<2 {
      let iteration = loop.iteration(number)
      add(.groupStarted(iteration, iterations: nil))
      for name in ["first", "second"] {
        run(iteration.task(name), add)
      }
      add(.groupFinished(iteration, state: .succeeded, failure: nil))
    }
    add(.groupFinished(loop, state: .succeeded, failure: nil), after: 0)
    run(TaskPath("last"), { kind, pause in add(kind, after: min(pause, 0.005)) })
    add(.runFinished(state: .succeeded, outputs: PortValues(), failure: nil))
    return events
  }

  private static func run(_ path: TaskPath, _ add: (Event.Kind, Double) -> Void) {
    add(
      .taskReady(path, component: "comp-work", executor: "exec-work", inputs: PortValues()), 0)
    add(.taskLaunched(path, attempt: 1, key: "abc"), 0)
    add(
      .taskSucceeded(path, outputs: PortValues(parameters: ["Output": .string("x")]), source: .ran),
      2)
  }

  static func start(pipeline: String = "pipe") -> Event {
    Event(
      time: 1,
      kind: .runStarted(
        RunStart(
          id: RunID("pipe-1"), pipeline: pipeline, documentDigest: "0123456789abcdef",
          arguments: [:], backend: "subprocess", process: 1)))
  }
}

/// Numbers that are the same in every run of the tests.
struct SteadyGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 29)
  }
}
