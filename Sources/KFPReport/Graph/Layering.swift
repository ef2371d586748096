/// The tasks of one DAG in rows: each edge goes from a row to a later one, and the order inside the
/// rows keeps crossings few.
///
/// This is the first half of Sugiyama's method: the longest path gives the row, edges over several
/// rows get a bend in each row between, and sweeps over the rows sort each by the middle of its
/// neighbours. Items are numbered: first the nodes, then the bends. Edges of a cycle (which only a
/// broken document has) may go backwards. The second half, where items stand, is `Placement`.
struct Layering: Hashable, Sendable {
  /// The items of each row, from left to right.
  private(set) var rows: [[Int]] = []
  /// The bends of each edge, from its source to its target.
  private(set) var bends: [[Int]]
  /// The number of nodes; greater items are bends.
  let nodeCount: Int
  /// The number of nodes and bends.
  private(set) var itemCount: Int

  private var upper: [[Int]]
  private var lower: [[Int]]

  /// Puts `count` nodes into rows; edges name their source and target.
  init(count: Int, edges: [(source: Int, target: Int)]) {
    nodeCount = count
    itemCount = count
    bends = Array(repeating: [], count: edges.count)
    upper = Array(repeating: [], count: count)
    lower = Array(repeating: [], count: count)
    let rank = Self.ranks(count, edges)
    // What has no edges is a field of boxes; they are about three times as wide as high.
    let width = edges.isEmpty ? max(4, Self.root(count * 2 / 3)) : max(6, Self.root(count * 2))
    var rowOf = Self.split(rank, width: width)
    rows = Array(repeating: [], count: (rowOf.max() ?? -1) + 1)
    for node in 0..<count { rows[rowOf[node]].append(node) }
    let isSplit = rows.count > (rank.max() ?? -1) + 1
    for (number, edge) in edges.enumerated() where rowOf[edge.source] < rowOf[edge.target] {
      var previous = edge.source
      // Rows that were split would give a bend for every row and edge; there, edges pass behind.
      let inner = isSplit ? 0..<0 : rowOf[edge.source] + 1..<rowOf[edge.target]
      for row in inner {
        let bend = itemCount
        itemCount += 1
        upper.append([])
        lower.append([])
        rowOf.append(row)
        rows[row].append(bend)
        bends[number].append(bend)
        connect(previous, bend)
        previous = bend
      }
      connect(previous, edge.target)
    }
    sortRows(rowOf)
  }

  /// The items of earlier rows that an item is connected to.
  func upperNeighbours(of item: Int) -> [Int] { upper[item] }
  /// The items of later rows that an item is connected to.
  func lowerNeighbours(of item: Int) -> [Int] { lower[item] }

  private mutating func connect(_ above: Int, _ below: Int) {
    lower[above].append(below)
    upper[below].append(above)
  }

  /// The row of each node: behind all it depends on. Nodes of cycles come last.
  private static func ranks(_ count: Int, _ edges: [(source: Int, target: Int)]) -> [Int] {
    var targets: [[Int]] = Array(repeating: [], count: count)
    var waiting = Array(repeating: 0, count: count)
    for edge in edges {
      targets[edge.source].append(edge.target)
      waiting[edge.target] += 1
    }
    var rank = Array(repeating: 0, count: count)
    var queue = (0..<count).filter { waiting[$0] == 0 }
    var next = 0
    while next < queue.count {
      let node = queue[next]
      next += 1
      for target in targets[node] {
        rank[target] = max(rank[target], rank[node] + 1)
        waiting[target] -= 1
        if waiting[target] == 0 { queue.append(target) }
      }
    }
    return rank
  }

  /// Rows wider than `width` become several, so that a thousand tasks side by side can be seen.
  private static func split(_ rank: [Int], width: Int) -> [Int] {
    var sizes = Array(repeating: 0, count: (rank.max() ?? -1) + 1)
    for row in rank { sizes[row] += 1 }
    var first = 0
    var starts: [Int] = []
    for size in sizes {
      starts.append(first)
      first += max(1, (size + width - 1) / width)
    }
    var used = Array(repeating: 0, count: sizes.count)
    return rank.map { row in
      defer { used[row] += 1 }
      return starts[row] + used[row] / width
    }
  }

  private static func root(_ number: Int) -> Int {
    var root = 0
    while root * root < number { root += 1 }
    return root
  }

  private mutating func sortRows(_ rowOf: [Int]) {
    guard rows.count > 1 else { return }
    var best = rows
    var fewest = crossings()
    let sweeps = itemCount > 4000 ? 2 : 8
    for sweep in 0..<sweeps where fewest > 0 {
      let downwards = sweep.isMultiple(of: 2)
      let order = downwards ? Array(rows.indices.dropFirst()) : rows.indices.dropLast().reversed()
      for row in order { sortRow(row, by: downwards ? upper : lower) }
      let count = crossings()
      if count < fewest {
        fewest = count
        best = rows
      }
    }
    rows = best
  }

  private mutating func sortRow(_ row: Int, by neighbours: [[Int]]) {
    let position = positions()
    let keys = rows[row].enumerated().map { index, item in
      let others = neighbours[item]
      let sum = others.reduce(0) { $0 + position[$1] }
      let middle = others.isEmpty ? position[item] : sum / Double(others.count)
      return (middle: middle, index: index, item: item)
    }
    rows[row] = keys.sorted { ($0.middle, $0.index) < ($1.middle, $1.index) }.map(\.item)
  }

  /// Where each item stands in its row, from 0 to 1.
  private func positions() -> [Double] {
    var result = Array(repeating: 0.0, count: itemCount)
    for row in rows {
      for (index, item) in row.enumerated() {
        result[item] = (Double(index) + 0.5) / Double(row.count)
      }
    }
    return result
  }

  /// The number of pairs of edges that cross between neighbouring rows.
  func crossings() -> Int {
    var index = Array(repeating: 0, count: itemCount)
    for row in rows { for (position, item) in row.enumerated() { index[item] = position } }
    var total = 0
    for (above, below) in zip(rows, rows.dropFirst()) {
      let members = Set(below)
      let ends = above.flatMap { item in
        lower[item].filter(members.contains).map { index[$0] }.sorted()
      }
      total += Self.inversions(ends, below.count)
    }
    return total
  }

  /// Pairs that stand in the wrong order, counted with a tree of sums.
  private static func inversions(_ numbers: [Int], _ limit: Int) -> Int {
    var sums = Array(repeating: 0, count: limit + 1)
    var result = 0
    for (seen, number) in numbers.enumerated() {
      var notGreater = 0
      var at = number + 1
      while at > 0 {
        notGreater += sums[at]
        at &= at - 1
      }
      result += seen - notGreater
      at = number + 1
      while at <= limit {
        sums[at] += 1
        at += at & -at
      }
    }
    return result
  }
}
