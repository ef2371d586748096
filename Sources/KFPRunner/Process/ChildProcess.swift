import CPOSIX
import Glibc
import Synchronization

/// How a process ended.
enum ProcessEnd: Hashable, Sendable {
  /// It ended with this status.
  case exited(Int)
  /// A signal ended it.
  case signalled(Int)
  /// It could not be started, for this reason (an error number of the system).
  case notStarted(Int32)

  init(status: Int) { self = status < 0 ? .signalled(-status) : .exited(status) }
}

/// A program to run.
struct Command: Sendable {
  var arguments: [String]
  /// The whole environment.
  var environment: [String: String]
  var folder: String?
  /// Whether it goes on when this program is killed, because it notices that and cleans up.
  var outlivesUs = false
}

/// A request to end a process, which may come before the process is there.
final class ProcessHandle: Sendable {
  private struct State {
    var process: pid_t = 0
    var hasEnded = false
    var signal: Int32 = 0
  }
  private let state = Mutex(State())

  /// Sends a signal to the group of the process, now or as soon as it is there.
  func signal(_ number: Int32) {
    state.withLock { state in
      state.signal = number
      if state.process > 0, !state.hasEnded { killpg(state.process, number) }
    }
  }

  func started(_ process: pid_t) {
    state.withLock { state in
      state.process = process
      if state.signal != 0 { killpg(process, state.signal) }
    }
  }

  /// Whatever is left of the group is killed.
  func ended() {
    state.withLock { state in
      if state.process > 0 { killpg(state.process, SIGKILL) }
      state.hasEnded = true
    }
  }
}

/// Runs a program with its output going to `log`, and waits for its end.
func run(
  _ command: Command, log: LogSink, on reactor: Reactor, handle: ProcessHandle = .init()
) async -> ProcessEnd {
  await withCheckedContinuation { continuation in
    reactor.perform {
      let process = spawn(command, input: -1, output: log.writeEnd, error: log.writeEnd)
      close(log.writeEnd)
      guard process > 0 else {
        log.finish(on: reactor)
        return continuation.resume(returning: .notStarted(-process))
      }
      handle.started(process)
      log.start(on: reactor)
      awaitEnd(of: process, on: reactor) { status in
        handle.ended()
        log.finish(on: reactor)
        continuation.resume(returning: ProcessEnd(status: status))
      }
    }
  }
}

/// What a short program wrote, and how it ended.
struct CapturedOutput: Sendable {
  var end: ProcessEnd
  var lines: [String]
}

/// Runs a short program and keeps the last lines of its output.
func capture(_ command: Command, on reactor: Reactor) async -> CapturedOutput {
  guard let log = LogSink(file: "/dev/null", append: true, onLine: { _ in }) else {
    return CapturedOutput(end: .notStarted(errno), lines: [])
  }
  let end = await run(command, log: log, on: reactor)
  return CapturedOutput(end: end, lines: log.tail)
}

/// Calls `handler` with the exit status when the process has ended.
func awaitEnd(
  of process: pid_t, on reactor: Reactor, _ handler: @escaping @Sendable (Int) -> Void
) {
  let descriptor = kfp_process_descriptor(process)
  guard descriptor >= 0 else {
    return pollEnd(of: process, on: reactor, handler)
  }
  reactor.watch(descriptor) {
    var status: Int32 = 0
    guard kfp_wait(process, &status) != 0 else { return }
    reactor.unwatch(descriptor)
    close(descriptor)
    handler(Int(status))
  }
}

/// The same where the system has no process descriptors.
private func pollEnd(
  of process: pid_t, on reactor: Reactor, _ handler: @escaping @Sendable (Int) -> Void
) {
  var status: Int32 = 0
  if kfp_wait(process, &status) != 0 { return handler(Int(status)) }
  reactor.after(0.005) { pollEnd(of: process, on: reactor, handler) }
}

/// Starts a program; minus the error number when that fails. -1 as input is an empty file.
func spawn(_ command: Command, input: Int32, output: Int32, error: Int32) -> pid_t {
  let nothing = input < 0 ? open("/dev/null", O_RDONLY | O_CLOEXEC) : -1
  defer { if nothing >= 0 { close(nothing) } }
  let environment = command.environment.map { "\($0.key)=\($0.value)" }
  return withCStrings(command.arguments) { arguments in
    withCStrings(environment) { environment in
      kfp_spawn(
        arguments, environment, command.folder, input < 0 ? nothing : input, output, error,
        command.outlivesUs ? 1 : 0)
    }
  }
}

/// Calls `body` with the texts as C strings, with a null pointer after the last.
private func withCStrings<Result>(
  _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
  let copies = texts.map { strdup($0) }
  defer { for copy in copies { free(copy) } }
  return body(copies + [nil])
}

/// The environment of this program.
func currentEnvironment() -> [String: String] {
  var variables: [String: String] = [:]
  var entry = environ
  while let text = entry.pointee {
    let pair = String(cString: text)
    if let equals = pair.firstIndex(of: "=") {
      variables[String(pair[..<equals])] = String(pair[pair.index(after: equals)...])
    }
    entry += 1
  }
  return variables
}
