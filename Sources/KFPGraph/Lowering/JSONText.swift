import KFPTypes
import OrderedCollections

extension JSONValue {
  /// The value as Python's `json.dumps(value, sort_keys=True)` writes it.
  var pythonJSON: String {
    var text = ""
    write(to: &text)
    return text
  }

  /// The same value with every number as a double, as `google.protobuf.Value` holds them.
  var withDoubles: JSONValue {
    switch self {
    case .integer(let value): .double(Double(value))
    case .array(let values): .array(values.map(\.withDoubles))
    case .object(let members): .object(members.mapValues(\.withDoubles))
    case .null, .bool, .double, .string: self
    }
  }

  private func write(to text: inout String) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .integer(let value): text += String(value)
    case .double(let value):
      text +=
        value.isNaN
        ? "NaN"
        : value.isInfinite
          ? (value < 0 ? "-Infinity" : "Infinity")
          : pythonText(of: value)
    case .string(let value): Self.write(value, to: &text)
    case .array(let values):
      text += "["
      for (index, value) in values.enumerated() {
        if index > 0 { text += ", " }
        value.write(to: &text)
      }
      text += "]"
    case .object(let members):
      text += "{"
      let sorted = members.elements.sorted { left, right in
        left.key.unicodeScalars.lexicographicallyPrecedes(right.key.unicodeScalars)
      }
      for (index, (key, value)) in sorted.enumerated() {
        if index > 0 { text += ", " }
        Self.write(key, to: &text)
        text += ": "
        value.write(to: &text)
      }
      text += "}"
    }
  }

  private static func write(_ string: String, to text: inout String) {
    text += "\""
    for unit in string.utf16 {
      switch unit {
      case 0x22: text += "\\\""
      case 0x5C: text += "\\\\"
      case 0x0A: text += "\\n"
      case 0x0D: text += "\\r"
      case 0x09: text += "\\t"
      case 0x08: text += "\\b"
      case 0x0C: text += "\\f"
      case 0x20...0x7E: text.unicodeScalars.append(Unicode.Scalar(UInt8(unit)))
      default:
        let digits = String(unit, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
    }
    text += "\""
  }
}
