import Glibc
import KFPRecord
import KFPSpec
public import KFPTypes
import OrderedCollections

/// Runs each task in a container of its own, through the command line of podman or docker.
///
/// A container sees the folder of its task, the artifacts that it is given (read-only) and the folder
/// that tasks of the run share, each under its own path, so that a path means the same inside and
/// outside. Containers carry the folder of their run and the process of the runner as labels, so that
/// those of a runner that was killed can be found and removed.
public actor ContainerLauncher: Launcher {
  /// The engine, `podman` or `docker`.
  public nonisolated let name: String
  let options: ContainerOptions
  let settings: LaunchSettings
  private let environment: [String: String]
  let reactor: Reactor?
  private var cleaning: Task<Void, Never>?
  private var notes: Set<String> = []
  private var executor: Result<String, TaskFailure>?
  private var imageIDs: [String: Task<String, Never>] = [:]
  /// Containers that were started ahead, and tasks for which one may be.
  var ahead = ContainersAhead()

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

  /// Looks for what killed runners left.
  public func warmUp() async { startCleaning() }

  /// Runs a task in a container.
  public func launch(_ prepared: PreparedTask) async -> LaunchEnd {
    do throws(TaskFailure) {
      guard let reactor else { throw TaskFailure(.engine, "no thread can be started") }
      guard case .container(let executor) = prepared.task.executor else {
        throw TaskFailure(.unsupported, "`\(prepared.task.path)` is not a task that can be run")
      }
      startCleaning()
      // Of a run that goes on, a container of the first part may still write to this task's folder.
      if prepared.isResumed { await removeLeftovers(of: prepared.runFolder) }
      beginLaunch(of: prepared)
      defer { ahead.running -= 1 }
      let cluster = ClusterSettings(of: prepared, settings)
      say(cluster.notes, prepared, executor)
      return try await run(executor, cluster, prepared, reactor)
    } catch {
      return prepared.cancellation.reason == nil ? .failed(error) : .cancelled
    }
  }

  private func run(
    _ executor: ContainerExecutor, _ cluster: ClusterSettings, _ prepared: PreparedTask,
    _ reactor: Reactor
  ) async throws(TaskFailure) -> LaunchEnd {
    let command = resolve(
      executor, for: prepared.task, input: prepared.executorInput, mounts: prepared.mounts)
    var container = ContainerCommand(
      name: containerName(), image: options.image(for: command.image), engine: name)
    try container.describe(command, cluster, prepared, options, settings)
    if let recipe = PythonRecipe(executor), !settings.isFaithful {
      let folder = try installedExecutor()
      let python =
        recipe.packages.isEmpty
        ? "python3" : try await packages(of: recipe, container.image, prepared, reactor)
      let file = "\(prepared.folder)/task.json"
      let task = taskMessage(recipe, prepared, settings, environment: [:])
      guard Files.write(file, jsonText(task, .cluster)) else {
        throw TaskFailure(.files, "`\(file)` cannot be written")
      }
      container.call(file, executor: folder, python: python)
    } else {
      container.call(command)
    }
    let (end, tail) = try await run(container, prepared, reactor)
    // An engine that is told to stop before its container runs says that all went well, too.
    if prepared.cancellation.reason != nil { return .cancelled }
    if end == .exited(0) { return .ended }
    return .failed(
      ContainerEnding(end: end, image: container.image, engine: options.engine, tail: tail)
        .failure(of: command, prepared))
  }

  /// Runs a task's container, or the one that was started ahead for it; gives the last lines, too.
  private func run(
    _ container: ContainerCommand, _ prepared: PreparedTask, _ reactor: Reactor
  ) async throws(TaskFailure) -> (ProcessEnd, tail: [String]) {
    if let ready = takeContainer(for: prepared, like: container) {
      stop(ready.handle, container: ready.name, on: prepared.cancellation, reactor)
      ready.gate.open()
      let end = await ready.end.value
      if prepared.cancellation.reason != nil { await remove(ready.name, reactor) }
      return (end, ready.log.tail)
    }
    guard let log = LogSink(LogSink.Settings(file: prepared.logFile, onLine: prepared.onLine))
    else { throw TaskFailure(.engine, "no pipe can be opened") }
    return (await run(container, log, prepared, reactor), log.tail)
  }

  /// Runs a container to its end, or until it is cancelled; then nothing is left of it.
  private func run(
    _ container: ContainerCommand, _ log: LogSink, _ prepared: PreparedTask, _ reactor: Reactor
  ) async -> ProcessEnd {
    let handle = ProcessHandle()
    stop(handle, container: container.name, on: prepared.cancellation, reactor)
    let end = await KFPRunner.run(
      command(container, in: prepared.folder), log: log, on: reactor, handle: handle)
    if prepared.cancellation.reason != nil { await remove(container.name, reactor) }
    return end
  }

  /// The engine's command for a container.
  func command(_ container: ContainerCommand, in folder: String) -> Command {
    var command = engine(container.arguments)
    command.environment.merge(container.hiddenEnvironment) { $1 }
    // Podman's monitor notes in its working folder that the memory was used up.
    command.folder = folder
    return command
  }

  private func stop(
    _ handle: ProcessHandle, container: String, on cancellation: Cancellation, _ reactor: Reactor
  ) {
    let (grace, kill) = (settings.grace, engine(["kill", container]))
    cancellation.onCancel { reason in
      if reason != .killed { handle.signal(SIGTERM) }
      // The container does not end with the engine's command, so it is killed by name.
      reactor.after(reason == .killed ? 0 : grace) { spawnAndForget(kill, on: reactor) }
    }
  }

  /// Waits until what was started ahead, and what killed runners left, is removed; ends the thread.
  public func close() async {
    await dismissAll()
    await cleaning?.value
    reactor?.close()
  }

  private nonisolated func engine(_ arguments: [String]) -> Command {
    Command(arguments: [options.engine] + arguments, environment: environment)
  }

  /// Removes a container at once: podman's `rm` alone waits ten seconds for one that ignores SIGTERM.
  private nonisolated func remove(_ container: String, _ reactor: Reactor) async {
    for action in [["kill"], ["rm", "--force"]] {
      _ = await capture(engine(action + [container]), on: reactor)
    }
  }

  func containerName() -> String {
    "kfps-\(hexadecimal((0..<10).map { _ in UInt8.random(in: .min ... .max) }))"
  }

  func installedExecutor() throws(TaskFailure) -> String {
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

  // MARK: - Packages

  /// The Python of an environment with the packages of a component, built once for each image and set of
  /// packages in a container of that image.
  private func packages(
    of recipe: PythonRecipe, _ image: String, _ prepared: PreparedTask, _ reactor: Reactor
  ) async throws(TaskFailure) -> String {
    let identity = JSONValue.array(
      [await imageID(image, reactor)].map(JSONValue.string)
        + [
          .array(Set(recipe.packages).sorted().map(JSONValue.string)),
          .array(recipe.pipOptions.map(JSONValue.string)),
        ])
    let parent = "\(settings.cacheFolder)/container-envs"
    let place = "\(parent)/\(sha256(jsonText(identity, .canonical).utf8).prefix(32))"
    let content = recipe.packages.joined(separator: "\n") + "\n"
    try await makeOnce(place, content, prepared.cancellation) { () async throws(TaskFailure) in
      var container = ContainerCommand(name: containerName(), image: image, engine: name)
      container.label(prepared, options)
      container.mount(parent, at: parent, isReadOnly: false)
      container.install(recipe, into: place, settings)
      guard let log = LogSink(LogSink.Settings(file: prepared.logFile, onLine: prepared.onLine))
      else { throw TaskFailure(.engine, "no pipe can be opened") }
      let end = await run(container, log, prepared, reactor)
      guard end != .exited(0) else { return }
      let ending = ContainerEnding(
        end: end, image: image, engine: options.engine, tail: log.tail)
      throw ending.failure(installing: recipe.packages, prepared)
    }
    return "\(place)/bin/python3"
  }

  /// What an image is, regardless of its name; the name where the engine does not know it yet.
  private func imageID(_ image: String, _ reactor: Reactor) async -> String {
    if let known = imageIDs[image] { return await known.value }
    let command = engine(["image", "inspect", "--format", "{{.Id}}", image])
    let search = Task { () -> String in
      let answer = await capture(command, on: reactor)
      return answer.end == .exited(0) ? answer.lines.last ?? image : image
    }
    imageIDs[image] = search
    return await search.value
  }

  // MARK: - Leftovers and notes

  private func startCleaning() {
    guard cleaning == nil else { return }
    cleaning = Task { await removeLeftovers(of: nil) }
  }

  /// Removes the containers of runners that were killed: those of runs that nobody carries out, and
  /// those of `folder`, which this process carries out now.
  private func removeLeftovers(of folder: String?) async {
    guard let reactor else { return }
    var lines: [String] = []
    for format in Self.labelFormats {
      let list = await capture(
        engine(["ps", "--all", "--filter", "label=kfps.folder", "--format", format]), on: reactor)
      guard list.end == .exited(0) else { continue }
      lines = list.lines
      break
    }
    for line in lines {
      let words = line.split(separator: " ", maxSplits: 2)
      guard words.count == 3, words[1] != "\(getpid())" else { continue }
      let place = String(words[2])
      guard place == folder || !RunFolder(at: place).isLive else { continue }
      await remove(String(words[0]), reactor)
    }
  }

  /// A container with its process and folder, as podman writes it, and as docker does.
  private static let labelFormats = [
    #"{{.ID}} {{index .Labels "kfps.process"}} {{index .Labels "kfps.folder"}}"#,
    #"{{.ID}} {{.Label "kfps.process"}} {{.Label "kfps.folder"}}"#,
  ]

  private func say(
    _ messages: [String], _ prepared: PreparedTask, _ executor: ContainerExecutor
  ) {
    var messages = messages
    if executor.resources?.acceleratorType != nil || executor.resources?.acceleratorCount != nil {
      messages.append("accelerators are not assigned by the \(name) launcher")
    }
    for message in messages where notes.insert(message).inserted { prepared.onNote(message) }
  }
}

/// Starts a short program whose end nobody waits for.
private func spawnAndForget(_ command: Command, on reactor: Reactor) {
  let nothing = open("/dev/null", O_WRONLY | O_CLOEXEC)
  defer { close(nothing) }
  let process = spawn(command, input: -1, output: nothing, error: nothing)
  if process > 0 { awaitEnd(of: process, on: reactor) { _ in } }
}
