import CPOSIX
import Glibc
import KFPRecord
import KFPSpec
import KFPTestSupport
import KFPTypes
import OrderedCollections
import Testing

@testable import KFPRunner

/// Containers that are started before the inputs of their tasks are known.
@Suite(.serialized) struct AheadTests {
  /// Two tasks: `second` takes the output of `first`, which also is the length of its sleep.
  private func chain(first: String = "return 'one'") -> PipelineDocument {
    var document = singleTask(
      "def f(text: str = '') -> str:\n    import time\n    \(first)\n", "f",
      outputs: .init(parameters: ["Output": .init(type: .string)]))
    let second = singleTask(
      "def g(text: str) -> str:\n    import os\n    print('seen', os.getppid())\n    return text * 2\n",
      "g",
      outputs: .init(parameters: ["Output": .init(type: .string)]))
    var component = second.pipeline.components["comp-f"]
    component?.inputs = .init(parameters: ["text": .init(type: .string)])
    component?.implementation = .executor(label: "exec-g")
    document.pipeline.components["comp-g"] = component
    document.pipeline.executors["exec-g"] = second.pipeline.executors["exec-f"]
    guard case .dag(var dag) = document.pipeline.root.implementation else { return document }
    dag.tasks["g"] = TaskSpec(
      displayName: "g", componentName: "comp-g",
      inputParameters: ["text": .init(.taskOutput(task: "f", key: "Output"))],
      dependentTasks: ["f"])
    document.pipeline.root = ComponentSpec(implementation: .dag(dag))
    return document
  }

  @Test("a task is announced while the last one that it waits for is at work, and once")
  func announcements() throws {
    var state = RunState(
      document: chain(), arguments: [:],
      names: RunNames(jobName: "job", resourceName: "job", id: "id"))
    state.announcesTasks = true
    var announced: [String] = []
    var open: [LaunchID] = []
    func act() {
      for action in state.nextActions() {
        switch action {
        case .expect(let task): announced.append(task.path.text)
        case .launch(let id, _, _): open.append(id)
        case .record, .finished: break
        }
      }
    }
    act()
    #expect(announced == ["g"])
    state.finish(open.removeFirst(), .succeeded(PortValues(), .ran))
    act()
    #expect(announced == ["g"])
  }

  @Test("a gate lets through, refuses, and ends who waits when the runner is gone")
  func gates() throws {
    let folder = try TemporaryFolder()
    for (index, word) in ["1", "0", ""].enumerated() {
      let path = "\(folder.path)/gate\(index)"
      var gate = StartGate(path: path)
      #expect(gate != nil)
      let reader = open(path, O_RDONLY | O_CLOEXEC)
      defer { close(reader) }
      if word == "1" { gate?.open() } else if word == "0" { gate?.refuse() }
      if word.isEmpty { gate = nil }
      var byte: UInt8 = 0
      let count = read(reader, &byte, 1)
      #expect(count == word.utf8.count)
      #expect(word.isEmpty || byte == word.utf8.first)
      gate = nil
      #expect(!Files.exists(path))
    }
  }

  @Test(
    "a container is there before its task begins; none is left, whatever becomes of the task",
    .enabled(
      if: ContainerEngine.isAvailable || ContainerEngine.isRequired,
      "no engine with \(ContainerEngine.image)"),
    arguments: ["time.sleep(2); return 'one'", "time.sleep(2); raise ValueError('no')"])
  func containers(_ first: String) async throws {
    let folder = try TemporaryFolder()
    let calls = "\(folder.path)/calls"
    let engine = "\(folder.path)/podman"
    let program = """
      #!/bin/sh
      echo "begin $1" >> '\(calls)'
      podman "$@"
      status=$?
      echo "end $1" >> '\(calls)'
      exit $status
      """
    #expect(Files.write(engine, program + "\n") && chmod(engine, 0o755) == 0)
    let launcher = ContainerLauncher(
      options: ContainerOptions(
        engine: engine, imageMap: ["*": ContainerEngine.image], pull: .never, network: "none"),
      settings: LaunchSettings(grace: 0.2))
    let record = await Runner.run(
      document: chain(first: first), options: RunOptions(runsFolder: folder.path, cache: nil),
      launcher: launcher)
    await launcher.close()
    let lines = (Files.text(calls) ?? "").split(separator: "\n").filter { $0.hasSuffix(" run") }
    #expect(lines == ["begin run", "begin run", "end run", "end run"])
    let run = RunFolder(record.id, in: folder.path)
    #expect(Files.names(in: run.ahead) == [])
    let left = try Shell.run([
      "podman", "ps", "--all", "--quiet", "--filter", "label=kfps.run=\(record.id)",
    ])
    #expect(left.output == "")
    if first.contains("return") {
      #expect(record.tasks[TaskPath("g")]?.outputs.parameters["Output"] == .string("oneone"))
      #expect(Files.text(run.log(TaskPath("g")))?.hasPrefix("seen ") == true)
    } else {
      #expect(record.tasks[TaskPath("g")]?.state == .skipped)
    }
  }
}
