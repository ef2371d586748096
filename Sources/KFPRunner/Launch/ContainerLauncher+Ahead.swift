import Glibc
import KFPRecord
import KFPSpec

/// Starting containers ahead: what an engine needs to start a container is mostly waiting, which can be
/// done while the last task runs that the next one waits for.
///
/// A container serves one task, and is started ahead only where all about it is known: a Python
/// component in a known image that takes no artifacts. When the task is launched, its container is
/// described anew, and the one that waits is taken only if it was started with the same description.
extension ContainerLauncher {
  /// How many containers wait at most; each of them takes memory, and its start a processor.
  private static let mostWaiting = 2

  /// Containers can be started ahead.
  public nonisolated var startsAhead: Bool { true }

  /// Starts a container for a task that will run soon, as soon as another task really runs.
  public func expect(_ task: PreparedTask) async {
    guard canStartAhead(task) else { return }
    ahead.expected[task.folder] = task
    if ahead.running > 0 { startExpected() }
  }

  /// An expected task has ended, or will not run.
  public func dismiss(folder: String) async {
    ahead.expected[folder] = nil
    guard let container = ahead.waiting.removeValue(forKey: folder) else { return }
    refuse(container)
  }

  /// Ends all containers that wait.
  func dismissAll() async {
    ahead.expected = [:]
    for container in ahead.waiting.values { refuse(container) }
    ahead.waiting = [:]
    for end in ahead.leaving { await end.value }
    ahead.leaving = []
  }

  /// Takes note that a task is launched now.
  func beginLaunch(of prepared: PreparedTask) {
    ahead.running += 1
    ahead.expected[prepared.folder] = nil
    startExpected()
  }

  /// The container that waits for a task, if it is the one that would be started now.
  func takeContainer(
    for prepared: PreparedTask, like container: ContainerCommand
  ) -> WaitingContainer? {
    guard let ready = ahead.waiting.removeValue(forKey: prepared.folder) else { return nil }
    guard ready.isWaiting, prepared.task.attempt == 1, ready.container.hasSettings(of: container),
      rename(ready.logFile, prepared.logFile) == 0
    else {
      refuse(ready)
      return nil
    }
    return ready
  }

  private func refuse(_ container: WaitingContainer) {
    container.gate.refuse()
    ahead.leaving.append(
      Task {
        _ = await container.end.value
        unlink(container.logFile)
      })
  }

  private func canStartAhead(_ task: PreparedTask) -> Bool {
    guard !settings.isFaithful, case .container(let executor) = task.task.executor,
      let recipe = PythonRecipe(executor), recipe.packages.isEmpty
    else { return false }
    return !executor.image.contains("{{")
  }

  private func startExpected() {
    for task in ahead.expected.values where ahead.waiting.count < Self.mostWaiting {
      ahead.expected[task.folder] = nil
      ahead.waiting[task.folder] = startAhead(task)
    }
  }

  private func startAhead(_ task: PreparedTask) -> WaitingContainer? {
    guard let reactor, case .container(let executor) = task.task.executor,
      let executorFolder = try? installedExecutor()
    else { return nil }
    let command = resolve(executor, for: task.task, input: task.executorInput, mounts: task.mounts)
    let name = containerName()
    var container = ContainerCommand(
      name: name, image: options.image(for: command.image), engine: self.name)
    do throws(TaskFailure) {
      try container.describe(command, ClusterSettings(of: task, settings), task, options, settings)
    } catch {
      return nil
    }
    let place = RunFolder(at: task.runFolder).ahead
    let logFile = "\(place)/\(name).log"
    guard Files.makeFolder(place), let gate = StartGate(path: "\(place)/\(name)"),
      let log = LogSink(LogSink.Settings(file: logFile, onLine: task.onLine))
    else { return nil }
    container.call(
      "\(task.folder)/task.json", executor: executorFolder, python: "python3", behind: gate)
    return WaitingContainer(
      container, self.command(container, in: task.folder), gate: gate, log: log, logFile: logFile,
      on: reactor)
  }
}
