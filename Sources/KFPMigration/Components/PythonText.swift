import KFPTypes

/// Values as Python source.
package enum PythonText {
  /// A text in quotes: three of them for one of several lines.
  package static func literal(_ text: String) -> String {
    if text.utf8.contains(0x0A), let block = block(text) { return block }
    let quote: Unicode.Scalar = text.contains("\"") && !text.contains("'") ? "'" : "\""
    return "\(quote)\(escaped(text, quote: quote))\(quote)"
  }

  /// A value as Python writes it.
  static func literal(_ value: JSONValue, depth: Int = 0) -> String {
    switch value {
    case .null: return "None"
    case .bool(let value): return value ? "True" : "False"
    case .integer(let value): return String(value)
    case .double(let value):
      return value.isFinite ? pythonRepr(of: value) : "float(\"\(pythonRepr(of: value))\")"
    case .string(let text): return literal(text)
    case .array(let values):
      guard depth < 50 else { return "[]" }
      return "[" + values.map { literal($0, depth: depth + 1) }.joined(separator: ", ") + "]"
    case .object(let members):
      guard depth < 50 else { return "{}" }
      let pairs = members.map { "\(literal($0.key)): \(literal($0.value, depth: depth + 1))" }
      return "{" + pairs.joined(separator: ", ") + "}"
    }
  }

  /// A text of several lines in triple quotes, as it is where that can be; nil where it has
  /// something that can only be escaped.
  private static func block(_ text: String) -> String? {
    let isPlain = text.unicodeScalars.allSatisfy { scalar in
      scalar == "\n" || scalar == "\t" || scalar.value >= 0x20 && isPrintable(scalar)
    }
    guard isPlain else { return nil }
    let hasBackslash = text.utf8.contains(0x5C)
    for quotes in ["\"\"\"", "'''"] where !text.contains(quotes) {
      guard let last = text.unicodeScalars.last, let quote = quotes.unicodeScalars.first,
        last != quote, last != "\\"
      else { continue }
      return (hasBackslash ? "r" : "") + quotes + text + quotes
    }
    return nil
  }

  private static func escaped(_ text: String, quote: Unicode.Scalar) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case quote, "\\":
        result.unicodeScalars.append("\\")
        result.unicodeScalars.append(scalar)
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      default:
        if scalar.value >= 0x20, isPrintable(scalar) {
          result.unicodeScalars.append(scalar)
        } else if scalar.value < 0x100 {
          result += "\\x" + hexadecimal(scalar.value, width: 2)
        } else if scalar.value < 0x10000 {
          result += "\\u" + hexadecimal(scalar.value, width: 4)
        } else {
          result += "\\U" + hexadecimal(scalar.value, width: 8)
        }
      }
    }
    return result
  }

  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.value >= 0x7F else { return true }
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator, .spaceSeparator:
      return false
    default: return true
    }
  }

  private static func hexadecimal(_ value: UInt32, width: Int) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  /// Words that cannot be names.
  static let reservedWords: Set<String> = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue",
    "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import",
    "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while",
    "with",
    "yield",
  ]

  /// Whether a text of ASCII letters, digits and underscores can be a name.
  static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, !(0x30...0x39).contains(first) else { return false }
    return !reservedWords.contains(text)
      && text.utf8.allSatisfy { byte in
        byte == UInt8(ascii: "_") || (0x30...0x39).contains(byte)
          || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
      }
  }
}
