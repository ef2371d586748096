import CEditLine
import Glibc

/// Passes Ctrl-C, and what asks the process to end, on to a running cell, while no line is being
/// edited.
final class InterruptRelay: Sendable {
  private let ending: Int32
  private let thread: pthread_t

  private final class Work: Sendable {
    let ending: Int32
    let action: @Sendable (Int32) -> Void
    init(ending: Int32, action: @escaping @Sendable (Int32) -> Void) {
      self.ending = ending
      self.action = action
    }
  }

  /// Calls `action` on another thread with each signal until `end`.
  init(action: @escaping @Sendable (Int32) -> Void) {
    var ends: [Int32] = [-1, -1]
    _ = cel_pipe(&ends)
    ending = ends[1]
    let work = Unmanaged.passRetained(Work(ending: ends[0], action: action))
    var thread = pthread_t()
    pthread_create(
      &thread, nil,
      { pointer in
        guard let pointer else { return nil }
        InterruptRelay.relay(Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue())
        return nil
      }, work.toOpaque())
    self.thread = thread
  }

  /// Ends passing on.
  func end() {
    var byte: UInt8 = 0
    _ = write(ending, &byte, 1)
    pthread_join(thread, nil)
    close(ending)
  }

  private static func relay(_ work: Work) {
    let signals = cel_watch_signal(SIGINT)
    defer { close(work.ending) }
    while true {
      var descriptors = [
        pollfd(fd: signals, events: Int16(POLLIN), revents: 0),
        pollfd(fd: work.ending, events: Int16(POLLIN), revents: 0),
      ]
      guard poll(&descriptors, 2, -1) >= 0 || errno == EINTR else { return }
      if descriptors[1].revents != 0 { return }
      guard descriptors[0].revents != 0 else { continue }
      var bytes = [UInt8](repeating: 0, count: 64)
      let count = bytes.withUnsafeMutableBytes { read(signals, $0.baseAddress, $0.count) }
      let asked = bytes.prefix(max(0, count)).map(Int32.init)
      for number in asked where number != SIGWINCH && number != SIGTSTP { work.action(number) }
    }
  }
}
