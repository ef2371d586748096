import KFPSpec

/// Where every node and edge of a pipeline stands: each DAG is laid out by itself, innermost first,
/// and then is a box in the DAG around it.
struct GraphLayout: Hashable, Sendable {
  /// The box of a node, in the coordinates of the drawing.
  struct Box: Hashable, Sendable {
    var origin: Point
    var size: Size
    var bottom: Double { origin.y + size.height }
    var right: Double { origin.x + size.width }
  }

  /// The way of an edge: from the lower edge of one box to the upper edge of another.
  struct Route: Hashable, Sendable {
    var edge: PipelineGraph.Edge
    var points: [Point]
  }

  /// The rows of each DAG that is drawn, by its node; nil is the pipeline itself.
  private(set) var layerings: [Int?: Layering] = [:]
  /// The boxes, by node; nodes inside folded groups have none.
  private(set) var boxes: [Box?]
  /// The ways of all edges.
  private(set) var routes: [Route] = []
  /// What the drawing takes.
  private(set) var size = Size(width: 0, height: 0)

  static let header = 34.0
  static let padding = 16.0

  /// Which groups are drawn closed.
  enum Folding: Hashable, Sendable {
    case none
    /// Groups deeper than this, from 0.
    case deeperThan(Int)
    /// Stacks of tasks that are alike.
    case stacks
  }

  /// Lays out a graph.
  init(of graph: PipelineGraph, folding: Folding = .none) {
    boxes = Array(repeating: nil, count: graph.nodes.count)
    var sizes = graph.nodes.map { Self.leafSize(of: $0) }
    var placements: [Int?: Placement] = [:]
    // Children stand behind their parents, so backwards is innermost first.
    let groups: [Int?] = graph.nodes.indices.reversed().map { $0 } + [nil]
    for group in groups {
      guard let level = graph.level(of: group), !Self.isFolded(group, graph, folding) else {
        continue
      }
      let layering = Self.layering(of: level)
      let placement = Placement(layering, sizes: level.nodes.map { sizes[$0] })
      layerings[group] = layering
      placements[group] = placement
      guard let group else { continue }
      sizes[group] = Size(
        width: max(
          Self.headerWidth(of: graph.nodes[group]), placement.size.width + 2 * Self.padding),
        height: placement.size.height + Self.header + 2 * Self.padding)
    }
    if let placement = placements[nil] {
      size = Size(
        width: placement.size.width + 2 * Self.padding,
        height: placement.size.height + 2 * Self.padding)
    }
    place(graph, sizes, placements)
  }

  /// The rows of one DAG, with its nodes numbered from 0 in their order.
  static func layering(of level: PipelineGraph.Level) -> Layering {
    let first = level.nodes.first ?? 0
    return Layering(
      count: level.nodes.count,
      edges: level.edges.map { (source: $0.source - first, target: $0.target - first) })
  }

  /// The size of a task, or of a closed group.
  static func leafSize(of node: PipelineGraph.Node) -> Size {
    let width = Double(min(30, displayWidth(of: node.title))) * 7.6 + 58
    return Size(width: min(290, max(132, width)), height: node.level == nil ? 42 : 48)
  }

  /// The width that the header of an open group wants: its title and some of its remark.
  private static func headerWidth(of node: PipelineGraph.Node) -> Double {
    let remark = min(26, displayWidth(of: node.remark ?? ""))
    return Double(min(24, displayWidth(of: node.title)) + remark) * 7.4 + 44
  }

  private static func isFolded(
    _ group: Int?, _ graph: PipelineGraph, _ folding: Folding
  ) -> Bool {
    guard let group else { return false }
    switch folding {
    case .none: return false
    case .deeperThan(let depth): return graph.nodes[group].depth > depth
    case .stacks: return graph.nodes[group].kind == .stack
    }
  }

  private mutating func place(
    _ graph: PipelineGraph, _ sizes: [Size], _ placements: [Int?: Placement]
  ) {
    let groups: [Int?] = [nil] + graph.nodes.indices.map { $0 }
    for group in groups {
      guard let level = graph.level(of: group), let placement = placements[group],
        let layering = layerings[group]
      else { continue }
      var origin = Point(x: Self.padding, y: Self.padding)
      if let group {
        guard let box = boxes[group] else { continue }
        let spare = box.size.width - placement.size.width
        origin = Point(
          x: box.origin.x + spare / 2, y: box.origin.y + Self.header + Self.padding)
      }
      for (item, node) in level.nodes.enumerated() {
        boxes[node] = Box(
          origin: Point(
            x: origin.x + placement.centre[item] - sizes[node].width / 2,
            y: origin.y + placement.rowTop[placement.row[item]]),
          size: sizes[node])
      }
      let first = level.nodes.first ?? 0
      for (number, edge) in level.edges.enumerated() {
        guard let source = boxes[edge.source], let target = boxes[edge.target] else { continue }
        let row = placement.row[edge.source - first]
        routes.append(
          Self.route(
            edge, from: (source, row), to: target, by: layering.bends[number], placement, origin))
      }
    }
  }

  private static func route(
    _ edge: PipelineGraph.Edge, from source: (box: Box, row: Int), to target: Box,
    by bends: [Int], _ placement: Placement, _ origin: Point
  ) -> Route {
    let start = source.box.origin.x + source.box.size.width / 2
    var points = [Point(x: start, y: source.box.bottom)]
    let rowBottom = origin.y + placement.rowBottom[source.row]
    if rowBottom > source.box.bottom + 0.5 {
      // A box may be shorter than its row; the way goes straight down to the row's end first.
      points.append(Point(x: start, y: rowBottom))
    }
    for bend in bends {
      let x = origin.x + placement.centre[bend]
      let row = placement.row[bend]
      points.append(Point(x: x, y: origin.y + placement.rowTop[row]))
      points.append(Point(x: x, y: origin.y + placement.rowBottom[row]))
    }
    points.append(Point(x: target.origin.x + target.size.width / 2, y: target.origin.y))
    return Route(edge: edge, points: points)
  }
}
