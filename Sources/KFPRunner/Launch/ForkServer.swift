import CPOSIX
import Glibc
import KFPRecord
import KFPTypes
import OrderedCollections
import Synchronization

/// A warm Python interpreter that forks a process for each task (`server.py` of our executor).
final class ForkServer: Sendable {
  private struct State {
    var isReady = false
    var interpreter: Interpreter?
    var isClosed = false
    var lastTask = 0
    var received: [UInt8] = []
    var running: [Int: @Sendable (ProcessEnd) -> Void] = [:]
    var waiting: [@Sendable (Bool) -> Void] = []
    var onClose: [@Sendable () -> Void] = []
  }

  private let state = Mutex(State())
  private let socket: Int32
  private let process: pid_t
  private let log: LogSink
  private let reactor: Reactor

  private init(socket: Int32, process: pid_t, log: LogSink, reactor: Reactor) {
    self.socket = socket
    self.process = process
    self.log = log
    self.reactor = reactor
  }

  /// Starts an interpreter, and waits until it is ready.
  static func start(
    python: String, executor folder: String, environment: [String: String], on reactor: Reactor
  ) async throws(TaskFailure) -> ForkServer {
    guard let log = LogSink(file: "/dev/null", append: true, onLine: { _ in }) else {
      throw TaskFailure(.engine, "no pipe can be opened")
    }
    // The executor lies in a folder of our own, where its bytecode may be kept whatever the user wants
    // for other folders: compiling it takes as long as starting the interpreter.
    let program = """
      import array, gc, inspect, json, select, signal, socket, struct, sys, typing; \
      kept = sys.dont_write_bytecode; sys.dont_write_bytecode = False; \
      sys.path.insert(0, sys.argv[1]); from kfps_executor import server; \
      sys.dont_write_bytecode = kept; server.main()
      """
    let command = Command(
      arguments: [python, "-c", program, folder], environment: environment, folder: nil,
      outlivesUs: true)
    let server = await withCheckedContinuation {
      (continuation: CheckedContinuation<ForkServer?, Never>) in
      reactor.perform {
        var ends: [Int32] = [-1, -1]
        guard kfp_socket_pair(&ends) == 0 else { return continuation.resume(returning: nil) }
        let process = spawn(command, input: ends[1], output: log.writeEnd, error: log.writeEnd)
        Glibc.close(ends[1])
        Glibc.close(log.writeEnd)
        guard process > 0 else {
          Glibc.close(ends[0])
          return continuation.resume(returning: nil)
        }
        let server = ForkServer(socket: ends[0], process: process, log: log, reactor: reactor)
        server.begin()
        continuation.resume(returning: server)
      }
    }
    guard let server else { throw TaskFailure(.engine, "`\(python)` cannot be started") }
    let isReady = await withCheckedContinuation { continuation in
      server.whenReady { continuation.resume(returning: $0) }
    }
    guard isReady else {
      let detail = log.tail.suffix(10).joined(separator: "\n")
      throw TaskFailure(.engine, "`\(python)` ended before it was ready", detail: detail)
    }
    return server
  }

  /// The interpreter that runs, once it is ready.
  var interpreter: Interpreter? { state.withLock { $0.interpreter } }

  /// Whether it still runs.
  var isOpen: Bool { state.withLock { !$0.isClosed } }

  /// Runs a task to its end.
  func run(_ task: JSONValue, log: LogSink, cancellation: Cancellation, grace: Double) async
    -> ProcessEnd
  {
    let end = await withCheckedContinuation { continuation in
      reactor.perform { [self] in
        begin(task, log) {
          continuation.resume(returning: $0)
        } onStart: { [self] number in
          cancellation.onCancel { [self] reason in stop(number, reason, grace) }
        }
      }
    }
    return end
  }

  private func begin(
    _ task: JSONValue, _ log: LogSink, _ done: @escaping @Sendable (ProcessEnd) -> Void,
    onStart: (Int) -> Void
  ) {
    let reactor = reactor
    let number = state.withLock { state -> Int? in
      guard !state.isClosed else { return nil }
      state.lastTask += 1
      state.running[state.lastTask] = { end in
        log.finish(on: reactor)
        done(end)
      }
      return state.lastTask
    }
    guard let number else {
      Glibc.close(log.writeEnd)
      log.finish(on: reactor)
      return done(.notStarted(ECHILD))
    }
    log.start(on: reactor)
    send(["launch": .integer(number), "task": task], descriptor: log.writeEnd)
    Glibc.close(log.writeEnd)
    onStart(number)
  }

  /// Asks a task to stop, and kills it if it does not.
  private func stop(_ number: Int, _ reason: Cancellation.Reason, _ grace: Double) {
    reactor.perform { [self] in
      guard reason != .killed else { return signal(number, SIGKILL) }
      signal(number, SIGTERM)
      reactor.after(grace) { [self] in signal(number, SIGKILL) }
    }
  }

  private func signal(_ number: Int, _ signal: Int32) {
    guard state.withLock({ $0.running[number] != nil }) else { return }
    send(["signal": .integer(number), "number": .integer(Int(signal))], descriptor: -1)
  }

  /// Ends the interpreter and everything that its tasks left behind.
  func close() async {
    await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
      reactor.perform { [self] in
        let isClosed = state.withLock { state in
          if !state.isClosed { state.onClose.append { continuation.resume() } }
          return state.isClosed
        }
        if isClosed { return continuation.resume() }
        // A plain close would not reach the other end while a read is pending.
        shutdown(socket, Int32(SHUT_WR))
        reactor.after(5) { [self] in
          if isOpen { killpg(process, SIGKILL) }
        }
      }
    }
  }

  private func whenReady(_ handler: @escaping @Sendable (Bool) -> Void) {
    let known = state.withLock { state -> Bool? in
      if state.isReady || state.isClosed { return state.isReady }
      state.waiting.append(handler)
      return nil
    }
    if let known { handler(known) }
  }

  private func send(_ members: OrderedDictionary<String, JSONValue>, descriptor: Int32) {
    let text = Array(jsonText(.object(members)).utf8)
    let size = UInt32(text.count)
    var message: [UInt8] = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: size >> $0) }
    message += text
    _ = kfp_send(socket, message, message.count, descriptor)
  }

  private func begin() {
    log.start(on: reactor)
    reactor.watch(socket) { [self] in receive() }
    awaitEnd(of: process, on: reactor) { [self] _ in ended() }
  }

  private func receive() {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = recv(socket, &buffer, buffer.count, Int32(MSG_DONTWAIT))
    guard count > 0 else {
      if count == 0 || errno != EAGAIN { reactor.unwatch(socket) }
      return
    }
    let messages = state.withLock { state -> [JSONValue] in
      state.received.append(contentsOf: buffer[..<count])
      var messages: [JSONValue] = []
      while state.received.count >= 4 {
        let size = state.received[..<4].reduce(0) { $0 << 8 | Int($1) }
        guard state.received.count >= 4 + size else { break }
        if let message = try? readJSON(Array(state.received[4..<4 + size])) {
          messages.append(message)
        }
        state.received.removeFirst(4 + size)
      }
      return messages
    }
    for message in messages { take(message) }
  }

  private func take(_ message: JSONValue) {
    if let path = message["ready"]?.stringValue {
      let version = message["version"]?.stringValue ?? ""
      let waiting = state.withLock { state in
        state.isReady = true
        state.interpreter = Interpreter(path: path, version: version)
        defer { state.waiting = [] }
        return state.waiting
      }
      for handler in waiting { handler(true) }
    } else if let number = message["ended"]?.integerValue {
      let done = state.withLock { $0.running.removeValue(forKey: number) }
      done?(ProcessEnd(status: message["status"]?.integerValue ?? 1))
    }
  }

  /// The interpreter has ended: what still ran has been killed with it.
  private func ended() {
    receive()
    let (running, waiting, onClose) = state.withLock { state in
      state.isClosed = true
      defer { (state.running, state.waiting, state.onClose) = ([:], [], []) }
      return (state.running, state.waiting, state.onClose)
    }
    killpg(process, SIGKILL)
    reactor.unwatch(socket)
    Glibc.close(socket)
    log.finish(on: reactor)
    for done in running.values { done(.notStarted(ECHILD)) }
    for handler in waiting { handler(false) }
    for handler in onClose { handler() }
  }
}
