public import KFPSpec

/// A document in the language of Graphviz; groups are clusters.
public func graphDOT(of document: PipelineDocument) -> String {
  let graph = PipelineGraph(of: document)
  var text = "digraph \(quoted(document.pipeline.info.name)) {\n"
  text += "  compound=true\n  node [shape=box style=rounded fontname=\"sans-serif\"]\n"
  text += "  graph [fontname=\"sans-serif\" style=rounded]\n"
  var writer = DOTWriter(graph: graph)
  writer.write(graph.top.nodes)
  return text + writer.text + writer.edges + "}\n"
}

/// Writes nodes inside clusters; the depth of a graph is bounded.
private struct DOTWriter {
  let graph: PipelineGraph
  var text = ""
  var edges = ""

  init(graph: PipelineGraph) {
    self.graph = graph
    for number in [nil] + graph.nodes.indices.map({ $0 as Int? }) {
      for edge in graph.level(of: number)?.edges ?? [] { write(edge) }
    }
  }

  mutating func write(_ nodes: [Int]) {
    for number in nodes {
      let node = graph.nodes[number]
      let indent = String(repeating: "  ", count: node.depth + 1)
      guard let level = node.level else {
        let shape = node.kind == .importer ? " shape=note" : ""
        text += "\(indent)n\(number) [label=\(quoted(label(node)))\(shape)]\n"
        continue
      }
      text += "\(indent)subgraph cluster_\(number) {\n"
      text += "\(indent)  label=\(quoted(label(node)))\n"
      // Edges of a group need a node to hold on to.
      text += "\(indent)  n\(number) [shape=point style=invis label=\"\"]\n"
      write(level.nodes)
      text += "\(indent)}\n"
    }
  }

  private func label(_ node: PipelineGraph.Node) -> String {
    node.title + (node.remark.map { "\n\(cut($0, to: 60))" } ?? "")
  }

  private mutating func write(_ edge: PipelineGraph.Edge) {
    var attributes: [String] = []
    if graph.nodes[edge.source].level != nil { attributes.append("ltail=cluster_\(edge.source)") }
    if graph.nodes[edge.target].level != nil { attributes.append("lhead=cluster_\(edge.target)") }
    if edge.flow == .order { attributes.append("style=dashed") }
    if !edge.names.isEmpty {
      attributes.append("tooltip=\(quoted(edge.names.joined(separator: ", ")))")
    }
    let list = attributes.isEmpty ? "" : " [\(attributes.joined(separator: " "))]"
    edges += "  n\(edge.source) -> n\(edge.target)\(list)\n"
  }
}

private func quoted(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case "\n": result += "\\n"
    default: result += printable(String(scalar))
    }
  }
  return result + "\""
}
