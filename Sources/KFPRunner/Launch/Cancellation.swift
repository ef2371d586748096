import Synchronization

/// A request to stop a task, which can be made once softly and once hard, from anywhere.
public final class Cancellation: Sendable {
  /// Why a task is stopped.
  public enum Reason: Hashable, Sendable {
    /// The run is cancelled.
    case cancelled
    /// The run is killed.
    case killed
    /// The task took too long.
    case timedOut
  }

  private struct State {
    var reason: Reason?
    var handlers: [@Sendable (Reason) -> Void] = []
  }
  private let state = Mutex(State())

  /// Creates a request that nobody has made yet.
  public init() {}

  /// Why the task is to stop; nil when it is not.
  public var reason: Reason? { state.withLock { $0.reason } }

  /// Makes the request. A kill can follow another reason; otherwise the first reason counts.
  public func cancel(_ reason: Reason) {
    let handlers = state.withLock { state -> [@Sendable (Reason) -> Void] in
      guard state.reason == nil || (reason == .killed && state.reason != .killed) else {
        return []
      }
      state.reason = reason
      return state.handlers
    }
    for handler in handlers { handler(reason) }
  }

  /// Calls `handler` when the request is made, at once if it has been made.
  func onCancel(_ handler: @escaping @Sendable (Reason) -> Void) {
    let reason = state.withLock { state in
      state.handlers.append(handler)
      return state.reason
    }
    if let reason { handler(reason) }
  }
}
