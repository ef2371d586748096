import KFPRecord
import KFPSpec
import KFPTypes
import OrderedCollections
import Testing

@testable import KFPRunner

/// Deadlines, names that people read, groups that are tried again, and what stands for a cluster's things.
@Suite struct EndingTests {
  @Test(arguments: [
    ("train", "train"), ("for-loop-1[3]/train", "train[3]"),
    ("exit-handler-1/condition-branches-2/condition-3/train", "train"),
    ("for-loop-1[3]/for-loop-2[0]/train-2", "train-2[3][0]"),
    ("sub/for-loop-1[3]/train", "sub/train[3]"), ("for-loop-1[3]", "for-loop-1[3]"),
    ("sub[2]/train", "sub[2]/train"), ("condition-x/train", "condition-x/train"), ("", ""),
  ])
  func pathsAreReadByTheNamesThatPeopleGave(_ path: String, _ text: String) {
    #expect("\(TaskPath(path))" == text)
  }

  @Test("a run that takes longer than its document allows fails, after its exit handlers")
  func deadlineOfTheDocument() async throws {
    var document = try RunCase(name: "exit-handler").document()
    document = withSleep(document)
    document.platform.pipelineConfig = try readJSON(#"{"activeDeadlineSeconds": 1}"#)
    let folder = try TemporaryFolder()
    let launcher = SubprocessLauncher(settings: LaunchSettings(grace: 0.2))
    let record = await Runner.run(
      document: document, options: RunOptions(runsFolder: folder.path, cache: nil),
      launcher: launcher)
    await launcher.close()
    #expect(record.state == .failed)
    #expect(record.failure?.kind == .timeout)
    #expect(record.failure?.message == "the run took longer than 1 seconds")
    let exit = record.leaves.filter { $0.state == .succeeded }
    #expect(!exit.isEmpty, "the exit handler runs: \(record.leaves)")
  }

  /// The document, with tasks inside of exit handlers that never end.
  private func withSleep(_ document: PipelineDocument) -> PipelineDocument {
    var document = document
    for (label, executor) in document.pipeline.executors {
      guard case .container(var container) = executor, let source = container.command.last,
        source.contains("raise ValueError(message)")
      else { continue }
      container.command[container.command.count - 1] = source.replacing(
        "raise ValueError(message)", with: "import time; time.sleep(600)")
      document.pipeline.executors[label] = .container(container)
    }
    return document
  }

  @Test("a task that takes longer than its document allows fails, with its component's line")
  func deadlineOfATask() async throws {
    var document = singleTask("def f():\n    import time\n    time.sleep(600)\n", "f")
    document.platform.executors = [
      "exec-f": try readJSON(#"{"activeDeadlineSeconds": "1"}"#)
    ]
    let folder = try TemporaryFolder()
    let launcher = SubprocessLauncher(settings: LaunchSettings(grace: 0.2))
    var options = RunOptions(runsFolder: folder.path, cache: nil)
    options.origins = ["exec-f": CodeOrigin(file: "train.kfps", line: 7)]
    let record = await Runner.run(document: document, options: options, launcher: launcher)
    await launcher.close()
    let failure = try #require(record.leaves.first?.failure)
    #expect(failure.kind == .timeout)
    #expect(failure.place == .init(file: "train.kfps", line: 7))
  }

  @Test(
    "what is no number in JSON fails a task, as on a cluster",
    arguments: ["return float('inf')", "return {'loss': [float('nan')]}"])
  func noNumbers(_ body: String) async throws {
    let type: ParameterType = body.contains("loss") ? .struct : .double
    let outputs = ComponentOutputs(parameters: ["Output": .init(type: type)])
    let annotation = type == .struct ? "dict" : "float"
    let document = singleTask("def f() -> \(annotation):\n    \(body)\n", "f", outputs: outputs)
    let folder = try TemporaryFolder()
    let launcher = SubprocessLauncher()
    let record = await Runner.run(
      document: document, options: RunOptions(runsFolder: folder.path, cache: nil),
      launcher: launcher)
    await launcher.close()
    let failure = try #require(record.leaves.first?.failure)
    #expect(failure.kind == .value)
    #expect(failure.message.hasPrefix("`Output` of `f` holds `nan` or `inf`"))
  }

  @Test func anOutputThatWasNotWrittenNamesTheComponentsLine() async throws {
    let outputs = ComponentOutputs(parameters: ["out": .init(type: .integer)])
    let document = singleTask("def f(): pass\n", "f", outputs: outputs)
    let folder = try TemporaryFolder()
    let launcher = SubprocessLauncher()
    var options = RunOptions(runsFolder: folder.path, cache: nil)
    options.origins = ["exec-f": CodeOrigin(file: "train.kfps", line: 7)]
    let record = await Runner.run(document: document, options: options, launcher: launcher)
    await launcher.close()
    let failure = try #require(record.leaves.first?.failure)
    #expect(failure.message == "`f` declares the output `out` and did not write it")
    #expect(failure.place == .init(file: "train.kfps", line: 7))
  }

  @Test(
    "a group that was tried again before the kill runs as a whole; one that failed for good goes on"
  )
  func resultsOfGroupsThatAreTriedAgain() {
    let group = TaskPath("sub")
    let inner = group.task("first")
    let values = PortValues(parameters: ["Output": .integer(1)])
    let first: [Event.Kind] = [
      .groupStarted(group, iterations: nil),
      .taskSucceeded(inner, outputs: values, source: .ran),
      .groupFinished(group, state: .failed, failure: nil),
    ]
    func results(_ kinds: [Event.Kind]) -> JournalledResults {
      JournalledResults(kinds.map { Event(time: 0, kind: $0) })
    }
    #expect(results(first)[inner] == values)
    #expect(results(first + [.groupStarted(group, iterations: nil)])[inner] == nil)
    let resumed = first + [.runResumed, .groupStarted(group, iterations: nil)]
    #expect(results(resumed)[inner] == values)
    // The run goes on here, and the group fails again and is tried again.
    let live = results(first)
    for kind in [Event.Kind.runResumed, .groupStarted(group, iterations: nil)] { live.apply(kind) }
    #expect(live[inner] == values)
    live.apply(.groupFinished(group, state: .failed, failure: nil))
    live.apply(.groupStarted(group, iterations: nil))
    #expect(live[inner] == nil)
  }

  @Test func secretsAreFoldersFilesOrValues() throws {
    let folder = try TemporaryFolder()
    #expect(Files.makeFolder("\(folder.path)/secret"))
    #expect(Files.write("\(folder.path)/secret/key", "in a folder"))
    #expect(Files.write("\(folder.path)/a.json", #"{"key": "in JSON", "n": 3}"#))
    #expect(Files.write("\(folder.path)/a.env", "other=1\nkey=a=b c\n"))
    #expect(Files.write("\(folder.path)/plain", "the value\n"))
    #expect(SecretFile(path: "\(folder.path)/secret").value(of: "key") == "in a folder")
    #expect(SecretFile(path: "\(folder.path)/secret").value(of: "../plain") == nil)
    #expect(SecretFile(path: "\(folder.path)/a.json").value(of: "key") == "in JSON")
    #expect(SecretFile(path: "\(folder.path)/a.json").value(of: "n") == "3")
    #expect(SecretFile(path: "\(folder.path)/a.env").value(of: "key") == "a=b c")
    #expect(SecretFile(path: "\(folder.path)/a.env").value(of: "missing") == nil)
    #expect(SecretFile(path: "\(folder.path)/plain").value(of: "any") == "the value")
  }

  @Test("secrets reach a process, and the rest of a cluster's settings is told once")
  func clusterSettings() async throws {
    let folder = try TemporaryFolder()
    #expect(Files.write("\(folder.path)/token", "hunter2\n"))
    var document = singleTask(
      "def f():\n    import os\n    print('<' + os.environ['TOKEN'] + '>')\n", "f")
    document.platform.executors = [
      "exec-f": try readJSON(
        """
        {"secretAsEnv": [{"secretNameParameter": {"runtimeValue": {"constant": "mine"}},
          "keyToEnv": [{"secretKey": "k", "envVar": "TOKEN"}]}],
         "tolerations": [], "nodeSelector": {}}
        """)
    ]
    let launcher = SubprocessLauncher(
      settings: LaunchSettings(secrets: ["mine": "\(folder.path)/token"]))
    let record = await Runner.run(
      document: document, options: RunOptions(runsFolder: folder.path, cache: nil),
      launcher: launcher)
    await launcher.close()
    #expect(record.state == .succeeded)
    let log = Files.text(RunFolder(record.id, in: folder.path).log(TaskPath("f")))
    #expect(log == "<hunter2>\n")
    #expect(
      record.leaves.first?.notes == [
        "`tolerations`, `nodeSelector` exist on a cluster only and are ignored"
      ])
  }

  @Test func volumesAreFoldersOfTheRun() throws {
    let folder = try TemporaryFolder()
    let create = try #require(VolumeWork(ContainerExecutor(image: "argostub/createpvc")))
    let delete = try #require(VolumeWork(ContainerExecutor(image: "argostub/deletepvc")))
    var found: ResolvedTask?
    _ = play(
      singleTask(ContainerExecutor(image: "x"), ["pvc_name_suffix": .string("-../data")]),
      onAction: { _, action in
        if case .launch(_, let task, _) = action { found = task }
      })
    var task = try #require(found)
    let made = try create.perform(task, in: folder.path)
    #expect(made.parameters["name"] == .string("job-../data"))
    let place = VolumeWork.folder(of: "job-../data", in: folder.path)
    #expect(Files.isFolder(place))
    task.inputs.parameters = ["pvc_name": .string("job-../data")]
    _ = try delete.perform(task, in: folder.path)
    #expect(!Files.exists(place))
  }
}
