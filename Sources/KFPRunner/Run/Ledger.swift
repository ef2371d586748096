public import KFPRecord
import Synchronization

/// The results that a session has, by the key of their task.
public final class Ledger: Sendable {
  /// Something that the ledger has learnt.
  public enum Entry: Hashable, Sendable {
    /// The outputs for a key.
    case result(key: String, PortValues)
    /// A task failed or was stopped.
    case failure(key: String, TaskPath, TaskFailure)
  }

  private struct FailedTask: Hashable {
    var path: TaskPath
    var key: String
  }

  private struct State {
    var results: [String: PortValues] = [:]
    /// Tasks that failed or were stopped: the same task with the same key is not tried again unasked.
    var failures: [FailedTask: TaskFailure] = [:]
    /// The keys that tasks had last.
    var keys: [TaskPath: String] = [:]
    /// Keys whose results are not wanted any more, wherever they are kept.
    var distrusted: Set<String> = []
  }

  private let state = Mutex(State())
  private let onNews: @Sendable (Entry) -> Void

  /// Creates an empty ledger. `onNews` is called for all that it learns from then on.
  public init(onNews: @escaping @Sendable (Entry) -> Void = { _ in }) {
    self.onNews = onNews
  }

  /// The outputs for a key.
  public subscript(key: String) -> PortValues? {
    get { state.withLock { $0.results[key] } }
    set {
      state.withLock {
        $0.results[key] = newValue
        $0.distrusted.remove(key)
      }
      if let newValue { onNews(.result(key: key, newValue)) }
    }
  }

  /// Why this task failed with this key, if it did.
  public func failure(of path: TaskPath, key: String) -> TaskFailure? {
    state.withLock { $0.failures[FailedTask(path: path, key: key)] }
  }

  /// Whether a task failed in this very way.
  public func holds(_ failure: TaskFailure) -> Bool {
    state.withLock { $0.failures.values.contains(failure) }
  }

  /// Remembers why a task failed.
  public func keep(_ failure: TaskFailure, of path: TaskPath, key: String) {
    state.withLock { $0.failures[FailedTask(path: path, key: key)] = failure }
    onNews(.failure(key: key, path, failure))
  }

  /// Takes an entry that an earlier process kept.
  public func restore(_ entry: Entry) {
    state.withLock { state in
      switch entry {
      case .result(let key, let outputs): state.results[key] = outputs
      case .failure(let key, let path, let failure):
        state.failures[FailedTask(path: path, key: key)] = failure
      }
    }
  }

  /// Remembers the key that a task has.
  public func note(_ key: String, of path: TaskPath) {
    state.withLock { $0.keys[path] = key }
  }

  /// Whether the results for a key are not wanted any more.
  func isDistrusted(_ key: String) -> Bool {
    state.withLock { $0.distrusted.contains(key) }
  }

  /// Lets tasks run again although there are results of theirs; gives the tasks.
  public func distrustResults(where isMeant: (TaskPath) -> Bool) -> [TaskPath] {
    state.withLock { state in
      let meant = state.keys.filter { isMeant($0.key) }
      for (path, key) in meant {
        state.distrusted.insert(key)
        state.results[key] = nil
        state.failures[FailedTask(path: path, key: key)] = nil
      }
      return meant.keys.sorted { $0.text < $1.text }
    }
  }

  /// Forgets what failed, so that it is tried again.
  public func clearFailures() { state.withLock { $0.failures = [:] } }

  /// Forgets everything.
  public func clear() { state.withLock { $0 = State() } }
}
