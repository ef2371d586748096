public import KFPSource

/// Judges which flows of a finished graph are legal, and reports those that are not.
///
/// The rules, one file each, look at the graph through `Flow`; none depends on what another found.
public func checkTopology(_ graph: Graph, reporting bag: inout DiagnosticBag) {
  let flow = Flow(Wiring(Outline(graph)))
  checkTasks(flow, &bag)
  checkGroups(flow, &bag)
  checkNames(flow, &bag)
  checkConditions(flow, &bag)
  checkLoops(flow, &bag)
  checkValues(flow, &bag)
  checkOrder(flow, &bag)
  checkOneOfs(flow, &bag)
  checkExitHandlers(flow, &bag)
  checkFinalStatus(flow, &bag)
  checkReturnedOutputs(flow, &bag)
  checkWorkspace(flow, &bag)
  checkConstants(flow, &bag)
  checkResources(flow, &bag)
  checkResourceOrder(flow, &bag)
  checkRetries(flow, &bag)
  checkSettings(flow, &bag)
  checkClusterRefusals(flow, &bag)
  checkCycles(flow, &bag)
}
