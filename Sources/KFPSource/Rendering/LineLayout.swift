/// One line of a text laid out in columns of a terminal: tabs expanded, wide characters counted
/// twice, control characters drawn.
///
/// A document without line breaks can be one line of many megabytes, with many complaints about it. So
/// only every few hundred characters a place is kept, and a question begins at the one before it.
struct LineLayout {
  private struct Cell {
    var offset: UInt32
    var column: Int
    var width: Int
    var scalar: Unicode.Scalar

    var end: (offset: UInt32, column: Int) {
      (offset + UInt32(UTF8.width(scalar)), column + width)
    }
    var isBlank: Bool { scalar == "\t" || scalar == " " }
    var glyph: String {
      scalar == "\t" ? String(repeating: " ", count: width) : String(printable(scalar))
    }
  }

  /// A place in the line from which characters are counted.
  private struct Milestone {
    var index: String.Index
    var offset: UInt32
    var column: Int
  }

  private static let tabStop = 4
  private static let charactersToMilestone = 256
  private static let ellipsis = "..."

  private let line: String
  private let milestones: [Milestone]
  private let end: (offset: UInt32, column: Int)
  /// The columns that are drawn.
  private var window: Range<Int>

  init(line: Int, of source: SourceText) {
    let text = source.lineText(line)
    let start = Milestone(
      index: text.startIndex, offset: source.lineStarts[line - 1], column: 0)
    var end = (offset: start.offset, column: 0)
    var milestones = [start]
    var count = 0
    Self.visit(text, from: start) { cell, index in
      if count > 0, count % Self.charactersToMilestone == 0 {
        milestones.append(Milestone(index: index, offset: cell.offset, column: cell.column))
      }
      count += 1
      end = cell.end
      return true
    }
    self.line = text
    self.milestones = milestones
    self.end = end
    window = 0..<end.column
  }

  /// Goes through the characters of a line until `visit` has seen enough.
  private static func visit(
    _ line: String, from start: Milestone, _ visit: (Cell, String.Index) -> Bool
  ) {
    var place = (offset: start.offset, column: start.column)
    let scalars = line.unicodeScalars
    for index in scalars.indices[start.index...] {
      let scalar = scalars[index]
      let width =
        scalar == "\t"
        ? tabStop - place.column % tabStop : displayWidth(of: printable(scalar))
      let cell = Cell(offset: place.offset, column: place.column, width: width, scalar: scalar)
      guard visit(cell, index) else { return }
      place = cell.end
    }
  }

  /// The last milestone that stands before something, or the beginning of the line.
  private func milestone(before isReached: (Milestone) -> Bool) -> Milestone {
    var low = 1
    var high = milestones.count
    while low < high {
      let middle = (low + high) / 2
      if isReached(milestones[middle]) { high = middle } else { low = middle + 1 }
    }
    return milestones[low - 1]
  }

  /// The column behind the last character.
  var endColumn: Int { end.column }

  /// The column of the first character that is not a space.
  var firstInkedColumn: Int {
    var column = 0
    Self.visit(line, from: milestones[0]) { cell, _ in
      column = cell.isBlank ? 0 : cell.column
      return cell.isBlank
    }
    return column
  }

  /// The column of the character at a byte of the text; behind the line it is its end.
  func column(at offset: UInt32) -> Int {
    var column = end.column
    Self.visit(line, from: milestone { $0.offset > offset }) { cell, _ in
      if cell.offset >= offset { column = cell.column }
      return cell.offset < offset
    }
    return column
  }

  /// Draws only `width` columns, so that `marked` is among them as far as it fits.
  mutating func trim(to width: Int, around marked: Range<Int>) {
    let mark = Self.ellipsis.count
    guard width > 4 * mark, end.column > width else { return }
    if marked.upperBound <= width - mark {
      window = 0..<(width - mark)
      return
    }
    let room = width - 2 * mark
    let context = max(0, (room - marked.count) / 2)
    var start = max(0, marked.lowerBound - context)
    if end.column - start <= room + mark { start = max(0, end.column - room - mark) }
    let stop = min(end.column, start + room + (start + room + mark >= end.column ? mark : 0))
    window = start..<max(start, stop)
  }

  /// Where a column of the line is drawn; columns that are trimmed away come to the border.
  func drawnColumn(_ column: Int) -> Int {
    let clamped = min(max(column, window.lowerBound), window.upperBound)
    // A mark behind the end of the line has to stay behind it.
    let beyond = window.upperBound == end.column ? max(0, column - end.column) : 0
    return clamped - window.lowerBound + beyond
      + (window.lowerBound > 0 ? Self.ellipsis.count : 0)
  }

  /// The line as it is drawn.
  var text: String {
    var text = window.lowerBound > 0 ? Self.ellipsis : ""
    // A wide character that is cut by the border leaves a space.
    var column = window.lowerBound
    Self.visit(line, from: milestone { $0.column > column }) { cell, _ in
      guard cell.column >= window.lowerBound, cell.end.column <= window.upperBound else {
        return cell.column < window.upperBound
      }
      if cell.column > column { text += String(repeating: " ", count: cell.column - column) }
      text += cell.glyph
      column = cell.end.column
      return true
    }
    return window.upperBound < end.column ? text + Self.ellipsis : text
  }
}

/// Remembers the line that was laid out last. Complaints come in reading order, and a line with many of
/// them may be long.
final class RecentLayout {
  private var latest: (source: SourceID, line: Int, layout: LineLayout)?

  /// The layout of a line (from 1) of a text.
  func layout(ofLine line: Int, in source: SourceText) -> LineLayout {
    if let latest, latest.source == source.id, latest.line == line { return latest.layout }
    let layout = LineLayout(line: line, of: source)
    latest = (source.id, line, layout)
    return layout
  }
}
