import KFPTypes

extension ServiceClient {
  /// Makes something that must not be made twice. Where the answer is lost, or says that it exists, `find`
  /// looks for it; only where it is not there, it is made again.
  func create(
    _ request: ServiceRequest, find: () throws(RemoteProblem) -> JSONValue?
  ) throws(RemoteProblem) -> JSONValue {
    var attempts = 0
    while true {
      let problem: RemoteProblem
      do {
        return try json(request)
      } catch {
        problem = error
      }
      guard problem.kind == .exists || problem.leavesOpen else { throw problem }
      // What was lost on the way may still be carried out: look only after a while.
      if problem.leavesOpen, !wait(before: attempts + 1) { throw problem }
      if let found = try find() { return found }
      guard problem.leavesOpen, attempts < policy.retries else { throw problem }
      attempts += 1
    }
  }

  /// Waits before something is tried again; whether to go on.
  func wait(before attempt: Int) -> Bool { pause(policy.pause(before: attempt, asked: nil)) }
}

extension RemoteProblem {
  /// Whether the request may have been carried out all the same.
  fileprivate var leavesOpen: Bool {
    switch kind {
    case .timeout, .unavailable, .answer: true
    case .unreachable: status == nil
    default: false
    }
  }
}
