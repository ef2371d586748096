import KFPRecord
import KFPSpec
import KFPTypes
import OrderedCollections

/// How instances, nodes and loops begin and end.
extension RunState {
  /// Begins an execution of a component with tasks inside.
  mutating func begin(
    component name: String?, path: TaskPath, inputs: PortValues,
    parent: (node: Int, iteration: Int?)?, depth: Int, isCleanup: Bool
  ) {
    let index = instances.count
    instances.append(
      Instance(
        component: name, path: path, inputs: inputs, parent: parent, depth: depth,
        isCleanup: isCleanup))
    guard case .dag(let dag)? = component(name)?.implementation else {
      return refuse(index, "the pipeline has no tasks")
    }
    guard depth < Self.deepest else {
      return refuse(index, "`\(path.name)` is nested too deeply; does it contain itself?")
    }
    let plan = plan(of: name, dag)
    if let problem = plan.problem { return refuse(index, problem) }
    instances[index].firstNode = nodes.count
    instances[index].open = plan.tasks.count
    if parent == nil { beginStages(plan) }
    for number in plan.tasks.indices {
      nodes.append(
        Node(
          instance: index, number: number, path: path.task(plan.tasks[number].name),
          waits: plan.upstream[number].count))
      if plan.upstream[number].isEmpty, parent != nil || !stages.holds(number) {
        queue.append(.start(node: nodes.count - 1))
      }
    }
    if plan.tasks.isEmpty { queue.append(.end(instance: index)) }
  }

  /// Ends an instance that cannot run.
  private mutating func refuse(_ index: Int, _ message: String) {
    let failure = TaskFailure(.document, message)
    guard let parent = instances[index].parent else {
      return finishRun(RunOutcome(state: .failed, outputs: PortValues(), failure: failure))
    }
    record(.groupFinished(instances[index].path, state: .failed, failure: failure))
    queue.append(.failed(node: parent.node, iteration: parent.iteration, failure))
  }

  /// Ends an instance whose nodes have all ended.
  mutating func end(_ index: Int) {
    let instance = instances[index]
    if let node = firstFailed(in: instance, index) {
      let failure = nodes[node].failure
      let inner =
        failure?.kind == .inner
        ? failure
        : TaskFailure(
          .inner, "`\(nodes[node].path)` failed", detail: failure?.message ?? "",
          place: failure?.place)
      return close(instance, .failed, outputs(of: index), inner)
    }
    close(instance, instance.hasCancelled ? .cancelled : .succeeded, outputs(of: index), nil)
  }

  /// The first task in the order of the document that failed, whichever failed first in time.
  private func firstFailed(in instance: Instance, _ index: Int) -> Int? {
    guard instance.hasFailed else { return nil }
    let count = plan(known: index).tasks.count
    return (instance.firstNode..<instance.firstNode + count).first { nodes[$0].state == .failed }
  }

  private mutating func close(
    _ instance: Instance, _ state: TaskState, _ outputs: PortValues, _ failure: TaskFailure?
  ) {
    guard let parent = instance.parent else {
      return finishRun(RunOutcome(state: state, outputs: outputs, failure: failure))
    }
    record(.groupFinished(instance.path, state: state, failure: failure))
    if state == .failed, parent.iteration == nil, retryInstance(parent.node) { return }
    unitEnded(parent.node, parent.iteration, state, outputs, failure)
  }

  mutating func finishRun(_ outcome: RunOutcome) {
    var outcome = outcome
    if let expiry {
      outcome.state = .failed
      outcome.failure = expiry
    }
    record(
      .runFinished(state: outcome.state, outputs: outcome.outputs, failure: outcome.failure))
    actions.append(.finished(outcome))
  }

  /// Starts a group again when its task says that it may be retried.
  private mutating func retryInstance(_ node: Int) -> Bool {
    let policy = task(node).retryPolicy
    guard let policy, nodes[node].attempt <= policy.maxRetryCount ?? 0, !isCancelled else {
      return false
    }
    nodes[node].attempt += 1
    runUnit(node, iteration: nil, inputs: nodes[node].inputs)
    return true
  }

  /// Ends a node, wakes those that wait for it, and ends its instance when it was the last one.
  mutating func endNode(
    _ node: Int, _ state: TaskState, _ outputs: PortValues = .init(), _ failure: TaskFailure? = nil
  ) {
    let instance = nodes[node].instance
    nodes[node].state = state
    nodes[node].outputs = outputs
    nodes[node].failure = failure
    nodes[node].loop = nil
    nodes[node].inputs = PortValues()
    if state == .failed { instances[instance].hasFailed = true }
    if state == .cancelled { instances[instance].hasCancelled = true }
    for dependent in plan(known: instance).dependents[nodes[node].number] {
      let waiting = instances[instance].firstNode + dependent
      nodes[waiting].waits -= 1
      if nodes[waiting].waits == 0, instances[instance].parent != nil || !stages.holds(dependent) {
        queue.append(.start(node: waiting))
      }
      announceIfNext(waiting)
    }
    if instances[instance].parent == nil {
      let number = nodes[node].number
      for held in stages.end(number, hasFailed: state == .failed || state == .cancelled) {
        let waiting = instances[instance].firstNode + held
        if nodes[waiting].waits == 0 { queue.append(.start(node: waiting)) }
      }
    }
    instances[instance].open -= 1
    if instances[instance].open == 0 { queue.append(.end(instance: instance)) }
  }

  /// Takes the end of what a node runs: its only unit, or one iteration.
  mutating func unitEnded(
    _ node: Int, _ iteration: Int?, _ state: TaskState, _ outputs: PortValues,
    _ failure: TaskFailure?
  ) {
    guard let iteration, nodes[node].loop != nil else {
      return endNode(node, state, outputs, failure)
    }
    nodes[node].loop?.running -= 1
    switch state {
    case .failed:
      if nodes[node].loop?.failed == nil {
        nodes[node].loop?.failed = iteration
        nodes[node].loop?.failure = failure
      }
    case .cancelled: nodes[node].loop?.wasCancelled = true
    case .succeeded: nodes[node].loop?.results[iteration] = outputs
    case .waiting, .ready, .running, .skipped: break
    }
    startIterations(node)
  }

  /// Starts as many iterations as may run, or ends the loop.
  mutating func startIterations(_ node: Int) {
    while let loop = nodes[node].loop, loop.next < loop.results.count, loop.running < loop.limit {
      if isCancelled, !nodes[node].isCleanup || isAborted {
        nodes[node].loop?.wasCancelled = true
        break
      }
      let index = loop.next
      nodes[node].loop?.next += 1
      nodes[node].loop?.running += 1
      var inputs = nodes[node].inputs
      switch loop.items {
      case .values(let values): inputs.parameters[loop.itemInput] = values[index]
      case .artifacts(let artifacts): inputs.artifacts[loop.itemInput] = [artifacts[index]]
      }
      runUnit(node, iteration: index, inputs: inputs)
    }
    guard let loop = nodes[node].loop else { return }
    if loop.isInLastIteration { announceDependents(of: node) }
    guard loop.running == 0 else { return }
    let path = nodes[node].path
    if loop.failed != nil {
      record(.groupFinished(path, state: .failed, failure: loop.failure))
      return endNode(node, .failed, PortValues(), loop.failure)
    }
    let state: TaskState = loop.wasCancelled ? .cancelled : .succeeded
    record(.groupFinished(path, state: state, failure: nil))
    endNode(node, state, collected(loop.results, task(node).componentName))
  }

  /// Fails the attempt of a launch: it is tried again after a pause, or its node fails.
  mutating func attemptFailed(_ launch: Launch, _ failure: TaskFailure) {
    let policy = task(launch.node).retryPolicy
    let retries = policy?.maxRetryCount ?? 0
    guard let policy, launch.attempt <= retries, !isCancelled, failure.kind != .unsupported else {
      return failed(launch, failure)
    }
    let pause = policy.pause(before: launch.attempt + 1)
    record(
      .attemptFailed(launch.path, attempt: launch.attempt, failure: failure, retryAfter: pause))
    relaunch(launch, after: pause)
  }

  /// Fails the task of a launch for good.
  mutating func failed(_ launch: Launch, _ failure: TaskFailure) {
    record(.taskFailed(launch.path, failure: failure))
    unitEnded(launch.node, launch.iteration, .failed, PortValues(), failure)
  }
}

extension TaskSpec.RetryPolicy {
  /// The seconds to wait before an attempt, which is 2 for the first further one.
  func pause(before attempt: Int) -> Double {
    let first = seconds(backoffDuration) ?? 0
    let longest = seconds(backoffMaxDuration) ?? 3600
    var pause = first
    for _ in 2..<max(2, attempt) where pause < longest { pause *= backoffFactor ?? 2 }
    return min(pause, longest)
  }
}

/// The seconds of a duration such as `60s` or `1.5s`.
func seconds(_ text: String?) -> Double? {
  guard let text, text.utf8.last == UInt8(ascii: "s") else { return nil }
  return Double(text.dropLast())
}

/// The seconds that a document names as a number or, as a 64-bit integer, as text.
func secondCount(_ value: JSONValue) -> Double? {
  value.numberValue ?? value.stringValue.flatMap(Double.init)
}
