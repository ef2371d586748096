import CPOSIX
import Glibc
import Synchronization

/// One thread that waits for descriptors and times, and calls who asked for them.
///
/// Everything about processes happens on it: starting them (a child is killed when the thread that
/// started it ends, so that thread must live), reading their output, and noticing their end.
final class Reactor: Sendable {
  typealias Handler = @Sendable () -> Void

  private struct State {
    var handlers: [Int32: Handler] = [:]
    var work: [Handler] = []
    var timers: [(deadline: Double, number: Int, handler: Handler)] = []
    var lastTimer = 0
    var isClosed = false
  }

  private let state = Mutex(State())
  private let wakeRead: Int32
  private let wakeWrite: Int32

  /// Starts the thread; nil when the system gives neither a pipe nor a thread.
  init?() {
    var ends: [Int32] = [-1, -1]
    guard kfp_pipe(&ends) == 0 else { return nil }
    (wakeRead, wakeWrite) = (ends[0], ends[1])
    kfp_set_nonblocking(wakeRead)
    kfp_set_nonblocking(wakeWrite)
    guard startThread({ self.loop() }) else { return nil }
  }

  /// Calls `handler` on the thread whenever the descriptor can be read or was closed.
  func watch(_ descriptor: Int32, _ handler: @escaping Handler) {
    state.withLock { $0.handlers[descriptor] = handler }
    wake()
  }

  /// Forgets a descriptor, which the caller may close then. Call it on the thread.
  func unwatch(_ descriptor: Int32) {
    state.withLock { $0.handlers[descriptor] = nil }
  }

  /// Runs `work` on the thread soon.
  func perform(_ work: @escaping Handler) {
    state.withLock { $0.work.append(work) }
    wake()
  }

  /// Runs `work` on the thread after some seconds.
  func after(_ seconds: Double, _ work: @escaping Handler) {
    let deadline = monotonicSeconds() + seconds
    state.withLock {
      $0.lastTimer += 1
      $0.timers.append((deadline, $0.lastTimer, work))
    }
    wake()
  }

  /// Ends the thread after the work that was asked for; children that still run are killed by that.
  func close() {
    state.withLock { $0.isClosed = true }
    wake()
  }

  private func wake() {
    var byte: UInt8 = 1
    _ = write(wakeWrite, &byte, 1)
  }

  private func loop() {
    while true {
      let (descriptors, timeout) = state.withLock { state in
        (Array(state.handlers.keys), Self.milliseconds(until: state.timers))
      }
      var polled = [pollfd(fd: wakeRead, events: Int16(POLLIN), revents: 0)]
      polled += descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
      _ = poll(&polled, UInt(polled.count), timeout)
      drainWakes()
      for entry in polled.dropFirst() where entry.revents != 0 {
        // An earlier handler may have taken this descriptor away.
        if let handler = state.withLock({ $0.handlers[entry.fd] }) { handler() }
      }
      let (work, isClosed) = state.withLock { state in
        let now = monotonicSeconds()
        let due = state.timers.filter { $0.deadline <= now }
        state.timers.removeAll { $0.deadline <= now }
        let work = state.work + due.map(\.handler)
        state.work = []
        return (work, state.isClosed)
      }
      for item in work { item() }
      if isClosed, work.isEmpty { break }
    }
    Glibc.close(wakeRead)
    Glibc.close(wakeWrite)
  }

  private static func milliseconds(
    until timers: [(deadline: Double, number: Int, handler: Handler)]
  ) -> Int32 {
    guard let first = timers.map(\.deadline).min() else { return -1 }
    return Int32(min(max(0, (first - monotonicSeconds()) * 1000).rounded(.up), 1_000_000))
  }

  private func drainWakes() {
    var bytes = [UInt8](repeating: 0, count: 256)
    while read(wakeRead, &bytes, bytes.count) > 0 {}
  }
}

/// Seconds of a clock that never goes back.
func monotonicSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// Seconds since 1970.
func wallSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_REALTIME, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// Runs `work` on a thread of its own; false when there is none to be had.
private func startThread(_ work: @escaping @Sendable () -> Void) -> Bool {
  final class Box {  // Carries the closure through a C pointer.
    let work: @Sendable () -> Void
    init(_ work: @escaping @Sendable () -> Void) { self.work = work }
  }
  let box = Unmanaged.passRetained(Box(work))
  var thread = pthread_t()
  let result = pthread_create(
    &thread, nil,
    { pointer in
      guard let pointer else { return nil }
      Unmanaged<Box>.fromOpaque(pointer).takeRetainedValue().work()
      return nil
    }, box.toOpaque())
  guard result == 0 else {
    box.release()
    return false
  }
  pthread_detach(thread)
  return true
}
