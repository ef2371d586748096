public import KFPSpec

/// A document in the language of Mermaid; groups are subgraphs.
public func graphMermaid(of document: PipelineDocument) -> String {
  let graph = PipelineGraph(of: document)
  var text = "flowchart TD\n"
  write(graph.top.nodes, of: graph, to: &text)
  for number in [nil] + graph.nodes.indices.map({ $0 as Int? }) {
    for edge in graph.level(of: number)?.edges ?? [] {
      let arrow: String =
        switch edge.flow {
        case .artifact: "==>"
        case .parameter: "-->"
        case .order: "-.->"
        }
      text += "  n\(edge.source) \(arrow) n\(edge.target)\n"
    }
  }
  return text
}

/// Writes nodes inside subgraphs; the depth of a graph is bounded.
private func write(_ nodes: [Int], of graph: PipelineGraph, to text: inout String) {
  for number in nodes {
    let node = graph.nodes[number]
    let indent = String(repeating: "  ", count: node.depth + 1)
    let remark = node.remark.map { " (\(cut($0, to: 60)))" } ?? ""
    guard let level = node.level else {
      let (open, close) = node.kind == .importer ? ("[/", "/]") : ("[", "]")
      text += "\(indent)n\(number)\(open)\(quoted(node.title + remark))\(close)\n"
      continue
    }
    text += "\(indent)subgraph n\(number) [\(quoted(node.title + remark))]\n"
    write(level.nodes, of: graph, to: &text)
    text += "\(indent)end\n"
  }
}

/// A label in which nothing means anything: Mermaid reads `#35;` and the like as characters.
private func quoted(_ text: String) -> String {
  var result = "\""
  for scalar in printable(text).unicodeScalars {
    switch scalar.value {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x20, 0x2D, 0x2E, 0x5F, 0x28, 0x29, 0x2C,
      0x80...:
      result.unicodeScalars.append(scalar)
    default: result += "#\(scalar.value);"
    }
  }
  return result + "\""
}
