import KFPSource

extension Parser {
  /// Productions: `NUMBER`, `REAL`.
  mutating func number() -> ExprID {
    let token = token
    advance()
    let place = span(of: token)
    guard let value = numberValue(bytes[Int(token.start)..<Int(token.end)]) else {
      // The lexer complained about a malformed number; a too long one is left to complain about.
      if !lineHasLexicalError() { report(.integerTooLarge(at: place)) }
      return make(.missing, place)
    }
    return make(.constant(value), place)
  }

  /// The value of a number as it is written, or nil for one that cannot be read.
  private func numberValue(_ text: ArraySlice<UInt8>) -> Constant? {
    let digits = text.contains(Byte.underscore) ? text.filter { $0 != Byte.underscore }[...] : text
    guard let first = digits.first, let last = digits.last else { return nil }
    if first == Byte.zero, digits.count > 1 {
      switch digits[digits.startIndex + 1] | 0x20 {
      case 0x78: return integer(digits.dropFirst(2), radix: 16)
      case 0x6F: return integer(digits.dropFirst(2), radix: 8)
      case 0x62: return integer(digits.dropFirst(2), radix: 2)
      default: break
      }
    }
    if last | 0x20 == 0x6A { return double(digits.dropLast()).map { .imaginary($0) } }
    if digits.allSatisfy(\.isDigit) { return integer(digits, radix: 10) }
    return double(digits).map { .float($0) }
  }

  private func double(_ digits: ArraySlice<UInt8>) -> Double? {
    var text = String(decoding: digits, as: UTF8.self)
    if text.hasPrefix(".") { text = "0" + text }
    if text.hasSuffix(".") { text += "0" }
    if let value = Double(text) { return value }
    // Swift wants a digit behind the point of `1.e5`.
    let parts = text.split(separator: ".", maxSplits: 1)
    guard parts.count == 2, let first = parts[1].first, first == "e" || first == "E" else {
      return nil
    }
    return Double("\(parts[0]).0\(parts[1])")
  }

  private func integer(_ digits: ArraySlice<UInt8>, radix: UInt32) -> Constant? {
    guard !digits.isEmpty else { return nil }
    var value = 0
    for byte in digits {
      guard let digit = byte.hexValue, digit < radix else { return nil }
      let (product, overflow) = value.multipliedReportingOverflow(by: Int(radix))
      let (sum, carry) = product.addingReportingOverflow(Int(digit))
      if overflow || carry { return bigInteger(digits, radix: radix) }
      value = sum
    }
    return .integer(value)
  }

  /// At most this many decimal digits are read, as in Python.
  private static let maximumDigits = 4300

  private func bigInteger(_ digits: ArraySlice<UInt8>, radix: UInt32) -> Constant? {
    let digits = digits.drop { $0 == Byte.zero }
    if radix == 10 {
      guard digits.count <= Self.maximumDigits else { return nil }
      return .bigInteger(String(decoding: digits, as: UTF8.self))
    }
    let bits = radix == 16 ? 4 : radix == 8 ? 3 : 1
    guard digits.count * bits <= Self.maximumDigits * 4 else { return nil }
    // Limbs of nine decimal digits, lowest first.
    var limbs: [UInt64] = [0]
    for byte in digits {
      var carry = UInt64(byte.hexValue ?? 0)
      for index in limbs.indices {
        let value = limbs[index] * UInt64(radix) + carry
        limbs[index] = value % 1_000_000_000
        carry = value / 1_000_000_000
      }
      if carry > 0 { limbs.append(carry) }
    }
    var text = String(limbs[limbs.count - 1])
    for limb in limbs.dropLast().reversed() {
      let part = String(limb)
      text += String(repeating: "0", count: 9 - part.count) + part
    }
    return .bigInteger(text)
  }
}
