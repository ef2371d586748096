import KFPRecord
import Synchronization

/// What the interrupted part of a run has left: the outputs of tasks that succeeded. They are not run
/// again, unless the group around them failed and was tried again after they had run: a further attempt
/// of a group runs all of it.
final class JournalledResults: Sendable {
  private struct State {
    var outputs: [TaskPath: PortValues] = [:]
    /// Groups that failed in the present part of the run; they start again only for a further attempt.
    var failedGroups: Set<TaskPath> = []
  }
  private let state = Mutex(State())

  /// Reads the journal of the interrupted part.
  init(_ events: [Event]) {
    for event in events {
      if case .taskSucceeded(let path, let outputs, _) = event.kind {
        state.withLock { $0.outputs[path] = outputs }
      }
      apply(event.kind)
    }
    // A group that failed for good is carried out anew with what its tasks have left.
    state.withLock { $0.failedGroups = [] }
  }

  /// The outputs of a task, if it need not run.
  subscript(path: TaskPath) -> PortValues? { state.withLock { $0.outputs[path] } }

  /// Follows the run that goes on.
  func apply(_ kind: Event.Kind) {
    state.withLock { state in
      switch kind {
      case .runResumed: state.failedGroups = []
      case .groupFinished(let path, state: .failed, failure: _): state.failedGroups.insert(path)
      case .groupStarted(let path, iterations: _):
        guard state.failedGroups.remove(path) != nil else { return }
        for known in Array(state.outputs.keys) where known.isInside(path) {
          state.outputs[known] = nil
        }
      default: break
      }
    }
  }
}

extension TaskPath {
  /// Whether this is a task of a group, at any depth.
  fileprivate func isInside(_ group: TaskPath) -> Bool {
    guard text.utf8.starts(with: group.text.utf8) else { return false }
    let next = text.utf8.dropFirst(group.text.utf8.count).first
    return next == UInt8(ascii: "/") || next == UInt8(ascii: "[")
  }
}
