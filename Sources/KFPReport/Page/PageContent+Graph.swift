import KFPSpec
import KFPTypes
import OrderedCollections

/// The tree of tasks, with the rows of each DAG and where each input comes from.
func graphContent(_ graph: PipelineGraph, _ spec: PipelineSpec) -> JSONValue {
  let trace = OriginTrace(graph: graph, spec: spec)
  let drawn = graph.stacked()
  return .object([
    "nodes": .array(drawn.nodes.map { nodeContent($0, trace) }),
    "top": levelContent(drawn.top),
    "cut": .bool(drawn.isCut),
    "spacing": .object([
      "gap": .double(Placement.gap), "bendGap": .double(Placement.bendGap),
      "rowGap": .double(Placement.rowGap), "fieldGap": .double(Placement.fieldGap),
      "header": .double(GraphLayout.header),
      "padding": .double(GraphLayout.padding),
    ]),
  ])
}

private func nodeContent(_ node: PipelineGraph.Node, _ trace: OriginTrace) -> JSONValue {
  let size = GraphLayout.leafSize(of: node)
  let task = node.task
  var members: JSONMembers = [
    "parent": .integer(node.parent ?? -1), "name": .string(node.name),
    "title": .string(node.title), "path": .string(node.path), "kind": .string(node.kind.rawValue),
    "component": .string(task.componentName), "width": .double(size.width.rounded()),
    "height": .double(size.height),
  ]
  if let level = node.level { members["level"] = levelContent(level) }
  if node.kind == .stack {
    members["members"] = .integer(node.members.count)
    return .object(members)
  }
  if let remark = node.remark { members["remark"] = .string(remark) }
  if node.isLoop { members["loop"] = .bool(true) }
  if let caching = task.cachingOptions { members["caches"] = .bool(caching.isEnabled) }
  if let count = task.retryPolicy?.maxRetryCount { members["retries"] = .integer(count) }
  if task.triggerPolicy.strategy == .allUpstreamTasksCompleted { members["always"] = .bool(true) }
  var origins: JSONMembers = [:]
  // In the drawing a stack may stand between a task and its group; values do not pass through it.
  let node = trace.node(at: node.path) ?? node
  for (name, source) in task.inputParameters {
    var origin = originContent(trace.origin(of: source, at: node))
    if let selector = source.expressionSelector { origin["part"] = .string(selector) }
    origins[name] = .object(origin)
  }
  for (name, source) in task.inputArtifacts {
    origins[name] = .object(originContent(trace.origin(of: source, at: node)))
  }
  if !origins.isEmpty { members["origins"] = .object(origins) }
  return .object(members)
}

private func originContent(_ origin: OriginTrace.Origin) -> JSONMembers {
  switch origin {
  case .outputs(let outputs):
    [
      "tasks": .array(
        outputs.map { .object(["path": .string($0.path), "key": .string($0.key)]) })
    ]
  case .argument(let name): ["argument": .string(name)]
  case .item(let loop): ["loop": .string(loop)]
  case .constant(let value): ["constant": value]
  case .status(let task): ["status": .string(task)]
  case .unknown(let name): ["input": .string(name)]
  }
}

/// The rows of one DAG. Items are numbers: nodes by their number in the tree, bends below zero.
private func levelContent(_ level: PipelineGraph.Level) -> JSONValue {
  let layering = GraphLayout.layering(of: level)
  let first = level.nodes.first ?? 0
  func item(_ item: Int) -> JSONValue {
    .integer(item < layering.nodeCount ? first + item : layering.nodeCount - item - 1)
  }
  let edges = level.edges.enumerated().map { number, edge in
    var members: JSONMembers = [
      "source": .integer(edge.source), "target": .integer(edge.target),
      "flow": .string(edge.flow.rawValue),
    ]
    if !edge.names.isEmpty { members["names"] = .array(edge.names.map { .string($0) }) }
    if !layering.bends[number].isEmpty {
      members["bends"] = .array(layering.bends[number].map(item))
    }
    return JSONValue.object(members)
  }
  return .object([
    "rows": .array(layering.rows.map { .array($0.map(item)) }), "edges": .array(edges),
  ])
}
