import KFPRecord
import KFPSpec
import OrderedCollections

/// Which tasks will run soon, as far as the document tells: a launcher may make something ready for them
/// while the last task that they wait for still runs.
extension RunState {
  /// How many tasks are announced when one begins or ends; more would only take its processor away.
  private static let mostAnnounced = 2

  /// Announces the tasks that wait for the work of this node only.
  mutating func announceDependents(of node: Int) {
    guard announcesTasks, !isCancelled else { return }
    let first = instances[nodes[node].instance].firstNode
    let dependents = plan(known: nodes[node].instance).dependents[nodes[node].number]
    for dependent in dependents.prefix(Self.mostAnnounced) { announce(first + dependent) }
  }

  /// Announces a task whose upstream tasks have ended but for one, which works already.
  mutating func announceIfNext(_ node: Int) {
    guard announcesTasks, !isCancelled, nodes[node].waits == 1 else { return }
    let instance = nodes[node].instance
    let upstream = plan(known: instance).upstream[nodes[node].number]
      .map { instances[instance].firstNode + $0 }
    guard let last = upstream.first(where: { !nodes[$0].state.isFinal }), isWorking(last) else {
      return
    }
    announce(node)
  }

  /// Whether a node is a task at work, or a loop in its last iteration.
  private func isWorking(_ node: Int) -> Bool {
    guard nodes[node].state == .running else { return false }
    if let loop = nodes[node].loop { return loop.isInLastIteration }
    guard case .executor? = component(task(node).componentName)?.implementation else {
      return false
    }
    return true
  }

  private mutating func announce(_ node: Int) {
    let spec = task(node)
    guard nodes[node].waits == 1, !nodes[node].isAnnounced, spec.iterator == nil,
      spec.triggerPolicy.condition == nil, !stages.holds(nodes[node].number),
      spec.triggerPolicy.strategy == .allUpstreamTasksCompleted || blocker(of: node) == nil,
      let component = component(spec.componentName), component.inputs.artifacts.isEmpty,
      case .executor(let label) = component.implementation,
      let executor = document.pipeline.executors[label]
    else { return }
    nodes[node].isAnnounced = true
    actions.append(
      .expect(
        ResolvedTask(
          path: nodes[node].path, name: taskName(node), componentName: spec.componentName,
          component: component, executorLabel: label, executor: executor,
          platform: settings(of: label, for: node), inputs: PortValues(),
          caching: spec.cachingOptions, attempt: 1, names: names)))
  }
}

extension RunState.Loop {
  /// Whether all iterations but one have ended.
  var isInLastIteration: Bool { running == 1 && next == results.count }
}
