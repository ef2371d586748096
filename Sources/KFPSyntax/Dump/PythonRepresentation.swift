/// A constant as Python's `repr` writes it.
func pythonRepresentation(of constant: Constant) -> String {
  switch constant {
  case .none: "None"
  case .bool(let value): value ? "True" : "False"
  case .ellipsis: "Ellipsis"
  case .integer(let value): String(value)
  case .bigInteger(let digits): digits
  case .float(let value): pythonRepresentation(of: value, isComplexPart: false)
  case .imaginary(let value): pythonRepresentation(of: value, isComplexPart: true) + "j"
  case .string(let text, _): pythonRepresentation(of: text)
  case .bytes(let bytes): pythonRepresentation(of: bytes)
  }
}

/// A floating-point number: the shortest digits that read back as it, in Python's layout.
private func pythonRepresentation(of value: Double, isComplexPart: Bool) -> String {
  if value.isInfinite { return value < 0 ? "-inf" : "inf" }
  if value.isNaN { return "nan" }
  var digits = value.description
  var exponent = 0
  var sign = ""
  if digits.hasPrefix("-") {
    sign = "-"
    digits.removeFirst()
  }
  if let mark = digits.firstIndex(where: { $0 == "e" || $0 == "E" }) {
    exponent = Int(digits[digits.index(after: mark)...]) ?? 0
    digits = String(digits[..<mark])
  }
  let parts = digits.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
  var mantissa = String(parts[0])
  if parts.count == 2, parts[1] != "0" {
    mantissa += parts[1]
    exponent -= parts[1].count
  }
  let stripped = String(mantissa.drop { $0 == "0" })
  guard !stripped.isEmpty else { return sign + (isComplexPart ? "0" : "0.0") }
  mantissa = stripped
  while mantissa.count > 1, mantissa.hasSuffix("0") {
    mantissa.removeLast()
    exponent += 1
  }
  // The position of the decimal point, counted from the first digit.
  let point = mantissa.count + exponent
  if point > 16 || point < -3 {
    let rest = mantissa.dropFirst()
    let power = point - 1
    let magnitude = String(abs(power))
    return sign + mantissa.prefix(1) + (rest.isEmpty ? "" : "." + rest)
      + (power < 0 ? "e-" : "e+") + (magnitude.count < 2 ? "0" + magnitude : magnitude)
  }
  if point <= 0 {
    return sign + "0." + String(repeating: "0", count: -point) + mantissa
  }
  if point >= mantissa.count {
    let whole = mantissa + String(repeating: "0", count: point - mantissa.count)
    return sign + whole + (isComplexPart ? "" : ".0")
  }
  return sign + mantissa.prefix(point) + "." + mantissa.dropFirst(point)
}

/// A text in quotes.
func pythonRepresentation(of text: String) -> String {
  var hasSingle = false
  var hasDouble = false
  for byte in text.utf8 {
    if byte == Byte.singleQuote { hasSingle = true }
    if byte == Byte.doubleQuote { hasDouble = true }
  }
  let quote: Unicode.Scalar = hasSingle && !hasDouble ? "\"" : "'"
  var result = String(quote)
  for scalar in text.unicodeScalars {
    switch scalar {
    case quote, "\\":
      result.unicodeScalars.append("\\")
      result.unicodeScalars.append(scalar)
    case "\n": result += "\\n"
    case "\r": result += "\\r"
    case "\t": result += "\\t"
    default:
      if scalar.value >= 0x20, scalar.value < 0x7F || isPrintable(scalar) {
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
  return result + String(quote)
}

private func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
  guard scalar.value >= 0x7F else { return true }
  switch scalar.properties.generalCategory {
  case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
    .paragraphSeparator, .spaceSeparator:
    return false
  default: return true
  }
}

private func hexadecimal(_ value: UInt32, width: Int) -> String {
  let digits = String(value, radix: 16)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

private func pythonRepresentation(of bytes: [UInt8]) -> String {
  let usesDouble = bytes.contains(Byte.singleQuote) && !bytes.contains(Byte.doubleQuote)
  let quote = usesDouble ? Byte.doubleQuote : Byte.singleQuote
  var result: [UInt8] = [0x62, quote]
  for byte in bytes {
    switch byte {
    case quote, Byte.backslash: result += [Byte.backslash, byte]
    case Byte.lineFeed: result += Array("\\n".utf8)
    case Byte.carriageReturn: result += Array("\\r".utf8)
    case Byte.tab: result += Array("\\t".utf8)
    case 0x20..<0x7F: result.append(byte)
    default: result += Array(("\\x" + hexadecimal(UInt32(byte), width: 2)).utf8)
    }
  }
  result.append(quote)
  return String(decoding: result, as: UTF8.self)
}
