import KFPTypes

/// The value of an unquoted scalar, as PyYAML's safe loader understands it. Dates stay texts, which
/// is what JSON can hold.
func typedScalar(_ text: String, isJSON: Bool) -> JSONValue {
  let utf8 = text.utf8
  switch PlainScalar(utf8.span) {
  case .null: return .null
  case .bool:
    let isTrue =
      ["y", "t"].contains { text.lowercased().hasPrefix($0) } || text.lowercased() == "on"
    return .bool(isTrue)
  case .integer: return integer(Array(utf8))
  case .float: return .double(float(Array(utf8)))
  case .timestamp, .merge, .value, .text:
    if isJSON, let first = utf8.first,
      first == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first),
      let number = try? parseJSON(text)
    {
      return number
    }
    return .string(text)
  }
}

/// Reads what the pattern of whole numbers allows: `-1_000`, `0x1F`, `017`, `0b1`, `1:30`. What does
/// not fit becomes a float.
private func integer(_ bytes: [UInt8]) -> JSONValue {
  var digits = bytes.filter { $0 != UInt8(ascii: "_") }[...]
  var isNegative = false
  if let sign = digits.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
    isNegative = sign == UInt8(ascii: "-")
    digits.removeFirst()
  }
  if digits.contains(UInt8(ascii: ":")) {
    let seconds = sexagesimal(digits)
    return whole(isNegative ? -seconds : seconds)
  }
  var radix = 10
  if digits.count > 1, digits.first == UInt8(ascii: "0") {
    digits.removeFirst()
    switch digits.first {
    case UInt8(ascii: "b"): radix = 2
    case UInt8(ascii: "x"): radix = 16
    default: radix = 8
    }
    if radix != 8 { digits.removeFirst() }
  }
  let text = (isNegative ? "-" : "") + String(decoding: digits, as: UTF8.self)
  if digits.isEmpty { return .integer(0) }
  if let value = Int(text, radix: radix) { return .integer(value) }
  return radix == 10 ? .double(Double(text) ?? 0) : .string(String(decoding: bytes, as: UTF8.self))
}

private func whole(_ value: Double) -> JSONValue {
  Int(exactly: value).map(JSONValue.integer) ?? .double(value)
}

private func float(_ bytes: [UInt8]) -> Double {
  let text = String(
    decoding: bytes.filter { $0 != UInt8(ascii: "_") }, as: UTF8.self
  ).lowercased()
  let isNegative = text.hasPrefix("-")
  let magnitude = text.drop { $0 == "-" || $0 == "+" }
  let value: Double
  if magnitude == ".inf" {
    value = .infinity
  } else if magnitude == ".nan" {
    value = .nan
  } else if magnitude.utf8.contains(UInt8(ascii: ":")) {
    value = sexagesimal(Array(magnitude.utf8)[...])
  } else {
    value = Double(magnitude) ?? 0
  }
  return isNegative ? -value : value
}

/// `1:30` is 90; the last part may have a fraction.
private func sexagesimal(_ bytes: ArraySlice<UInt8>) -> Double {
  bytes.split(separator: UInt8(ascii: ":")).reduce(0) { sum, part in
    sum * 60 + (Double(String(decoding: part, as: UTF8.self)) ?? 0)
  }
}
