public import KFPRecord
public import KFPSpec

/// A document as a picture: a standalone SVG file that follows the reader's light or dark setting.
/// With a record it shows the run: states in shape and colour, durations, the critical path.
public func graphSVG(of document: PipelineDocument, record: RunRecord? = nil) -> String {
  let plain = PipelineGraph(of: document)
  let graph = plain.stacked()
  let picture = GraphPicture(
    graph: graph, plain: plain, layout: GraphLayout(of: graph, folding: .stacks),
    states: record.map { DrawnStates($0, plain) })
  var markup = Markup()
  let width = max(picture.layout.size.width, 60)
  let height = max(picture.layout.size.height, 40)
  let head: [Markup.Attribute] = [
    .init("xmlns", "http://www.w3.org/2000/svg"), .init("width", width), .init("height", height),
    .init("viewBox", "0 0 \(coordinate(width)) \(coordinate(height))"), .init("role", "img"),
  ]
  markup.element("svg", head) { markup in
    markup.element("title", text: document.pipeline.info.name)
    markup.element("style") { $0.putTrusted(pictureStyle) }
    markup.single(
      "rect", [.init("class", "paper"), .init("width", "100%"), .init("height", "100%")])
    picture.draw(&markup)
  }
  markup.breakLine()
  return markup.text
}

private let pictureStyle = """
  svg{font:13px system-ui,sans-serif;--ink:#1c2430;--paper:#fff;--line:#6b7788;--box:#f4f7fb;\
  --group:rgba(70,100,150,.06);--edge:#5a6b82;--accent:#0b62b8;--on:#fff;--good:#00795a;\
  --reused:#1f78b4;--bad:#c2410c;--busy:#7a4fd0;--skip:#8a6d00;--stop:#a3376f}
  @media(prefers-color-scheme:dark){svg{--ink:#e6ebf2;--paper:#12161c;--line:#738195;\
  --box:#1d2531;--group:rgba(140,170,220,.08);--edge:#93a3b8;--accent:#6db3f2;--on:#10151b;\
  --good:#35c49a;--reused:#6cb8ee;--bad:#ff8a57;--busy:#b79bff;--skip:#dcb94a;--stop:#ec8fbf}}
  .paper{fill:var(--paper)}text{fill:var(--ink)}.small{font-size:11px;fill:var(--line)}
  .task rect{fill:var(--box);stroke:var(--line)}.group rect{fill:var(--group);stroke:var(--line)}
  .loop rect{stroke-dasharray:7 3}.branch rect,.branches rect{stroke-dasharray:2 3}
  .edge{fill:none;stroke:var(--edge);stroke-width:1.4}.order{stroke-dasharray:4 4}
  .artifact{stroke-width:2.2}.tip{fill:var(--edge);stroke:none}.mark{fill:var(--accent)}
  .s-succeeded{--s:var(--good)}.s-cached{--s:var(--reused)}.s-failed{--s:var(--bad)}
  .s-running{--s:var(--busy)}.s-skipped{--s:var(--skip)}.s-cancelled{--s:var(--stop)}
  .s-ready,.s-waiting,.s-absent{--s:var(--line)}.shape{fill:var(--s)}
  .s-ready .shape,.s-waiting .shape,.s-absent .shape,.s-skipped .shape{fill:none;stroke:var(--s);\
  stroke-width:1.6}.sign{fill:none;stroke:var(--on);stroke-width:1.8;stroke-linecap:round}
  .s-ready .sign,.s-waiting .sign,.s-skipped .sign{stroke:var(--s)}
  .task.s-failed rect{stroke:var(--bad);stroke-width:2}.critical{fill:none;stroke:var(--accent);\
  stroke-width:3;stroke-linecap:round}
  """

/// Draws boxes, groups and edges.
private struct GraphPicture {
  let graph: PipelineGraph
  /// The graph without stacks.
  let plain: PipelineGraph
  let layout: GraphLayout
  let states: DrawnStates?

  func draw(_ markup: inout Markup) {
    let isOpen = { (number: Int) in layout.layerings[number] != nil }
    for (number, node) in graph.nodes.enumerated() where isOpen(number) {
      if let box = layout.boxes[number] { drawGroup(node, box, &markup) }
    }
    for route in layout.routes { draw(route, &markup) }
    for (number, node) in graph.nodes.enumerated() where !isOpen(number) {
      if let box = layout.boxes[number] { drawTask(node, box, &markup) }
    }
  }

  /// The places of the document that a box stands for.
  private func places(of node: PipelineGraph.Node) -> [String] {
    node.kind == .stack ? node.members.map { plain.nodes[$0].path } : [node.path]
  }

  private func kindAndState(_ word: String, _ node: PipelineGraph.Node) -> String {
    guard let states else { return "\(word) \(node.kind.rawValue)" }
    let mark = StateMark(of: states.tasks(at: places(of: node)))
    return "\(word) \(node.kind.rawValue) s-\(mark.rawValue)"
  }

  private func drawTask(
    _ node: PipelineGraph.Node, _ box: GraphLayout.Box, _ markup: inout Markup
  ) {
    markup.element("g", [.init("class", kindAndState("task", node))]) { markup in
      markup.element("title", text: node.path)
      if node.kind == .stack {
        let behind = GraphLayout.Box(
          origin: Point(x: box.origin.x + 4, y: box.origin.y + 4), size: box.size)
        drawFrame(behind, radius: 8, &markup)
      }
      drawFrame(box, radius: 8, &markup)
      let middle = box.origin.y + box.size.height / 2
      let places = places(of: node)
      guard let states else {
        drawKind(node.kind, x: box.origin.x + 14, y: middle, &markup)
        return drawTitle(node.title, remark: nil, box, &markup)
      }
      let tasks = states.tasks(at: places)
      if states.isCritical(places) {
        let line = "M\(coordinate(box.origin.x + 1)) \(coordinate(box.origin.y + 9))"
        markup.single(
          "path",
          [.init("class", "critical"), .init("d", line + "v\(coordinate(box.size.height - 18))")])
      }
      drawMark(StateMark(of: tasks), x: box.origin.x + 11, y: middle - 8, &markup)
      drawTitle(node.title, remark: states.remark(on: tasks), box, &markup)
    }
  }

  private func drawTitle(
    _ title: String, remark: String?, _ box: GraphLayout.Box, _ markup: inout Markup
  ) {
    let x = box.origin.x + 36
    let y = box.origin.y + box.size.height / 2
    let place: [Markup.Attribute] = [.init("x", x), .init("y", y + (remark == nil ? 4.5 : -2))]
    markup.element("text", place, text: cut(title, to: 29))
    guard let remark else { return }
    let below: [Markup.Attribute] = [
      .init("class", "small"), .init("x", x), .init("y", y + 13),
    ]
    markup.element("text", below, text: remark)
  }

  private func drawKind(
    _ kind: PipelineGraph.Kind, x: Double, y: Double, _ markup: inout Markup
  ) {
    let mark: String =
      switch kind {
      case .importer: "M\(coordinate(x)) \(coordinate(y - 6))h9l4 4v8h-13z"
      case .loop, .stack: "M\(coordinate(x)) \(coordinate(y - 5))h12v3h-12zm0 7h12v3h-12z"
      default: "M\(coordinate(x + 6)) \(coordinate(y - 6))l6 6l-6 6l-6-6z"
      }
    markup.single("path", [.init("class", "mark"), .init("d", mark)])
  }

  private func drawMark(_ mark: StateMark, x: Double, y: Double, _ markup: inout Markup) {
    let place = Markup.Attribute("transform", "translate(\(coordinate(x)) \(coordinate(y)))")
    markup.element("g", [place]) { markup in
      markup.element("title", text: mark.words)
      markup.single("path", [.init("class", "shape"), .init("d", mark.outline)])
      guard !mark.sign.isEmpty else { return }
      markup.single("path", [.init("class", "sign"), .init("d", mark.sign)])
    }
  }

  private func drawGroup(
    _ node: PipelineGraph.Node, _ box: GraphLayout.Box, _ markup: inout Markup
  ) {
    markup.element("g", [.init("class", kindAndState("group", node))]) { markup in
      markup.element("title", text: node.path)
      drawFrame(box, radius: 12, &markup)
      var x = box.origin.x + 12
      if let states {
        drawMark(
          StateMark(of: states.tasks(at: [node.path])), x: x, y: box.origin.y + 9, &markup)
        x += 24
      }
      let room = Int((box.size.width - 24) / 7.2) - (states == nil ? 0 : 3)
      let title = cut(node.title, to: room)
      let facts = states.map { $0.remark(on: $0.tasks(at: [node.path])) }
      let words = [facts, node.remark].compactMap { $0 }.joined(separator: " · ")
      let remark = cut(words, to: room - displayWidth(of: title) - 2)
      let attributes: [Markup.Attribute] = [.init("x", x), .init("y", box.origin.y + 22)]
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

  private func draw(_ route: GraphLayout.Route, _ markup: inout Markup) {
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
