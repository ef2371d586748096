/// What a piece of a drawing is, which decides its colour.
enum Ink: Hashable {
  case plain
  case strong
  case gutter
  case severity(Severity)
  case related

  fileprivate var escape: String {
    switch self {
    case .plain: return ""
    case .strong: return "\u{1B}[1m"
    case .gutter, .related: return "\u{1B}[1;34m"
    case .severity(.error): return "\u{1B}[1;31m"
    case .severity(.warning): return "\u{1B}[1;33m"
    case .severity(.note): return "\u{1B}[1;36m"
    }
  }
}

/// Lines of text in inks. Spaces at the end of a line are left out.
struct StyledText {
  let colour: Bool
  private(set) var text = ""
  private var pendingSpaces = 0

  init(colour: Bool) {
    self.colour = colour
  }

  mutating func write(_ piece: String, _ ink: Ink = .plain) {
    let inked = piece.utf8.reversed().drop { $0 == 0x20 }.count
    guard inked > 0 else {
      pendingSpaces += piece.utf8.count
      return
    }
    text += String(repeating: " ", count: pendingSpaces)
    pendingSpaces = piece.utf8.count - inked
    let body = String(decoding: piece.utf8.prefix(inked), as: UTF8.self)
    text += colour && ink != .plain ? ink.escape + body + "\u{1B}[0m" : body
  }

  mutating func endLine() {
    pendingSpaces = 0
    text += "\n"
  }
}

/// One row of marks below a line of source; column by column, each in an ink.
struct MarkRow {
  private var cells: [(scalar: Unicode.Scalar, ink: Ink)] = []

  mutating func put(_ text: String, at column: Int, _ ink: Ink) {
    var column = column
    for scalar in text.unicodeScalars {
      while cells.count <= column { cells.append((" ", .plain)) }
      cells[column] = (scalar, ink)
      column += 1
    }
  }

  func write(to output: inout StyledText) {
    var index = 0
    while index < cells.count {
      let ink = cells[index].ink
      var piece = String.UnicodeScalarView()
      while index < cells.count, cells[index].ink == ink {
        piece.append(cells[index].scalar)
        index += 1
      }
      output.write(String(piece), ink)
    }
  }
}
