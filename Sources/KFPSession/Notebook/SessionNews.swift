import KFPRecord
import KFPRunner
import OrderedCollections
import Synchronization

/// Watches the events of a session's run. The whole session runs each time, so it tells which events
/// only repeat what an earlier run told, and keeps in the ledger which tasks failed or were stopped: a
/// cell that failed stays part of the session, and without this every later cell would run it again.
final class SessionNews: Sendable {
  /// How many tasks did what.
  struct Count: Sendable {
    var ran: [TaskPath] = []
    var kept = 0
  }

  private struct State {
    var keys: [TaskPath: String] = [:]
    var count = Count()
  }

  private let ledger: Ledger
  private let earlier: RunRecord?
  private let notes: NoteTaker
  private let state = Mutex(State())

  init(ledger: Ledger, earlier: RunRecord?, notes: NoteTaker) {
    self.ledger = ledger
    self.earlier = earlier
    self.notes = notes
  }

  var count: Count { state.withLock { $0.count } }

  /// Takes note of an event; false where it only repeats what an earlier run told.
  func isNews(_ event: Event) -> Bool {
    switch event.kind {
    case .runStarted(let start):
      notes.take(.run(start.id))
    case .taskLaunched(let path, _, let key?):
      state.withLock { state in
        state.keys[path] = key
        state.count.ran.append(path)
      }
      notes.take(.launched(key: key, path))
    case .taskLaunched(let path, _, nil):
      // An importer: it has no result to keep, and tells nothing new.
      return earlier?.tasks[path]?.state != .succeeded
    case .taskSucceeded(let path, let outputs, let source):
      if source == .session { state.withLock { $0.count.kept += 1 } }
      return key(of: path) != nil || source == .cache || !had(outputs, path)
    case .taskFailed(let path, let failure):
      guard let key = key(of: path) else { return !ledger.holds(failure) }
      ledger.keep(failure, of: path, key: key)
    case .taskCancelled(let path):
      guard let key = key(of: path) else { break }
      let failure = TaskFailure(.task, "`\(path)` was stopped; `%run` runs it again")
      ledger.keep(failure, of: path, key: key)
    case .taskSkipped(let path, let reason):
      return earlier?.tasks[path]?.reason != reason
    case .note(let path, let text):
      let known = path == .root ? earlier?.notes : earlier?.tasks[path]?.notes
      return known?.contains(text) != true
    default: break
    }
    return true
  }

  private func key(of path: TaskPath) -> String? { state.withLock { $0.keys[path] } }

  private func had(_ outputs: PortValues, _ path: TaskPath) -> Bool {
    guard let task = earlier?.tasks[path] else { return false }
    return task.state == .succeeded && task.outputs == outputs
  }
}
