import Glibc
import KFPRecord
import KFPSpec
public import KFPTypes
import OrderedCollections
import Synchronization

/// Runs Python components as processes of this computer.
public actor SubprocessLauncher: Launcher {
  /// `subprocess`.
  public nonisolated let name = "subprocess"
  private let settings: LaunchSettings
  private let python: String
  private let environment: [String: String]
  private let reactor: Reactor?
  private var interpreter: Task<Result<Interpreter, TaskFailure>, Never>?
  private var servers: [String: Task<Result<ForkServer, TaskFailure>, Never>] = [:]
  private var notes: Set<String> = []

  /// Creates a launcher that uses this Python; nothing is started yet.
  public init(python: String = "python3", settings: LaunchSettings = .init()) {
    self.python = python
    self.settings = settings
    var environment = currentEnvironment()
    for (name, value) in settings.environment { environment[name] = value }
    environment["PYTHONIOENCODING"] = environment["PYTHONIOENCODING"] ?? "utf-8"
    self.environment = environment
    reactor = Reactor()
  }

  /// The interpreter's version and, for code that runs to the letter, that fact.
  public func surroundings(of task: ResolvedTask) async -> JSONValue {
    let version = await (try? findInterpreter().get())?.version ?? ""
    return .object([
      "launcher": .string(name), "python": .string(version),
      "faithful": .bool(settings.isFaithful),
      "environment": .object(
        OrderedDictionary(
          uniqueKeysWithValues: settings.environment.sorted { $0.key < $1.key }
            .map { ($0.key, JSONValue.string($0.value)) })),
    ])
  }

  /// Starts the interpreter that tasks without packages run in.
  public func warmUp() async { _ = await findInterpreter() }

  /// Runs a Python component.
  public func launch(_ prepared: PreparedTask) async -> LaunchEnd {
    do throws(TaskFailure) {
      guard let reactor else { throw TaskFailure(.engine, "no thread can be started") }
      guard case .container(let executor) = prepared.task.executor else {
        throw TaskFailure(.unsupported, "`\(prepared.task.path)` is not a task that can be run")
      }
      let cluster = ClusterSettings(of: prepared, settings)
      sayWhatIsIgnored(prepared, executor, cluster)
      guard let recipe = PythonRecipe(executor), !settings.isFaithful else {
        let (end, tail) = try await runCommand(executor, cluster, prepared, reactor)
        return conclude(end, tail, prepared)
      }
      let (end, tail) = try await runFunction(recipe, executor, cluster, prepared, reactor)
      return conclude(end, tail, prepared)
    } catch {
      return prepared.cancellation.reason == nil ? .failed(error) : .cancelled
    }
  }

  /// Ends the warm interpreters.
  public func close() async {
    for server in servers.values {
      if case .success(let server) = await server.value, server.isOpen { await server.close() }
    }
    servers = [:]
    reactor?.close()
  }

  // MARK: - Ways to run

  /// Runs the function of a component under our executor.
  private func runFunction(
    _ recipe: PythonRecipe, _ executor: ContainerExecutor, _ cluster: ClusterSettings,
    _ prepared: PreparedTask, _ reactor: Reactor
  ) async throws(TaskFailure) -> (ProcessEnd, tail: [String]) {
    let log = LogSink.Settings(file: prepared.logFile, onLine: prepared.onLine)
    var python = try await findInterpreter().get().path
    if !recipe.packages.isEmpty {
      let environments = PythonEnvironments(
        folder: "\(settings.cacheFolder)/envs", base: try await findInterpreter().get(),
        environment: environment, reactor: reactor)
      python = try await environments.interpreter(
        packages: recipe.packages, options: recipe.pipOptions, log: log,
        cancellation: prepared.cancellation)
    }
    let server = try await server(python, reactor)
    if prepared.cancellation.reason != nil { throw TaskFailure(.task, "cancelled") }
    guard let sink = LogSink(log) else { throw TaskFailure(.engine, "no pipe can be opened") }
    let command = resolve(
      executor, for: prepared.task, input: prepared.executorInput, mounts: prepared.mounts)
    let task = taskMessage(
      recipe, prepared, settings,
      environment: cluster.environment.merging(command.environment) { $1 })
    let end = await server.run(
      task, log: sink, cancellation: prepared.cancellation, grace: settings.grace)
    if case .notStarted = end {
      servers[python] = nil
      throw TaskFailure(.engine, "the Python process that starts tasks ended unexpectedly")
    }
    return (end, sink.tail)
  }

  /// Runs the command of the document to the letter.
  private func runCommand(
    _ executor: ContainerExecutor, _ cluster: ClusterSettings, _ prepared: PreparedTask,
    _ reactor: Reactor
  ) async throws(TaskFailure) -> (ProcessEnd, tail: [String]) {
    let isContainerized = PythonRecipe.isContainerized(executor)
    guard isContainerized || PythonRecipe(executor) != nil else {
      throw TaskFailure(
        .unsupported,
        "`\(prepared.task.path)` runs a command in the image `\(executor.image)`, which needs a "
          + "container engine: use `--backend podman` or `--backend docker`")
    }
    let interpreter = try await findInterpreter().get()
    if isContainerized,
      !(await interpreter.has("kfp", environment: environment, on: reactor))
    {
      throw TaskFailure(
        .unsupported,
        "the code of `\(prepared.task.path)` is in the image `\(executor.image)`: use "
          + "`--backend podman` or `--backend docker`, or install kfp and the code for "
          + "`\(interpreter.path)`")
    }
    guard
      let sink = LogSink(
        LogSink.Settings(file: prepared.logFile, onLine: prepared.onLine))
    else { throw TaskFailure(.engine, "no pipe can be opened") }
    let command = resolve(
      executor, for: prepared.task, input: prepared.executorInput, mounts: prepared.mounts)
    var environment = environment
    for (name, value) in cluster.environment { environment[name] = value }
    for (name, value) in command.environment { environment[name] = value }
    let folder = interpreter.path.prefix { _ in true }
    if let slash = folder.utf8.lastIndex(of: UInt8(ascii: "/")) {
      environment["PATH"] = "\(folder[..<slash]):\(environment["PATH"] ?? "/usr/bin:/bin")"
    }
    let handle = ProcessHandle()
    let grace = settings.grace
    prepared.cancellation.onCancel { reason in
      handle.signal(reason == .killed ? SIGKILL : SIGTERM)
      reactor.after(grace) { handle.signal(SIGKILL) }
    }
    let end = await run(
      Command(
        arguments: command.command + command.arguments, environment: environment,
        folder: prepared.folder), log: sink, on: reactor, handle: handle)
    return (end, sink.tail)
  }

  /// What the end of a process means.
  private nonisolated func conclude(
    _ end: ProcessEnd, _ tail: [String], _ prepared: PreparedTask
  ) -> LaunchEnd {
    if end != .exited(0), prepared.cancellation.reason != nil { return .cancelled }
    switch end {
    case .exited(0): return .ended
    case .exited, .signalled, .notStarted: return .failed(taskFailure(end, tail, prepared))
    }
  }

  // MARK: - What is kept

  /// The interpreter of tasks without packages. It is started to find out: its first words are what it
  /// is, and the first task needs it anyway.
  private func findInterpreter() async -> Result<Interpreter, TaskFailure> {
    guard let reactor else { return .failure(TaskFailure(.engine, "no thread can be started")) }
    if let interpreter { return await interpreter.value }
    let (name, environment, cache) = (python, environment, settings.cacheFolder)
    let search = Task { () -> Result<Interpreter, TaskFailure> in
      let switcher = VersionSwitcher(of: name, environment: environment, cacheFolder: cache)
      do throws(TaskFailure) {
        let server = try await self.server(switcher?.knownInterpreter ?? name, reactor)
        guard let interpreter = server.interpreter else {
          return .failure(TaskFailure(.engine, "`\(name)` does not say what it is"))
        }
        switcher?.remember(interpreter.path)
        return .success(interpreter)
      } catch {
        return .failure(error)
      }
    }
    interpreter = search
    return await search.value
  }

  private func server(_ python: String, _ reactor: Reactor) async throws(TaskFailure) -> ForkServer
  {
    if let known = servers[python], case .success(let server) = await known.value, server.isOpen {
      return server
    }
    let (environment, folder) = (environment, settings.cacheFolder)
    let start = Task { () -> Result<ForkServer, TaskFailure> in
      do throws(TaskFailure) {
        let executor = try installExecutor(in: folder)
        return .success(
          try await ForkServer.start(
            python: python, executor: executor, environment: environment, on: reactor))
      } catch {
        return .failure(error)
      }
    }
    servers[python] = start
    let server = try await start.value.get()
    if let path = server.interpreter?.path, path != python { servers[path] = start }
    return server
  }

  private func sayWhatIsIgnored(
    _ prepared: PreparedTask, _ executor: ContainerExecutor, _ cluster: ClusterSettings
  ) {
    if let resources = executor.resources {
      if resources.cpuLimit != nil || resources.memoryLimit != nil {
        note("limits of CPU and memory are not applied by the subprocess launcher", prepared)
      }
      if resources.acceleratorType != nil || resources.acceleratorCount != nil {
        note("accelerators are not assigned by the subprocess launcher", prepared)
      }
    }
    for path in cluster.emptyFolders + cluster.mounts.keys {
      note("nothing is mounted at `\(path)`, which takes a container engine", prepared)
    }
    for message in cluster.notes { note(message, prepared) }
  }

  private func note(_ message: String, _ prepared: PreparedTask) {
    if notes.insert(message).inserted { prepared.onNote(message) }
  }
}

/// What our executor is told about a task.
func taskMessage(
  _ recipe: PythonRecipe, _ prepared: PreparedTask, _ settings: LaunchSettings,
  environment: OrderedDictionary<String, String>
) -> JSONValue {
  var members: OrderedDictionary<String, JSONValue> = [
    "source": .string(recipe.source), "function": .string(recipe.function),
    "executor_input": prepared.executorInput, "folder": .string(prepared.folder),
    "environment": .object(environment.mapValues(JSONValue.string)),
    "mounts": .string(prepared.mounts), "task_root": .string(prepared.taskRoot),
    "workspace": .string(prepared.workspace),
    "failure_file": .string("\(prepared.folder)/failure.json"),
    "python_path": .array(settings.pythonPath.map(JSONValue.string)),
  ]
  if let origin = prepared.origin {
    members["origin"] = .object(["file": .string(origin.file), "line": .integer(origin.line)])
  }
  return .object(members)
}

/// The failure of a process that ended badly, with what our executor wrote about it, or its last lines.
func taskFailure(_ end: ProcessEnd, _ lines: [String], _ prepared: PreparedTask) -> TaskFailure {
  let path = prepared.task.path
  if let text = Files.read("\(prepared.folder)/failure.json"), let report = try? readJSON(text),
    let type = report["type"]?.stringValue
  {
    let message = report["message"]?.stringValue ?? ""
    let cause =
      type == "SystemExit"
      ? "`\(path)` ended with status \(message)"
      : "`\(path)` failed: \(type)" + (message.isEmpty ? "" : ": \(firstLine(message))")
    var failure = TaskFailure(.task, cause, detail: report["traceback"]?.stringValue ?? "")
    if let file = report["file"]?.stringValue, let line = report["line"]?.integerValue {
      failure.place = TaskFailure.Place(file: file, line: line)
    }
    return failure
  }
  switch end {
  case .exited(let status):
    return TaskFailure(
      .task, "`\(path)` ended with status \(status)", detail: tail(lines, prepared))
  case .signalled(let signal):
    let name = String(cString: strsignal(Int32(signal)))
    let hint = signal == Int(SIGKILL) ? "; was there enough memory?" : ""
    return TaskFailure(
      .task, "`\(path)` was ended by signal \(signal) (\(name))\(hint)",
      detail: tail(lines, prepared))
  case .notStarted(E2BIG): return tooLong(path)
  case .notStarted(let code):
    return TaskFailure(
      .engine, "`\(path)` could not be started: \(String(cString: strerror(code)))")
  }
}

/// The failure of a command whose arguments the system does not take.
func tooLong(_ path: TaskPath) -> TaskFailure {
  TaskFailure(
    .command,
    "the command of `\(path)` is longer than the system takes: one argument may have 128 kB; pass "
      + "what is larger as an artifact")
}

private func firstLine(_ text: String) -> Substring {
  text.prefix { !$0.isNewline }.prefix(300)
}

/// The last lines of a task's log: of the file, which also has those of a flood, or as they were seen,
/// where the disk is full.
private func tail(_ seen: [String], _ prepared: PreparedTask) -> String {
  let bytes = Files.read(prepared.logFile)?.suffix(4000) ?? []
  let lines = bytes.split(separator: UInt8(ascii: "\n")).suffix(15)
  guard !lines.isEmpty else { return seen.suffix(15).joined(separator: "\n") }
  return lines.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n")
}
