import KFPTypes

/// A text as Python's `repr` writes it: single quotes, unless there are only single quotes inside.
func pythonRepr(_ text: String) -> String {
  let hasSingle = text.utf8.contains(UInt8(ascii: "'"))
  let hasDouble = text.utf8.contains(UInt8(ascii: "\""))
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
    default:
      if isPrintable(scalar) {
        result.append(scalar)
      } else {
        result.append(contentsOf: escaped(scalar).unicodeScalars)
      }
    }
  }
  result.append(quote)
  return String(result)
}

private func escaped(_ scalar: Unicode.Scalar) -> String {
  switch scalar.value {
  case ..<0x100: "\\x" + hexadecimal(scalar.value, digits: 2)
  case ..<0x10000: "\\u" + hexadecimal(scalar.value, digits: 4)
  default: "\\U" + hexadecimal(scalar.value, digits: 8)
  }
}

private func hexadecimal(_ value: UInt32, digits: Int) -> String {
  let text = String(value, radix: 16)
  return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
}

private func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
  if scalar.isASCII { return (0x20..<0x7F).contains(scalar.value) }
  switch scalar.properties.generalCategory {
  case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
    .paragraphSeparator, .spaceSeparator:
    return false
  default: return true
  }
}

/// A text in quotes as Python's `json.dumps` writes it: everything beyond ASCII is escaped.
func pythonJSON(_ text: String) -> String {
  var result = "\""
  for unit in text.utf16 {
    switch unit {
    case 0x22: result += "\\\""
    case 0x5C: result += "\\\\"
    case 0x0A: result += "\\n"
    case 0x0D: result += "\\r"
    case 0x09: result += "\\t"
    case 0x08: result += "\\b"
    case 0x0C: result += "\\f"
    case 0x20..<0x7F: result.unicodeScalars.append(Unicode.Scalar(UInt8(unit)))
    default: result += "\\u" + hexadecimal(UInt32(unit), digits: 4)
    }
  }
  return result + "\""
}

/// Whether Python counts a character as white space (`str.isspace`, `str.strip`, `\s`).
func isPythonSpace(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x09...0x0D, 0x1C...0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F,
    0x205F, 0x3000:
    true
  default: false
  }
}
