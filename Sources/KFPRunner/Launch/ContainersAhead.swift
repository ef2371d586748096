import KFPRecord
import Synchronization

/// A container that was started before the inputs of its task were known, and waits at a gate.
final class WaitingContainer: Sendable {
  let container: ContainerCommand
  let gate: StartGate
  let log: LogSink
  let logFile: String
  let handle = ProcessHandle()
  /// The end of the engine's command, at which nothing of the container is left.
  let end: Task<ProcessEnd, Never>
  private let ended: Flag

  /// Starts a container.
  init(
    _ container: ContainerCommand, _ command: Command, gate: StartGate, log: LogSink,
    logFile: String, on reactor: Reactor
  ) {
    (self.container, self.gate, self.log, self.logFile) = (container, gate, log, logFile)
    let (ended, handle) = (Flag(), handle)
    self.ended = ended
    end = Task {
      let end = await run(command, log: log, on: reactor, handle: handle)
      ended.set()
      return end
    }
  }

  /// The name of the container.
  var name: String { container.name }

  /// Whether it still waits, as far as is known.
  var isWaiting: Bool { !ended.isSet }

  private final class Flag: Sendable {
    private let value = Mutex(false)
    var isSet: Bool { value.withLock { $0 } }
    func set() { value.withLock { $0 = true } }
  }
}

/// What a launcher knows of tasks that will run soon, by the folders of the tasks.
struct ContainersAhead: Sendable {
  /// How many tasks run.
  var running = 0
  /// Tasks that will run soon, while nothing runs: then results of earlier runs may be found for them.
  var expected: [String: PreparedTask] = [:]
  /// Containers that wait.
  var waiting: [String: WaitingContainer] = [:]
  /// Containers that are not wanted any more, and end.
  var leaving: [Task<Void, Never>] = []
}
