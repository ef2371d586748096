public import KFPSpec
import KFPTypes
import OrderedCollections

/// A document as an indented tree: each task with what it takes and after what it runs.
public func graphText(of document: PipelineDocument, ink: Ink = Ink(isColourful: false)) -> String {
  let spec = document.pipeline
  let inputs = spec.root.inputs.parameters.map { name, parameter in
    let text = parameter.defaultValue.map {
      " = \(shortText(of: value($0, as: parameter.type), limit: 40))"
    }
    return "\(name): \(parameter.type.pythonName)\(text ?? "")"
  }
  var tree = GraphTree(graph: PipelineGraph(of: document), ink: ink)
  tree.text =
    "\(ink.strong(printable(spec.info.name)))(\(printable(inputs.joined(separator: ", "))))\n"
  tree.write(tree.graph.top, indent: "")
  return tree.text
}

/// Writes the tree; the depth of a graph is bounded.
private struct GraphTree {
  let graph: PipelineGraph
  let ink: Ink
  var text = ""

  mutating func write(_ level: PipelineGraph.Level, indent: String) {
    let sources = Dictionary(grouping: level.edges, by: \.target)
    let numbers = ordered(level, sources)
    for (index, number) in numbers.enumerated() {
      let node = graph.nodes[number]
      let isLast = index == numbers.count - 1
      text += "\(indent)\(ink.faint(isLast ? "└─ " : "├─ "))\(ink.name(printable(node.title)))"
      text += "\(ink.faint(printable(remarks(on: node, sources[number] ?? []))))\n"
      if let inner = node.level { write(inner, indent: indent + (isLast ? "   " : "│  ")) }
    }
  }

  /// The tasks so that each stands behind those it depends on, where that is possible.
  private func ordered(
    _ level: PipelineGraph.Level, _ sources: [Int: [PipelineGraph.Edge]]
  ) -> [Int] {
    var missing: [Int: Int] = [:]
    var dependents: [Int: [Int]] = [:]
    var places: [Int: Int] = [:]
    for (place, number) in level.nodes.enumerated() {
      let edges = sources[number] ?? []
      places[number] = place
      missing[number] = edges.count
      for edge in edges { dependents[edge.source, default: []].append(number) }
    }
    var result: [Int] = []
    var ready = level.nodes.filter { missing[$0] == 0 }
    while !ready.isEmpty {
      result += ready
      var next: [Int] = []
      for dependent in ready.flatMap({ dependents[$0] ?? [] }) {
        missing[dependent, default: 0] -= 1
        if missing[dependent] == 0 { next.append(dependent) }
      }
      ready = next.sorted { places[$0, default: 0] < places[$1, default: 0] }
    }
    // What waits for itself in a circle comes last.
    return result + level.nodes.filter { missing[$0] != 0 }
  }

  private func remarks(on node: PipelineGraph.Node, _ edges: [PipelineGraph.Edge]) -> String {
    var remarks: [String] = []
    if let remark = node.remark { remarks.append(remark) }
    if !edges.isEmpty {
      let titles = edges.map { graph.nodes[$0.source].title }
      remarks.append("after \(titles.joined(separator: ", "))")
    }
    return remarks.isEmpty ? "" : "  " + remarks.joined(separator: "; ")
  }
}
