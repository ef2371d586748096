import CEditLine
import Glibc

/// Cells that are taller than the window.
///
/// libedit draws the last window-full of such a cell and nothing else, wherever the cursor is. So,
/// whenever the editor waits for a key, the part of the cell around the cursor is drawn over it; the
/// place where libedit left the cursor is restored before libedit draws again, so that it scrolls no more
/// than it would by itself.
extension LineEditor {
  /// Draws the window on the cell, if the cell is taller than the terminal.
  func paintTallCell() {
    guard pending.isEmpty, !isListing else { return }
    guard !isSearching else {
      // What libedit draws for a search stands on what it has drawn before.
      if showsPart { drawByLibedit() }
      return
    }
    let size = terminalSize()
    let layout = CellLayout(of: buffer.scalars, behind: promptColumns, width: size.columns)
    guard layout.rows.count > size.rows else {
      if showsPart { drawByLibedit() }
      return
    }
    let cursor = layout.place(of: buffer.cursor)
    firstRow = min(firstRow, cursor.row, layout.rows.count - size.rows)
    firstRow = max(firstRow, cursor.row - size.rows + 1)
    let lines = window(on: layout, height: size.rows)
    // The place is saved once: afterwards the cursor is where we have put it.
    let saving = holdsCursor ? "" : "\u{1B}7"
    let place = "\u{1B}[\(cursor.row - firstRow + 1);\(cursor.column + 1)H"
    writeTerminal("\(saving)\u{1B}[?25l\(lines)\(place)\u{1B}[?25h")
    (showsPart, holdsCursor) = (true, true)
  }

  /// Gives the cursor back to libedit, which is about to draw.
  func resumeLibedit() {
    isListing = false
    guard holdsCursor else { return }
    holdsCursor = false
    writeTerminal("\u{1B}8")
  }

  /// Leaves the end of the cell on the screen, and the cursor behind it.
  func leaveTallCell(_ text: String) {
    defer { (showsPart, holdsCursor, isListing, firstRow) = (false, false, false, 0) }
    guard showsPart else { return }
    let size = terminalSize()
    let layout = CellLayout(
      of: Array(text.unicodeScalars), behind: promptColumns, width: size.columns)
    guard layout.rows.count >= size.rows else { return }
    firstRow = layout.rows.count - size.rows + 1
    writeTerminal(window(on: layout, height: size.rows - 1) + "\r\n")
  }

  private func drawByLibedit() {
    (showsPart, firstRow) = (false, 0)
    writeTerminal("\u{1B}[H\u{1B}[J")
    _ = cel_refresh(handle)
  }

  private func window(on layout: CellLayout, height: Int) -> String {
    let rows = layout.rows[firstRow..<min(firstRow + height, layout.rows.count)]
    var lines = rows.map { "\($0)\u{1B}[K" }
    if firstRow == 0, !lines.isEmpty { lines[0] = promptText + lines[0] }
    return "\u{1B}[H" + lines.joined(separator: "\r\n") + "\u{1B}[J"
  }
}

/// How the text of a cell is divided into rows of the terminal.
struct CellLayout {
  /// The text of each row.
  private(set) var rows: [String] = [""]
  private var places: [(row: Int, column: Int)] = []
  private let end: (row: Int, column: Int)

  /// Lays out a text whose first row begins behind a prompt.
  init(of scalars: [Unicode.Scalar], behind promptColumns: Int, width: Int) {
    var column = promptColumns
    var rows = [String.UnicodeScalarView()]
    for scalar in scalars {
      guard scalar != "\n" else {
        places.append((rows.count - 1, min(column, width - 1)))
        rows.append(String.UnicodeScalarView())
        column = 0
        continue
      }
      let columns = max(0, Int(cel_column_width(wchar_t(bitPattern: scalar.value))))
      if column + columns > width {
        rows.append(String.UnicodeScalarView())
        column = 0
      }
      places.append((rows.count - 1, column))
      rows[rows.count - 1].append(scalar)
      column += columns
    }
    if column >= width {
      rows.append(String.UnicodeScalarView())
      column = 0
    }
    end = (rows.count - 1, column)
    self.rows = rows.map { String($0) }
  }

  /// Where the scalar of an index stands, or what comes behind the last.
  func place(of index: Int) -> (row: Int, column: Int) {
    places.indices.contains(index) ? places[index] : end
  }
}

/// The rows and columns of the terminal.
func terminalSize() -> (rows: Int, columns: Int) {
  var size = winsize()
  guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
    return (24, 80)
  }
  return (Int(size.ws_row), Int(size.ws_col))
}
