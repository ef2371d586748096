/// A width and a height.
struct Size: Hashable, Sendable {
  var width: Double
  var height: Double
}

/// A point; `y` grows downwards.
struct Point: Hashable, Sendable {
  var x: Double
  var y: Double
}

/// Where the items of one DAG stand: each as near as possible to the middle of its neighbours, none
/// over another. `graph.js` holds the same rule for the page, where boxes change their size when
/// groups are folded.
struct Placement: Hashable, Sendable {
  /// The horizontal centre of each item.
  private(set) var centre: [Double]
  /// The upper and lower edge of each row.
  private(set) var rowTop: [Double] = []
  private(set) var rowBottom: [Double] = []
  /// The row of each item.
  private(set) var row: [Int]
  /// What all of it takes, from the origin.
  private(set) var size = Size(width: 0, height: 0)

  static let gap = 26.0
  static let bendGap = 12.0
  static let rowGap = 44.0
  /// The space between rows that no edges pass.
  static let fieldGap = 14.0

  /// Places the items of a layering; `sizes` are those of the nodes.
  init(_ layering: Layering, sizes: [Size]) {
    centre = Array(repeating: 0, count: layering.itemCount)
    row = Array(repeating: 0, count: layering.itemCount)
    let widths = (0..<layering.itemCount).map { $0 < sizes.count ? sizes[$0].width : 8 }
    let hasEdges = (0..<layering.itemCount).contains {
      !layering.lowerNeighbours(of: $0).isEmpty
    }
    let rowGap = hasEdges ? Self.rowGap : Self.fieldGap
    var y = 0.0
    for (number, items) in layering.rows.enumerated() {
      var height = 0.0
      for item in items {
        row[item] = number
        if item < sizes.count { height = max(height, sizes[item].height) }
      }
      rowTop.append(y)
      rowBottom.append(y + height)
      y += height + rowGap
    }
    for items in layering.rows { settle(items, Array(repeating: 0, count: items.count), widths) }
    for sweep in 0..<6 {
      let downwards = sweep.isMultiple(of: 2)
      for items in downwards ? layering.rows : layering.rows.reversed() {
        let wanted = items.map { item in
          let above = layering.upperNeighbours(of: item)
          let below = layering.lowerNeighbours(of: item)
          // The last sweep looks both ways; the earlier ones pull towards the rows just settled.
          let near = sweep == 5 ? above + below : downwards ? above : below
          let sum = near.reduce(0) { $0 + centre[$1] }
          return near.isEmpty ? centre[item] : sum / Double(near.count)
        }
        settle(items, wanted, widths)
      }
    }
    let left = centre.indices.map { centre[$0] - widths[$0] / 2 }.min() ?? 0
    for index in centre.indices { centre[index] -= left }
    size.width = centre.indices.map { centre[$0] + widths[$0] / 2 }.max() ?? 0
    size.height = max(0, y - rowGap)
  }

  /// Moves the items of a row to where they want to be, as far as their order and widths allow: the
  /// least squares answer, by pooling neighbours that would overlap.
  private mutating func settle(_ items: [Int], _ wanted: [Double], _ widths: [Double]) {
    var blocks: [(sum: Double, count: Int)] = []
    var offsets: [Double] = []
    var offset = 0.0
    for (index, item) in items.enumerated() {
      if index > 0 {
        let before = items[index - 1]
        let areNodes = widths[item] > 8 && widths[before] > 8
        offset +=
          (widths[item] + widths[before]) / 2 + (areNodes ? Self.gap : Self.bendGap)
      }
      offsets.append(offset)
      var block = (sum: wanted[index] - offset, count: 1)
      while let last = blocks.last,
        last.sum / Double(last.count) >= block.sum / Double(block.count)
      {
        block = (sum: block.sum + last.sum, count: block.count + last.count)
        blocks.removeLast()
      }
      blocks.append(block)
    }
    var index = 0
    for block in blocks {
      for _ in 0..<block.count {
        centre[items[index]] = block.sum / Double(block.count) + offsets[index]
        index += 1
      }
    }
  }
}
