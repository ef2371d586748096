import CEditLine
import Glibc

/// Ctrl-C while something runs, and other requests to end.
enum Interrupts {
  /// Calls `action` for each SIGINT, SIGTERM and SIGHUP (the terminal was closed) from now on, on a
  /// thread of its own. The signals come through a pipe, so that they interrupt nothing in the middle,
  /// whichever thread they reach. What `nohup` has started goes on without a terminal.
  static func watch(_ action: @escaping @Sendable () -> Void) {
    _ = cel_watch_signal(SIGTERM)
    if !cel_ignores_signal(SIGHUP) { _ = cel_watch_signal(SIGHUP) }
    let signals = cel_watch_signal(SIGINT)
    let watch = Unmanaged.passRetained(Watch(signals: signals, action: action))
    var thread = pthread_t()
    pthread_create(
      &thread, nil,
      { pointer in
        guard let pointer else { return nil }
        Unmanaged<Watch>.fromOpaque(pointer).takeRetainedValue().run()
        return nil
      }, watch.toOpaque())
    pthread_detach(thread)
  }

  private final class Watch: Sendable {
    let signals: Int32
    let action: @Sendable () -> Void

    init(signals: Int32, action: @escaping @Sendable () -> Void) {
      self.signals = signals
      self.action = action
    }

    func run() {
      var hasHungUp = false
      while true {
        var descriptor = pollfd(fd: signals, events: Int16(POLLIN), revents: 0)
        guard poll(&descriptor, 1, -1) > 0 || errno == EINTR else { return }
        var number: UInt8 = 0
        while read(signals, &number, 1) == 1 {
          // A terminal that closes tells the shell, too, which passes it on: that is no second wish.
          let isRepeated = hasHungUp && Int32(number) == SIGHUP
          hasHungUp = hasHungUp || Int32(number) == SIGHUP
          if !isRepeated { action() }
        }
      }
    }
  }
}
