import Glibc
import KFPRecord
import KFPSpec
public import KFPTypes
import OrderedCollections
import Synchronization

/// Runs each task in a container of its own, through the command line of podman or docker.
///
/// A container sees the folder of its task, the artifacts that it is given (read-only) and the folder
/// that tasks of the run share, each under its own path, so that a path means the same inside and
/// outside. Containers carry the run and the process of the runner as labels, so that those of a
/// runner that was killed can be found and removed.
public actor ContainerLauncher: Launcher {
  /// The engine, `podman` or `docker`.
  public nonisolated let name: String
  private let options: ContainerOptions
  private let settings: LaunchSettings
  private let environment: [String: String]
  private let reactor: Reactor?
  private var hasCleaned = false
  private var notes: Set<String> = []
  private var executor: Result<String, TaskFailure>?

  /// Creates a launcher; nothing is started yet.
  public init(options: ContainerOptions = .init(), settings: LaunchSettings = .init()) {
    self.options = options
    self.settings = settings
    name = options.engine.split(separator: "/").last.map(String.init) ?? options.engine
    environment = currentEnvironment()
    reactor = Reactor()
  }

  /// The image, after mapping.
  public func surroundings(of task: ResolvedTask) async -> JSONValue {
    var image = ""
    if case .container(let executor) = task.executor {
      image = options.image(for: executor.image)
    }
    return .object([
      "launcher": .string("container"), "image": .string(image),
      "faithful": .bool(settings.isFaithful),
      "environment": .object(
        OrderedDictionary(
          uniqueKeysWithValues: settings.environment.sorted { $0.key < $1.key }
            .map { ($0.key, JSONValue.string($0.value)) })),
    ])
  }

  /// Whether the engine answers.
  public func isAvailable() async -> Bool {
    guard let reactor else { return false }
    return await capture(engine(["version"]), on: reactor).end == .exited(0)
  }

  /// Whether an image is there, after mapping.
  public func hasImage(_ image: String) async -> Bool {
    guard let reactor else { return false }
    let answer = await capture(
      engine(["image", "inspect", options.image(for: image)]), on: reactor)
    return answer.end == .exited(0)
  }

  /// Runs a task in a container.
  public func launch(_ prepared: PreparedTask) async -> LaunchEnd {
    do throws(TaskFailure) {
      guard let reactor else { throw TaskFailure(.engine, "no thread can be started") }
      guard case .container(let executor) = prepared.task.executor else {
        throw TaskFailure(.unsupported, "`\(prepared.task.path)` is not a task that can be run")
      }
      await removeLeftovers(reactor)
      sayWhatIsIgnored(prepared, executor)
      let command = resolve(
        executor, for: prepared.task, input: prepared.executorInput, mounts: prepared.mounts)
      let container = containerName(prepared)
      let arguments = try runArguments(executor, command, container, prepared)
      guard
        let log = LogSink(
          LogSink.Settings(file: prepared.logFile, onLine: prepared.onLine))
      else { throw TaskFailure(.engine, "no pipe can be opened") }
      let handle = ProcessHandle()
      let (grace, kill) = (settings.grace, engine(["kill", container]))
      prepared.cancellation.onCancel { reason in
        if reason != .killed { handle.signal(SIGTERM) }
        // The container does not end with the engine's command, so it is killed by name.
        reactor.after(reason == .killed ? 0 : grace) { spawnAndForget(kill, on: reactor) }
      }
      let end = await run(engine(arguments), log: log, on: reactor, handle: handle)
      if prepared.cancellation.reason != nil {
        _ = await capture(engine(["rm", "--force", container]), on: reactor)
      }
      return conclude(end, command, prepared, log.tail)
    } catch {
      return prepared.cancellation.reason == nil ? .failed(error) : .cancelled
    }
  }

  /// Ends the thread.
  public func close() async { reactor?.close() }

  // MARK: - The command

  private nonisolated func engine(_ arguments: [String]) -> Command {
    Command(arguments: [options.engine] + arguments, environment: environment)
  }

  private func containerName(_ prepared: PreparedTask) -> String {
    let task = "\(prepared.run)/\(prepared.task.path)/\(prepared.task.attempt)"
    return "kfps-\(sha256("\(prepared.folder) \(task)".utf8).prefix(20))"
  }

  private func runArguments(
    _ executor: ContainerExecutor, _ command: ResolvedCommand, _ container: String,
    _ prepared: PreparedTask
  ) throws(TaskFailure) -> [String] {
    var arguments = [
      "run", "--rm", "--name", container, "--label", "kfps.run=\(prepared.run)",
      "--label", "kfps.process=\(getpid())", "--pull", options.pull.rawValue,
    ]
    if name == "podman" { arguments += ["--log-driver", "none"] }
    if let network = options.network { arguments += ["--network", network] }
    if let cgroups = options.cgroups { arguments += ["--cgroups", cgroups] }
    arguments += try limits(command, prepared)
    for (name, value) in settings.environment.sorted(by: { $0.key < $1.key }) {
      arguments += ["--env", "\(name)=\(value)"]
    }
    for (name, value) in command.environment { arguments += ["--env", "\(name)=\(value)"] }
    arguments += volumes(prepared)
    let image = options.image(for: command.image)
    guard !image.isEmpty else {
      throw TaskFailure(.image, "`\(prepared.task.path)` names no image")
    }
    if let recipe = PythonRecipe(executor), !settings.isFaithful {
      return arguments + (try pythonArguments(recipe, image, prepared))
    }
    let words = command.command + command.arguments
    guard let program = command.command.first else {
      return arguments + [image] + command.arguments
    }
    return arguments + ["--entrypoint", program, image] + words.dropFirst()
  }

  /// Runs the function under our executor, which is mounted.
  private func pythonArguments(
    _ recipe: PythonRecipe, _ image: String, _ prepared: PreparedTask
  ) throws(TaskFailure) -> [String] {
    let folder = try installedExecutor()
    let task = taskMessage(recipe, prepared, settings, environment: [:])
    let file = "\(prepared.folder)/task.json"
    guard Files.write(file, jsonText(task, .cluster)) else {
      throw TaskFailure(.files, "`\(file)` cannot be written")
    }
    let program = """
      import sys; sys.path.insert(0, sys.argv.pop(1)); \
      from kfps_executor.__main__ import main; main()
      """
    var arguments = ["--volume", "\(folder):\(folder):ro", "--env", "PYTHONDONTWRITEBYTECODE=1"]
    guard !recipe.packages.isEmpty else {
      return arguments + ["--entrypoint", "python3", image, "-u", "-c", program, folder, file]
    }
    // Packages go into the container itself, which is gone afterwards.
    let script = """
      python3 -m pip install --quiet --disable-pip-version-check --no-warn-script-location \
      "$@" || exit 97
      exec python3 -u -c "$KFPS_PROGRAM" "$KFPS_FOLDER" "$KFPS_TASK"
      """
    arguments += [
      "--env", "KFPS_PROGRAM=\(program)", "--env", "KFPS_FOLDER=\(folder)",
      "--env", "KFPS_TASK=\(file)", "--env", "PIP_BREAK_SYSTEM_PACKAGES=1",
      "--env", "PIP_ROOT_USER_ACTION=ignore",
    ]
    return arguments + ["--entrypoint", "sh", image, "-c", script, "kfps"] + recipe.pipOptions
      + recipe.packages
  }

  private func limits(
    _ command: ResolvedCommand, _ prepared: PreparedTask
  ) throws(TaskFailure) -> [String] {
    var arguments: [String] = []
    if let text = command.cpuLimit, !text.isEmpty, text != "0" {
      guard let cores = quantity(text) else {
        throw TaskFailure(.value, "`\(prepared.task.path)` has the CPU limit `\(text)`")
      }
      arguments += ["--cpus", "\(cores)"]
    }
    if let text = command.memoryLimit, !text.isEmpty, text != "0" {
      guard let bytes = quantity(text).flatMap({ Int(exactly: $0.rounded()) }) else {
        throw TaskFailure(.value, "`\(prepared.task.path)` has the memory limit `\(text)`")
      }
      arguments += ["--memory", "\(bytes)"]
    }
    return arguments
  }

  /// What the container sees of this computer.
  private func volumes(_ prepared: PreparedTask) -> [String] {
    var folders: OrderedDictionary<String, String> = [:]
    for artifact in prepared.task.inputs.artifacts.values.joined() {
      let path = localPath(of: artifact, prepared.mounts)
      if path.utf8.first == UInt8(ascii: "/"), Files.exists(path) { folders[path] = ":ro" }
    }
    folders[prepared.folder] = ""
    let root = localPath(prepared.taskRoot, prepared.mounts)
    if root != prepared.folder { folders[root] = "" }
    folders[prepared.workspace] = ""
    var arguments = folders.flatMap { ["--volume", "\($0.key):\($0.key)\($0.value)"] }
    if settings.isFaithful || !isPython(prepared) {
      // Code to the letter looks below `/gcs/` and the like.
      for folder in ["gcs", "s3", "minio", "oci"]
      where Files.isFolder("\(prepared.mounts)/\(folder)") {
        arguments += ["--volume", "\(prepared.mounts)/\(folder):/\(folder)"]
      }
    }
    for mount in prepared.task.platform?["pvcMount"]?.arrayValue ?? [] {
      let claim = mount["constant"]?.stringValue ?? mount["pvcName"]?.stringValue ?? ""
      if let source = options.claims[claim], let path = mount["mountPath"]?.stringValue {
        arguments += ["--volume", "\(Files.absolute(source)):\(path)"]
      }
    }
    return arguments
  }

  private func isPython(_ prepared: PreparedTask) -> Bool {
    guard case .container(let executor) = prepared.task.executor else { return false }
    return PythonRecipe(executor) != nil
  }

  private func installedExecutor() throws(TaskFailure) -> String {
    if let executor { return try executor.get() }
    let result: Result<String, TaskFailure>
    do throws(TaskFailure) {
      result = .success(try installExecutor(in: settings.cacheFolder))
    } catch {
      result = .failure(error)
    }
    executor = result
    return try result.get()
  }

  // MARK: - The end

  private func conclude(
    _ end: ProcessEnd, _ command: ResolvedCommand, _ prepared: PreparedTask, _ tail: [String]
  ) -> LaunchEnd {
    if end == .exited(0) { return .ended }
    if prepared.cancellation.reason != nil { return .cancelled }
    let path = prepared.task.path
    let image = options.image(for: command.image)
    let detail = tail.suffix(15).joined(separator: "\n")
    switch end {
    case .notStarted:
      return .failed(
        TaskFailure(.engine, "the container engine `\(options.engine)` cannot be started"))
    case .exited(125): return .failed(engineFailure(image, prepared, tail))
    case .exited(126), .exited(127):
      let program = command.command.first ?? "its command"
      guard !Files.exists("\(prepared.folder)/failure.json"), tail.contains(where: isEngineLine)
      else { return .failed(taskFailure(end, prepared)) }
      return .failed(
        TaskFailure(
          .command, "`\(path)` cannot run `\(program)` in the image `\(image)`", detail: detail))
    case .exited(137) where !(command.memoryLimit ?? "").isEmpty:
      return .failed(
        TaskFailure(
          .memory,
          "`\(path)` was killed, most likely for using more than \(command.memoryLimit ?? "") of "
            + "memory", detail: detail))
    case .exited(97) where !Files.exists("\(prepared.folder)/failure.json"):
      return .failed(
        TaskFailure(.engine, "pip could not install the packages of `\(path)`", detail: detail))
    case .exited, .signalled: return .failed(taskFailure(end, prepared))
    }
  }

  private func isEngineLine(_ line: String) -> Bool {
    line.contains("executable file not found") || line.contains("OCI runtime")
      || line.contains("not found") || line.contains("permission denied")
  }

  private func engineFailure(
    _ image: String, _ prepared: PreparedTask, _ tail: [String]
  ) -> TaskFailure {
    let text = tail.joined(separator: "\n").lowercased()
    let detail = tail.suffix(10).joined(separator: "\n")
    let path = prepared.task.path
    let marks = [
      "image not known", "unable to find image", "no such image", "pull access denied",
      "initializing source", "manifest unknown", "short-name", "unable to copy from source",
    ]
    if marks.contains(where: { text.contains($0) }) {
      return TaskFailure(
        .image,
        "the image `\(image)` of `\(path)` is not here and could not be fetched; `--image-map` can "
          + "name another", detail: detail)
    }
    return TaskFailure(
      .engine, "the container engine `\(name)` could not run `\(path)`", detail: detail)
  }

  // MARK: - Leftovers and notes

  /// Removes the containers of runners that were killed.
  private func removeLeftovers(_ reactor: Reactor) async {
    guard !hasCleaned else { return }
    hasCleaned = true
    let format = "{{.ID}} {{.Label \"kfps.process\"}}"
    let list = await capture(
      engine(["ps", "--all", "--filter", "label=kfps.process", "--format", format]), on: reactor)
    guard list.end == .exited(0) else { return }
    for line in list.lines {
      let words = line.split(separator: " ")
      guard words.count == 2, let process = Int32(words[1]), kill(process, 0) != 0 else {
        continue
      }
      _ = await capture(engine(["rm", "--force", String(words[0])]), on: reactor)
    }
  }

  private func sayWhatIsIgnored(_ prepared: PreparedTask, _ executor: ContainerExecutor) {
    if executor.resources?.acceleratorType != nil || executor.resources?.acceleratorCount != nil {
      note("accelerators are not assigned by the \(name) launcher", prepared)
    }
    for setting in prepared.task.platform?.objectValue?.keys ?? [] {
      if setting == "pvcMount", !options.claims.isEmpty { continue }
      note("`\(setting)` exists on a cluster only and is ignored", prepared)
    }
  }

  private func note(_ message: String, _ prepared: PreparedTask) {
    if notes.insert(message).inserted { prepared.onNote(message) }
  }
}

/// Starts a short program whose end nobody waits for.
private func spawnAndForget(_ command: Command, on reactor: Reactor) {
  let nothing = open("/dev/null", O_WRONLY | O_CLOEXEC)
  defer { close(nothing) }
  let process = spawn(command, input: -1, output: nothing, error: nothing)
  if process > 0 { awaitEnd(of: process, on: reactor) { _ in } }
}
