/// Writes HTML and SVG. Names of elements and attributes are literals of this program; everything
/// else is escaped, so no text can become markup.
package struct Markup: Sendable {
  /// What has been written.
  package private(set) var text = ""

  /// Begins with nothing.
  package init() {}

  /// An attribute with its value.
  package struct Attribute: Sendable {
    let name: StaticString
    let value: String

    package init(_ name: StaticString, _ value: String) {
      self.name = name
      self.value = value
    }

    init(_ name: StaticString, _ value: Double) {
      self.init(name, coordinate(value))
    }
  }

  /// Writes an element with what `content` writes inside it.
  package mutating func element(
    _ name: StaticString, _ attributes: [Attribute] = [], content: (inout Markup) -> Void
  ) {
    start(name, attributes)
    content(&self)
    text += "</\(name)>"
  }

  /// Writes an element that holds a text.
  package mutating func element(_ name: StaticString, _ attributes: [Attribute] = [], text: String)
  {
    element(name, attributes) { $0.put(text) }
  }

  /// Writes an element without an end, such as `<path/>`.
  package mutating func single(_ name: StaticString, _ attributes: [Attribute] = []) {
    start(name, attributes)
    text.removeLast()
    text += "/>"
  }

  /// Writes a text.
  package mutating func put(_ content: String) {
    text += escaped(content)
  }

  /// Writes a line end.
  package mutating func breakLine() { text += "\n" }

  /// Writes what was made for this place: a document type, a script or a style of this program, or
  /// JSON that `scriptSafe` returned.
  package mutating func putTrusted(_ content: String) { text += content }

  private mutating func start(_ name: StaticString, _ attributes: [Attribute]) {
    text += "<\(name)"
    for attribute in attributes { text += " \(attribute.name)=\"\(escaped(attribute.value))\"" }
    text += ">"
  }
}

/// A coordinate with at most one digit behind the point.
func coordinate(_ value: Double) -> String {
  guard value.isFinite, abs(value) < 1e12 else { return "0" }
  let tenths = Int((value * 10).rounded())
  let sign = tenths < 0 ? "-" : ""
  let rest = abs(tenths) % 10
  return sign + String(abs(tenths) / 10) + (rest == 0 ? "" : ".\(rest)")
}

/// A text in which nothing means markup, and which XML allows.
private func escaped(_ text: String) -> String {
  let isPlain = text.utf8.allSatisfy { byte in
    switch byte {
    case 0x26, 0x3C, 0x3E, 0x22, 0x27, 0..<0x09, 0x0B..<0x20, 0x7F, 0xEF: false
    default: true
    }
  }
  guard !isPlain else { return text }
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    switch scalar.value {
    case 0x26: result.append(contentsOf: "&amp;".unicodeScalars)
    case 0x3C: result.append(contentsOf: "&lt;".unicodeScalars)
    case 0x3E: result.append(contentsOf: "&gt;".unicodeScalars)
    case 0x22: result.append(contentsOf: "&quot;".unicodeScalars)
    case 0x27: result.append(contentsOf: "&#39;".unicodeScalars)
    case 0x09, 0x0A: result.append(scalar)
    case 0..<0x20: result.append(Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}")
    case 0x7F, 0xFFFE, 0xFFFF: result.append("\u{FFFD}")
    default: result.append(scalar)
    }
  }
  return String(result)
}
