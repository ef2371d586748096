import Glibc
import Synchronization

/// Ctrl-C while something runs. SIGINT and SIGTERM are blocked in all threads and taken by one thread
/// of its own, so that they never interrupt anything in the middle.
enum Interrupts {
  /// Calls `action` for each Ctrl-C from now on, on another thread.
  static func watch(_ action: @escaping @Sendable () -> Void) {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    sigaddset(&signals, SIGTERM)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    let box = Unmanaged.passRetained(ActionBox(action))
    var thread = pthread_t()
    pthread_create(
      &thread, nil,
      { pointer in
        guard let pointer else { return nil }
        let box = Unmanaged<ActionBox>.fromOpaque(pointer).takeRetainedValue()
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGINT)
        sigaddset(&signals, SIGTERM)
        var number: Int32 = 0
        while sigwait(&signals, &number) == 0 { box.action() }
        return nil
      }, box.toOpaque())
    pthread_detach(thread)
  }

  private final class ActionBox: Sendable {
    let action: @Sendable () -> Void
    init(_ action: @escaping @Sendable () -> Void) { self.action = action }
  }
}
