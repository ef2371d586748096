import KFPRecord
import KFPSpec
import KFPTypes
import OrderedCollections

/// How a node starts: whether it runs, with which inputs, and as what.
extension RunState {
  /// Takes a node whose upstream nodes have all ended.
  mutating func start(_ node: Int) {
    let spec = task(node)
    let path = nodes[node].path
    let instance = instances[nodes[node].instance]
    let runsAfterCancellation = instance.isCleanup || isExitTask(spec)
    nodes[node].isCleanup = runsAfterCancellation
    if isCancelled, !runsAfterCancellation || isAborted {
      record(.taskCancelled(path))
      return endNode(node, .cancelled)
    }
    if spec.triggerPolicy.strategy != .allUpstreamTasksCompleted, let reason = blocker(of: node) {
      record(.taskSkipped(path, reason: reason))
      return endNode(node, .skipped)
    }
    do throws(TaskFailure) {
      guard let component = component(spec.componentName) else {
        throw TaskFailure(.document, "`\(path)` runs `\(spec.componentName)`, which is not there")
      }
      let inputs = try resolveInputs(node, spec, component)
      if let condition = spec.triggerPolicy.condition {
        guard try holds(condition, inputs.parameters, path) else {
          record(.taskSkipped(path, reason: "its condition does not hold"))
          return endNode(node, .skipped)
        }
      }
      nodes[node].state = .running
      nodes[node].inputs = inputs
      guard let iterator = spec.iterator else {
        return runUnit(node, iteration: nil, inputs: inputs)
      }
      let items = try items(of: iterator, inputs, path)
      startLoop(node, iterator, items, limit: spec.parallelismLimit)
    } catch {
      var failure = error
      failure.place = call(node).map { TaskFailure.Place(file: $0.file, line: $0.line) }
      record(.taskFailed(path, failure: failure))
      endNode(node, .failed, PortValues(), failure)
    }
  }

  /// Why a task cannot run: the first upstream task that did not succeed.
  func blocker(of node: Int) -> String? {
    let instance = nodes[node].instance
    if instances[instance].parent == nil, stages.forbids(nodes[node].number) {
      return "an earlier cell failed"
    }
    for number in plan(known: instance).upstream[nodes[node].number] {
      let upstream = nodes[instances[instance].firstNode + number]
      switch upstream.state {
      case .failed: return "`\(upstream.path)` failed"
      case .skipped: return "`\(upstream.path)` was skipped"
      case .cancelled: return "`\(upstream.path)` was cancelled"
      case .waiting, .ready, .running, .succeeded: continue
      }
    }
    return nil
  }

  /// Whether a task is the exit task of an exit handler, and so also runs after a cancellation.
  private func isExitTask(_ spec: TaskSpec) -> Bool {
    guard spec.triggerPolicy.strategy == .allUpstreamTasksCompleted else { return false }
    return spec.dependentTasks.contains { $0.utf8.starts(with: "exit-handler-".utf8) }
  }

  private mutating func startLoop(
    _ node: Int, _ iterator: TaskSpec.Iterator, _ items: Loop.Items, limit: Int?
  ) {
    let count =
      switch items {
      case .values(let values): values.count
      case .artifacts(let artifacts): artifacts.count
      }
    nodes[node].loop = Loop(
      items: items, itemInput: iterator.itemInput, limit: max(1, limit ?? .max),
      results: Array(repeating: nil, count: count))
    record(.groupStarted(nodes[node].path, iterations: count))
    startIterations(node)
  }

  /// Runs the component of a node once: as an instance or as a launch.
  mutating func runUnit(_ node: Int, iteration: Int?, inputs: PortValues) {
    let spec = task(node)
    let path = iteration.map { nodes[node].path.iteration($0) } ?? nodes[node].path
    guard let component = component(spec.componentName) else { return }
    switch component.implementation {
    case .dag:
      record(.groupStarted(path, iterations: nil))
      begin(
        component: spec.componentName, path: path, inputs: inputs, parent: (node, iteration),
        depth: instances[nodes[node].instance].depth + 1, isCleanup: nodes[node].isCleanup)
    case .executor(let label):
      record(
        .taskReady(path, component: spec.componentName, executor: label, inputs: inputs))
      launch(Launch(node: node, iteration: iteration, path: path, attempt: 1), inputs, after: 0)
    case .none:
      let failure = TaskFailure(.document, "`\(path)` has neither tasks nor an executor")
      record(.taskFailed(path, failure: failure))
      queue.append(.failed(node: node, iteration: iteration, failure))
    }
  }

  /// Launches the next attempt.
  mutating func relaunch(_ launch: Launch, after pause: Double) {
    var inputs = nodes[launch.node].inputs
    if let iteration = launch.iteration, let loop = nodes[launch.node].loop {
      switch loop.items {
      case .values(let values): inputs.parameters[loop.itemInput] = values[iteration]
      case .artifacts(let artifacts): inputs.artifacts[loop.itemInput] = [artifacts[iteration]]
      }
    }
    self.launch(
      Launch(
        node: launch.node, iteration: launch.iteration, path: launch.path,
        attempt: launch.attempt + 1), inputs, after: pause)
  }

  private mutating func launch(_ launch: Launch, _ inputs: PortValues, after pause: Double) {
    let spec = task(launch.node)
    guard let component = component(spec.componentName),
      case .executor(let label) = component.implementation,
      let executor = document.pipeline.executors[label]
    else {
      let failure = TaskFailure(.document, "`\(launch.path)` names an executor that is not there")
      record(.taskFailed(launch.path, failure: failure))
      return queue.append(
        .failed(node: launch.node, iteration: launch.iteration, failure))
    }
    let id = LaunchID(index: launches.count)
    launches.append(launch)
    let resolved = ResolvedTask(
      path: launch.path, name: taskName(launch.node), componentName: spec.componentName,
      component: component, executorLabel: label, executor: executor,
      platform: settings(of: label, for: launch.node), inputs: inputs, caching: spec.cachingOptions,
      attempt: launch.attempt, names: names, isCleanup: nodes[launch.node].isCleanup,
      call: call(launch.node))
    actions.append(.launch(id, resolved, after: pause))
    if launch.attempt == 1, launch.iteration == nil { announceDependents(of: launch.node) }
  }
}
