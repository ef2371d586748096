import KFPRecord
import KFPRunner
import Synchronization

/// Watches the events of a session's run and keeps in the ledger which tasks failed or were stopped.
/// A cell that failed stays part of the session, and without this every later cell would run it again.
final class FailureKeeper: Sendable {
  private let ledger: Ledger
  private let keys = Mutex<[TaskPath: String]>([:])

  init(ledger: Ledger) {
    self.ledger = ledger
  }

  /// Takes note of an event; false where it only repeats what an earlier run told.
  func isNews(_ event: Event) -> Bool {
    switch event.kind {
    case .taskLaunched(let path, _, let key):
      keys.withLock { $0[path] = key }
    case .taskFailed(let path, let failure):
      guard let key = keys.withLock({ $0[path] }) else { return !isOld(failure) }
      ledger.keep(failure, of: path, key: key)
    case .taskCancelled(let path):
      guard let key = keys.withLock({ $0[path] }) else { break }
      let failure = TaskFailure(.task, "`\(path)` was stopped; `%run` runs it again")
      ledger.keep(failure, of: path, key: key)
    default: break
    }
    return true
  }

  /// Whether a failure without a launch is one that the ledger had.
  private func isOld(_ failure: TaskFailure) -> Bool { ledger.holds(failure) }
}
