/// One line of a text laid out in columns of a terminal: tabs expanded, wide characters counted
/// twice, control characters drawn.
struct LineLayout {
  private struct Cell {
    let offset: UInt32
    let column: Int
    let glyph: String
    let width: Int
    let isBlank: Bool
  }

  private static let tabStop = 4
  private static let ellipsis = "..."

  private let cells: [Cell]
  private let end: (offset: UInt32, column: Int)
  /// The columns that are drawn.
  private var window: Range<Int>

  init(line: Int, of source: SourceText) {
    var offset = source.lineStarts[line - 1]
    var column = 0
    var cells: [Cell] = []
    for scalar in source.lineText(line).unicodeScalars {
      let isTab = scalar == "\t"
      let width =
        isTab ? Self.tabStop - column % Self.tabStop : displayWidth(of: printable(scalar))
      let glyph = isTab ? String(repeating: " ", count: width) : String(printable(scalar))
      cells.append(
        Cell(
          offset: offset, column: column, glyph: glyph, width: width,
          isBlank: isTab || scalar == " "))
      offset += UInt32(UTF8.width(scalar))
      column += width
    }
    self.cells = cells
    end = (offset, column)
    window = 0..<column
  }

  /// The column behind the last character.
  var endColumn: Int { end.column }

  /// The column of the first character that is not a space.
  var firstInkedColumn: Int { cells.first { !$0.isBlank }?.column ?? 0 }

  /// The column of the character at a byte of the text; behind the line it is its end.
  func column(at offset: UInt32) -> Int {
    var low = 0
    var high = cells.count
    while low < high {
      let middle = (low + high) / 2
      if cells[middle].offset < offset { low = middle + 1 } else { high = middle }
    }
    return low < cells.count ? cells[low].column : end.column
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
    for cell in cells {
      guard cell.column >= window.lowerBound, cell.column + cell.width <= window.upperBound
      else { continue }
      if cell.column > column { text += String(repeating: " ", count: cell.column - column) }
      text += cell.glyph
      column = cell.column + cell.width
    }
    return window.upperBound < end.column ? text + Self.ellipsis : text
  }
}
