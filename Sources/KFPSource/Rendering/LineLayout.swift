/// One line of a text laid out in columns of a terminal: tabs expanded, wide characters counted
/// twice, control characters drawn.
///
/// Nothing is kept for each character: a document without line breaks can be one line of many
/// megabytes, so the line is gone through again for each question about it.
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

  private static let tabStop = 4
  private static let ellipsis = "..."

  private let line: String
  private let start: UInt32
  private let end: (offset: UInt32, column: Int)
  /// The columns that are drawn.
  private var window: Range<Int>

  init(line: Int, of source: SourceText) {
    self.line = source.lineText(line)
    start = source.lineStarts[line - 1]
    var end = (offset: start, column: 0)
    Self.visit(self.line, from: start) { cell in
      end = cell.end
      return true
    }
    self.end = end
    window = 0..<end.column
  }

  /// Goes through the characters of a line until `visit` has seen enough.
  private static func visit(_ line: String, from start: UInt32, _ visit: (Cell) -> Bool) {
    var place = (offset: start, column: 0)
    for scalar in line.unicodeScalars {
      let width =
        scalar == "\t"
        ? tabStop - place.column % tabStop : displayWidth(of: printable(scalar))
      let cell = Cell(offset: place.offset, column: place.column, width: width, scalar: scalar)
      guard visit(cell) else { return }
      place = cell.end
    }
  }

  /// The column behind the last character.
  var endColumn: Int { end.column }

  /// The column of the first character that is not a space.
  var firstInkedColumn: Int {
    var column = 0
    Self.visit(line, from: start) { cell in
      column = cell.isBlank ? 0 : cell.column
      return cell.isBlank
    }
    return column
  }

  /// The column of the character at a byte of the text; behind the line it is its end.
  func column(at offset: UInt32) -> Int {
    var column = end.column
    Self.visit(line, from: start) { cell in
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
    Self.visit(line, from: start) { cell in
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
