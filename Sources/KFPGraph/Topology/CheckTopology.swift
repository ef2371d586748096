public import KFPSource

/// Judges which flows of a finished graph are legal, and reports those that are not.
///
/// The rules, one file each, look at the graph through `GraphFlow`; none depends on what another found.
public func checkTopology(_ flow: GraphFlow, reporting bag: inout DiagnosticBag) {
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
