public import KFPSpec

/// A document as a picture: a standalone SVG file that follows the reader's light or dark setting.
public func graphSVG(of document: PipelineDocument) -> String {
  let graph = PipelineGraph(of: document)
  let layout = GraphLayout(of: graph)
  var markup = Markup()
  let width = max(layout.size.width, 60)
  let height = max(layout.size.height, 40)
  let head: [Markup.Attribute] = [
    .init("xmlns", "http://www.w3.org/2000/svg"), .init("width", width), .init("height", height),
    .init("viewBox", "0 0 \(coordinate(width)) \(coordinate(height))"), .init("role", "img"),
  ]
  markup.element("svg", head) { markup in
    markup.element("title", text: document.pipeline.info.name)
    markup.element("style") { $0.putTrusted(pictureStyle) }
    markup.single(
      "rect", [.init("class", "paper"), .init("width", "100%"), .init("height", "100%")])
    for (number, node) in graph.nodes.enumerated() where node.level != nil {
      if let box = layout.boxes[number] { drawGroup(node, box, &markup) }
    }
    for route in layout.routes { draw(route, in: graph, &markup) }
    for (number, node) in graph.nodes.enumerated() where node.level == nil {
      if let box = layout.boxes[number] { drawTask(node, box, &markup) }
    }
  }
  markup.breakLine()
  return markup.text
}

private let pictureStyle = """
  svg{font:13px system-ui,sans-serif;--ink:#1c2430;--paper:#fff;--line:#6b7788;--box:#f4f7fb;\
  --group:rgba(70,100,150,.06);--edge:#5a6b82;--accent:#0b62b8}
  @media(prefers-color-scheme:dark){svg{--ink:#e6ebf2;--paper:#12161c;--line:#738195;\
  --box:#1d2531;--group:rgba(140,170,220,.08);--edge:#93a3b8;--accent:#6db3f2}}
  .paper{fill:var(--paper)}text{fill:var(--ink)}.small{font-size:11px;fill:var(--line)}
  .task rect{fill:var(--box);stroke:var(--line)}.group rect{fill:var(--group);stroke:var(--line)}
  .loop rect{stroke-dasharray:7 3}.branch rect,.branches rect{stroke-dasharray:2 3}
  .edge{fill:none;stroke:var(--edge);stroke-width:1.4}.order{stroke-dasharray:4 4}
  .artifact{stroke-width:2.2}.tip{fill:var(--edge);stroke:none}.mark{fill:var(--accent)}
  """

private func drawTask(
  _ node: PipelineGraph.Node, _ box: GraphLayout.Box, _ markup: inout Markup
) {
  markup.element("g", [.init("class", "task \(node.kind.rawValue)")]) { markup in
    markup.element("title", text: node.path)
    drawFrame(box, radius: 8, &markup)
    let x = box.origin.x + 14
    let y = box.origin.y + box.size.height / 2
    let mark: String =
      switch node.kind {
      case .importer: "M\(coordinate(x)) \(coordinate(y - 6))h9l4 4v8h-13z"
      case .loop: "M\(coordinate(x)) \(coordinate(y - 5))h12v3h-12zm0 7h12v3h-12z"
      default: "M\(coordinate(x + 6)) \(coordinate(y - 6))l6 6l-6 6l-6-6z"
      }
    markup.single("path", [.init("class", "mark"), .init("d", mark)])
    markup.element(
      "text", [.init("x", x + 22), .init("y", y + 4.5)], text: cut(node.title, to: 29))
  }
}

private func drawGroup(
  _ node: PipelineGraph.Node, _ box: GraphLayout.Box, _ markup: inout Markup
) {
  markup.element("g", [.init("class", "group \(node.kind.rawValue)")]) { markup in
    markup.element("title", text: node.path)
    drawFrame(box, radius: 12, &markup)
    let room = Int((box.size.width - 24) / 7.2)
    let title = cut(node.title, to: room)
    let remark = cut(node.remark ?? "", to: room - displayWidth(of: title) - 2)
    let attributes: [Markup.Attribute] = [
      .init("x", box.origin.x + 12), .init("y", box.origin.y + 22),
    ]
    markup.element("text", attributes) { markup in
      markup.put(title)
      guard !remark.isEmpty else { return }
      markup.element("tspan", [.init("class", "small"), .init("dx", 8)], text: remark)
    }
  }
}

private func drawFrame(_ box: GraphLayout.Box, radius: Double, _ markup: inout Markup) {
  markup.single(
    "rect",
    [
      .init("x", box.origin.x), .init("y", box.origin.y), .init("width", box.size.width),
      .init("height", box.size.height), .init("rx", radius),
    ])
}

private func draw(
  _ route: GraphLayout.Route, in graph: PipelineGraph, _ markup: inout Markup
) {
  guard let end = route.points.last else { return }
  markup.element("g") { markup in
    let names = route.edge.names.joined(separator: ", ")
    let source = graph.nodes[route.edge.source].title
    let target = graph.nodes[route.edge.target].title
    markup.element(
      "title", text: "\(source) → \(target)" + (names.isEmpty ? "" : ": \(names)"))
    markup.single(
      "path",
      [
        .init("class", "edge \(route.edge.flow.rawValue)"),
        .init("d", curve(through: route.points)),
      ])
    let tip = "M\(coordinate(end.x)) \(coordinate(end.y))l-4.5-8h9z"
    markup.single("path", [.init("class", "tip"), .init("d", tip)])
  }
}

/// A curve that leaves and meets every point straight down.
func curve(through points: [Point]) -> String {
  guard let first = points.first else { return "" }
  var text = "M\(coordinate(first.x)) \(coordinate(first.y))"
  var previous = first
  for point in points.dropFirst() {
    if abs(point.x - previous.x) < 0.5 {
      text += "L\(coordinate(point.x)) \(coordinate(point.y))"
    } else {
      let middle = (previous.y + point.y) / 2
      text += "C\(coordinate(previous.x)) \(coordinate(middle)) "
      text += "\(coordinate(point.x)) \(coordinate(middle)) "
      text += "\(coordinate(point.x)) \(coordinate(point.y))"
    }
    previous = point
  }
  return text
}
