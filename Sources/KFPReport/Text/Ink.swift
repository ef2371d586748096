/// Colours of text in a terminal, or none.
public struct Ink: Hashable, Sendable {
  /// Whether there are colours.
  public let isColourful: Bool

  /// Creates ink with or without colours.
  public init(isColourful: Bool) {
    self.isColourful = isColourful
  }

  /// Text of a thing that went well.
  public func good(_ text: String) -> String { paint(text, "32") }
  /// Text of a thing that went wrong.
  public func bad(_ text: String) -> String { paint(text, "1;31") }
  /// Text of less weight.
  public func faint(_ text: String) -> String { paint(text, "2") }
  /// Text of more weight.
  public func strong(_ text: String) -> String { paint(text, "1") }
  /// Names of tasks.
  public func name(_ text: String) -> String { paint(text, "36") }
  /// Text of a thing that deserves a look.
  public func odd(_ text: String) -> String { paint(text, "33") }

  private func paint(_ text: String, _ code: String) -> String {
    isColourful ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}

/// The columns of a terminal that a line takes, whose colours take none.
public func visibleWidth(of line: String) -> Int {
  guard line.utf8.contains(0x1B) else { return displayWidth(of: line) }
  var plain = String.UnicodeScalarView()
  var isColour = false
  for scalar in line.unicodeScalars {
    if scalar.value == 0x1B { isColour = true }
    if !isColour { plain.append(scalar) }
    if isColour, scalar == "m" { isColour = false }
  }
  return displayWidth(of: String(plain))
}

/// Text of a task or value as one line of a terminal: control characters become pictures, so that no
/// output can move the cursor or hide anything.
public func printable(_ text: String) -> String {
  guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F || $0 == 0xC2 }) else { return text }
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    switch scalar.value {
    case 0x09: result.append(contentsOf: "    ".unicodeScalars)
    case 0x00..<0x20: result.append(Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}")
    case 0x7F: result.append("\u{2421}")
    case 0x80..<0xA0: result.append("\u{FFFD}")
    default: result.append(scalar)
    }
  }
  return String(result)
}
