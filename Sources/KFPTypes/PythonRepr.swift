/// The text that Python's `repr` gives for a float: shortest digits that read back equal, an
/// exponent below `1e-04` and from `1e+16` on, `inf` and `nan`.
public func pythonRepr(of value: Double) -> String {
  if value.isNaN { return "nan" }
  if value.isInfinite { return value < 0 ? "-inf" : "inf" }
  let decimal = ShortestDecimal(value)
  var text = decimal.isNegative ? "-" : ""
  let digits = decimal.digits
  let point = decimal.pointPosition
  if point > 16 || point < -3 {
    text += digits.prefix(1)
    if digits.utf8.count > 1 { text += "." + digits.dropFirst() }
    let exponent = point - 1
    let size = String(exponent.magnitude)
    text += (exponent < 0 ? "e-" : "e+") + (size.utf8.count < 2 ? "0" + size : size)
  } else if point <= 0 {
    text += "0." + String(repeating: "0", count: -point) + digits
  } else if point >= digits.utf8.count {
    text += digits + String(repeating: "0", count: point - digits.utf8.count) + ".0"
  } else {
    text += digits.prefix(point) + "." + digits.dropFirst(point)
  }
  return text
}

/// The shortest decimal digits that read back as a given finite number, without Swift's choice of
/// notation around them: the value is `0.DIGITS × 10^pointPosition`.
private struct ShortestDecimal {
  let isNegative: Bool
  /// Without leading or trailing zeros, but at least one digit.
  let digits: String
  let pointPosition: Int

  init(_ value: Double) {
    var digits: [UInt8] = []
    var point: Int?
    var exponent = 0
    var bytes = value.magnitude.description.utf8[...]
    while let byte = bytes.popFirst() {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digits.append(byte)
      case UInt8(ascii: "."): point = digits.count
      default:  // `e`: the rest is the exponent.
        exponent = Int(String(decoding: bytes, as: UTF8.self)) ?? 0
        bytes = bytes[bytes.endIndex...]
      }
    }
    var position = (point ?? digits.count) + exponent
    while digits.count > 1, digits.last == UInt8(ascii: "0") { digits.removeLast() }
    var leading = 0
    while leading < digits.count - 1, digits[leading] == UInt8(ascii: "0") { leading += 1 }
    digits.removeFirst(leading)
    position -= leading
    isNegative = value.sign == .minus
    pointPosition = digits == [UInt8(ascii: "0")] ? 1 : position
    self.digits = String(decoding: digits, as: UTF8.self)
  }
}

/// The text that Python's `repr` gives for a string: single quotes unless only they occur inside,
/// escapes for what cannot be printed.
public func pythonRepr(of text: String) -> String {
  var hasSingle = false
  var hasDouble = false
  for byte in text.utf8 {
    if byte == UInt8(ascii: "'") { hasSingle = true }
    if byte == UInt8(ascii: "\"") { hasDouble = true }
  }
  let quote: Unicode.Scalar = hasSingle && !hasDouble ? "\"" : "'"
  var result = String.UnicodeScalarView()
  result.append(quote)
  for scalar in text.unicodeScalars {
    switch scalar {
    case quote, "\\":
      result.append("\\")
      result.append(scalar)
    case "\n": result.append(contentsOf: "\\n".unicodeScalars)
    case "\r": result.append(contentsOf: "\\r".unicodeScalars)
    case "\t": result.append(contentsOf: "\\t".unicodeScalars)
    case " "..."~": result.append(scalar)
    default:
      if scalar.isPythonPrintable {
        result.append(scalar)
      } else {
        result.append(contentsOf: scalar.pythonEscape.unicodeScalars)
      }
    }
  }
  result.append(quote)
  return String(result)
}

/// The text that Python's `repr` gives for a value read from JSON: `True`, `None`, `[1.0, 'a']`.
public func pythonRepr(of value: JSONValue) -> String {
  switch value {
  case .null: return "None"
  case .bool(let value): return value ? "True" : "False"
  case .integer(let value): return String(value)
  case .double(let value): return pythonRepr(of: value)
  case .string(let value): return pythonRepr(of: value)
  case .array(let values):
    return "[" + values.map { pythonRepr(of: $0) }.joined(separator: ", ") + "]"
  case .object(let members):
    let texts = members.map { pythonRepr(of: $0.key) + ": " + pythonRepr(of: $0.value) }
    return "{" + texts.joined(separator: ", ") + "}"
  }
}

/// The text that Python's `str` gives for a value read from JSON: a string as it is, all else as
/// `repr` writes it.
public func pythonStr(of value: JSONValue) -> String {
  if case .string(let text) = value { text } else { pythonRepr(of: value) }
}

extension Unicode.Scalar {
  /// Whether Python's `str.isprintable` holds, beyond ASCII.
  fileprivate var isPythonPrintable: Bool {
    switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator, .spaceSeparator:
      false
    default: value >= 0x20
    }
  }

  /// `\x7f`, `\u200b` or `\U000e0001`.
  fileprivate var pythonEscape: String {
    let digits = String(value, radix: 16)
    let (mark, width) =
      value <= 0xFF ? ("\\x", 2) : value <= 0xFFFF ? ("\\u", 4) : ("\\U", 8)
    return mark + String(repeating: "0", count: width - digits.utf8.count) + digits
  }
}
