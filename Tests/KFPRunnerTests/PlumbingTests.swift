import Glibc
import KFPRecord
import KFPSpec
import KFPTypes
import OrderedCollections
import Synchronization
import Testing

@testable import KFPRunner

/// Recipes, names, and processes that misbehave.
@Suite struct PlumbingTests {
  @Test func theExecutorInTheProgramIsThatOfTheFiles() throws {
    let folder =
      "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
      + "/Sources/KFPRunner/Python/kfps_executor"
    let names = Files.names(in: folder).filter { $0.hasSuffix(".py") }
    #expect(executorSource.map(\.name) == names)
    for (name, text) in executorSource {
      #expect(Files.text("\(folder)/\(name)") == text + "\n", "run Python/embed.py")
    }
  }

  @Test(arguments: [
    ("../../x", "%2e%2e%2f%2e%2e%2fx"), ("..", "%2e."), (".", "%2e"), ("", "%"), ("a b", "a%20b"),
    ("train.2", "train.2"), ("for-loop-1[3]", "for-loop-1[3]"), ("/etc", "%2fetc"),
  ])
  func namesStayInTheirFolder(_ name: String, _ expected: String) {
    let safe = Files.safeName(name)
    #expect(!safe.contains("/") && safe != ".." && safe != ".")
    if name != "..", name != "../../x" { #expect(safe == expected) }
  }

  @Test func longNamesStayDifferent() {
    let long = String(repeating: "x", count: 300)
    #expect(Files.safeName(long + "a") != Files.safeName(long + "b"))
    #expect(Files.safeName(long).utf8.count < 255)
  }

  @Test func recipesOfOlderSDKsAreRead() throws {
    let launcher = """
      program_path=$(mktemp -d)
      printf "%s" "$0" > "$program_path/ephemeral_component.py"
      python3 -m kfp.components.executor_main --component_module_path \
      "$program_path/ephemeral_component.py" "$@"
      """
    let install = """
      if ! [ -x "$(command -v pip)" ]; then
          python3 -m ensurepip || python3 -m ensurepip --user || apt-get install python3-pip
      fi
      PIP_DISABLE_PIP_VERSION_CHECK=1 python3 -m pip install --quiet --no-warn-script-location \
      --index-url https://example.org/simple --trusted-host example.org 'pandas==2.0' \
      "numpy>=1,<2" 'kfp==2.0.1' && "$0" "$@"
      """
    let executor = ContainerExecutor(
      image: "python:3.7",
      command: ["sh", "-c", install, "sh", "-ec", launcher, "def f(): pass"],
      args: ["--executor_input", "{{$}}", "--function_to_execute", "f"])
    let recipe = try #require(PythonRecipe(executor))
    #expect(recipe.function == "f")
    #expect(recipe.source == "def f(): pass")
    #expect(recipe.packages == ["pandas==2.0", "numpy>=1,<2"])
    #expect(
      recipe.pipOptions == [
        "--index-url", "https://example.org/simple", "--trusted-host", "example.org",
      ])
    var other = executor
    other.command = ["echo", "hello"]
    #expect(PythonRecipe(other) == nil)
  }

  @Test func structuresInCommandsAreResolved() throws {
    let document = try RunCase(name: "loops").document()
    var found: ResolvedTask?
    _ = play(
      document,
      onAction: { _, action in
        if case .launch(_, let task, _) = action, found == nil { found = task }
      })
    let task = try #require(found)
    let executor = ContainerExecutor(
      image: "i", command: ["run", "{{$.inputs.parameters['count']}}"],
      args: [
        #"{"IfPresent": {"InputName": "count", "Then": ["--count", "{{$.inputs.parameters['count']}}"]}}"#,
        #"{"IfPresent": {"InputName": "none", "Then": "yes", "Else": "no"}}"#,
        #"{"Concat": ["a", {"Concat": ["b", "{{$.pipeline_task_name}}"]}]}"#,
        "{{$.unknown}}",
      ])
    let command = resolve(
      executor, for: task, input: executorInput(task, TaskPlaces(folder: "/t", root: "/t")),
      mounts: "")
    #expect(command.command == ["run", "3"])
    #expect(command.arguments == ["--count", "3", "no", "abnumbers", "{{$.unknown}}"])
  }

  @Test("a task that floods its log, forks, ignores SIGTERM and hangs leaves nothing")
  func hostileTasks() async throws {
    let folder = try TemporaryFolder()
    let source = """
      def f(mark: str):
          import os, signal, subprocess, sys, time
          signal.signal(signal.SIGTERM, signal.SIG_IGN)
          subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)', mark])
          subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)', mark],
                           start_new_session=True)
          sys.stdout.buffer.write(b'\\xff\\xfe binary \\n' * 200000)
          sys.stdout.flush()
          time.sleep(600)
      """
    let mark = "kfps-test-\(getpid())-\(UInt32.random(in: .min ... .max))"
    let document = singleTask(source, "f", ["mark": .string(mark)])
    let launcher = SubprocessLauncher(settings: LaunchSettings(grace: 0.2))
    let control = RunControl()
    let lines = Mutex(0)
    let record = await Runner.run(
      document: document,
      options: RunOptions(runsFolder: folder.path, cache: nil, control: control),
      launcher: launcher
    ) { event in
      guard case .logLine = event.kind else { return }
      let isFirst = lines.withLock { count in
        count += 1
        return count == 1
      }
      if isFirst { control.stop() }
    }
    await launcher.close()
    #expect(record.state == .cancelled)
    #expect(processes(with: mark).isEmpty)
  }

  @Test(
    "a task can end in odd ways; each is told, and nothing else suffers",
    arguments: [
      ("os.close(1); os.close(2)", nil),
      ("__import__('shutil').rmtree(os.getcwd())", nil),
      ("os.write(1, b'\\xff\\x00\\xfe')", nil),
      ("os.fork() or os.execlp('sleep', 'sleep', '600')", nil),
      ("os._exit(3)", "`f` ended with status 3"),
      ("os.kill(os.getpid(), 11)", "`f` was ended by signal 11 (Segmentation fault)"),
      ("os.kill(os.getpid(), 9)", "`f` was ended by signal 9 (Killed); was there enough memory?"),
      ("raise BaseException('odd')", "`f` failed: BaseException: odd"),
      ("print('\\ud800')", "`f` failed: UnicodeEncodeError: "),
    ] as [(String, String?)])
  func oddEnds(_ line: String, _ message: String?) async throws {
    let folder = try TemporaryFolder()
    let launcher = SubprocessLauncher(settings: LaunchSettings(grace: 0.2))
    let record = await Runner.run(
      document: singleTask("def f():\n    import os\n    \(line)\n", "f"),
      options: RunOptions(runsFolder: folder.path, cache: nil), launcher: launcher)
    await launcher.close()
    let found = record.leaves.first?.failure?.message
    if let message {
      #expect(found?.hasPrefix(message) == true, "\(found ?? "no failure")")
    } else {
      #expect(record.state == .succeeded, "\(found ?? "")")
    }
    #expect(RunRecord(events: RunFolder(record.id, in: folder.path).events()) == record)
  }

  @Test func aJournalThatCouldNotBeWrittenForATimeStaysReadable() throws {
    let folder = try TemporaryFolder()
    let file = "\(folder.path)/journal.jsonl"
    let whole = journalLine(Event(time: 1, kind: .runResumed))
    #expect(Files.write(file, whole + #"{"time":2,"event":"no"#))
    RunJournal(path: file, events: [], onEvent: { _ in })?.append(.cancelRequested)
    let kinds = readJournal(try #require(Files.read(file))).map(\.kind)
    #expect(kinds == [.runResumed, .cancelRequested])
  }

  @Test func tasksThatTakeTooLongAreStopped() async throws {
    let folder = try TemporaryFolder()
    let document = singleTask("def f():\n    import time\n    time.sleep(600)\n", "f", [:])
    let launcher = SubprocessLauncher(settings: LaunchSettings(grace: 0.2))
    let record = await Runner.run(
      document: document,
      options: RunOptions(runsFolder: folder.path, cache: nil, taskTimeout: 0.5),
      launcher: launcher)
    await launcher.close()
    #expect(record.leaves.first?.failure?.kind == .timeout)
  }

  @Test func failuresNameTheLineOfTheUser() async throws {
    let folder = try TemporaryFolder()
    let document = singleTask("\n\ndef f():\n    x = 1\n    raise KeyError('k')\n", "f", [:])
    let origin = CodeOrigin(file: "/home/me/train.kfps", line: 20)
    let launcher = SubprocessLauncher()
    var options = RunOptions(runsFolder: folder.path, cache: nil)
    options.origins = ["exec-f": origin]
    let record = await Runner.run(document: document, options: options, launcher: launcher)
    await launcher.close()
    let failure = try #require(record.leaves.first?.failure)
    #expect(failure.place == .init(file: "/home/me/train.kfps", line: 22))
    #expect(failure.message == "`f` failed: KeyError: 'k'")
    #expect(failure.detail.contains("File \"/home/me/train.kfps\", line 22, in f"))
    #expect(!failure.detail.contains("kfps_executor"))
  }
}
