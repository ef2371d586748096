/// What PyYAML's resolver (YAML 1.1) takes an unquoted scalar for. The writer quotes every text that
/// would not be read back as a text; the reader types unquoted scalars.
enum PlainScalar: Hashable {
  case null, bool, integer, float, timestamp, merge, value, text

  /// Classifies the bytes of a scalar.
  init(_ bytes: Span<UInt8>) {
    self = Self.classify(bytes)
  }

  private static func classify(_ bytes: Span<UInt8>) -> PlainScalar {
    let count = bytes.count
    guard count > 0 else { return .null }
    switch bytes[0] {
    case UInt8(ascii: "~"): return count == 1 ? .null : .text
    case UInt8(ascii: "="): return count == 1 ? .value : .text
    case UInt8(ascii: "<"): return equals(bytes, "<<") ? .merge : .text
    case UInt8(ascii: "y"), UInt8(ascii: "Y"), UInt8(ascii: "n"), UInt8(ascii: "N"),
      UInt8(ascii: "t"), UInt8(ascii: "T"), UInt8(ascii: "f"), UInt8(ascii: "F"),
      UInt8(ascii: "o"), UInt8(ascii: "O"):
      return word(bytes)
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."): return number(bytes)
    case UInt8(ascii: "+"), UInt8(ascii: "-"):
      let isNumber = count > 1 && (isDigit(bytes[1]) || bytes[1] == UInt8(ascii: "."))
      return isNumber ? number(bytes) : .text
    default: return .text
    }
  }

  private static func equals(_ bytes: Span<UInt8>, _ word: StaticString, from start: Int = 0)
    -> Bool
  {
    guard bytes.count - start == word.utf8CodeUnitCount else { return false }
    for index in 0..<word.utf8CodeUnitCount
    where bytes[start + index] != word.utf8Start[index] { return false }
    return true
  }

  private static func isAny(
    _ bytes: Span<UInt8>, _ words: [StaticString], from start: Int = 0
  ) -> Bool {
    for word in words where equals(bytes, word, from: start) { return true }
    return false
  }

  private static func word(_ bytes: Span<UInt8>) -> PlainScalar {
    let isBool: Bool
    switch bytes.count {
    case 2: isBool = isAny(bytes, ["no", "No", "NO", "on", "On", "ON"])
    case 3: isBool = isAny(bytes, ["yes", "Yes", "YES", "off", "Off", "OFF"])
    case 4:
      if isAny(bytes, ["null", "Null", "NULL"]) { return .null }
      isBool = isAny(bytes, ["true", "True", "TRUE"])
    case 5: isBool = isAny(bytes, ["false", "False", "FALSE"])
    default: isBool = false
    }
    return isBool ? .bool : .text
  }

  private static func number(_ bytes: Span<UInt8>) -> PlainScalar {
    if isFloat(bytes) { return .float }
    if isInteger(bytes) { return .integer }
    return isTimestamp(bytes) ? .timestamp : .text
  }
}

// MARK: Numbers

/// A place in the bytes of a scalar that moves over what a pattern allows.
///
/// It owns a copy of the bytes: only texts that begin like a number come here.
private struct Scanner {
  let bytes: [UInt8]
  var index = 0

  init(_ bytes: Span<UInt8>) {
    self.bytes = bytes.withUnsafeBufferPointer { Array($0) }
  }

  var next: UInt8? { index < bytes.count ? bytes[index] : nil }
  var isAtEnd: Bool { index == bytes.count }

  /// Moves over one byte that fits.
  @discardableResult
  mutating func take(_ isFitting: (UInt8) -> Bool) -> Bool {
    guard let byte = next, isFitting(byte) else { return false }
    index += 1
    return true
  }

  /// Moves over all bytes that fit, and says how many they were.
  @discardableResult
  mutating func takeAll(_ isFitting: (UInt8) -> Bool) -> Int {
    let start = index
    while take(isFitting) {}
    return index - start
  }

  mutating func take(_ byte: UInt8) -> Bool { take { $0 == byte } }

  /// Moves over `(?::[0-5]?[0-9])+`.
  mutating func takeSexagesimals() -> Bool {
    var count = 0
    while next == UInt8(ascii: ":") {
      index += 1
      guard let first = next, isDigit(first) else { return false }
      index += 1
      if first <= UInt8(ascii: "5") { take(isDigit) }
      count += 1
    }
    return count > 0
  }
}

private func isDigit(_ byte: UInt8) -> Bool {
  byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
}
private func isDigitOrLow(_ byte: UInt8) -> Bool { isDigit(byte) || byte == UInt8(ascii: "_") }
private func isSign(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
}

extension PlainScalar {
  private static func isFloat(_ bytes: Span<UInt8>) -> Bool {
    var scanner = Scanner(bytes)
    let hasSign = scanner.take(isSign)
    let start = scanner.index
    if scanner.take(UInt8(ascii: ".")) {
      if isAny(bytes, ["inf", "Inf", "INF"], from: scanner.index) { return true }
      if hasSign { return false }
      if isAny(bytes, ["nan", "NaN", "NAN"], from: scanner.index) { return true }
      guard scanner.take(isDigit) else { return false }
      scanner.takeAll(isDigitOrLow)
      return isExponentOrEnd(&scanner)
    }
    guard scanner.take(isDigit) else { return false }
    scanner.takeAll(isDigitOrLow)
    if scanner.take(UInt8(ascii: ".")) {
      scanner.takeAll(isDigitOrLow)
      return isExponentOrEnd(&scanner)
    }
    scanner.index = start
    scanner.takeAll(isDigitOrLow)
    guard scanner.takeSexagesimals(), scanner.take(UInt8(ascii: ".")) else { return false }
    scanner.takeAll(isDigitOrLow)
    return scanner.isAtEnd
  }

  private static func isExponentOrEnd(_ scanner: inout Scanner) -> Bool {
    if scanner.isAtEnd { return true }
    guard scanner.take({ $0 | 0x20 == UInt8(ascii: "e") }), scanner.take(isSign) else {
      return false
    }
    return scanner.takeAll(isDigit) > 0 && scanner.isAtEnd
  }

  private static func isInteger(_ bytes: Span<UInt8>) -> Bool {
    var scanner = Scanner(bytes)
    scanner.take(isSign)
    guard let first = scanner.next, isDigit(first) else { return false }
    scanner.index += 1
    if scanner.isAtEnd { return true }
    if first == UInt8(ascii: "0") {
      if scanner.take(UInt8(ascii: "b")) {
        return scanner.takeAll { isDigitOrLow($0) && !($0 > UInt8(ascii: "1") && isDigit($0)) } > 0
          && scanner.isAtEnd
      }
      if scanner.take(UInt8(ascii: "x")) {
        return scanner.takeAll {
          isDigitOrLow($0) || ($0 | 0x20 >= UInt8(ascii: "a") && $0 | 0x20 <= UInt8(ascii: "f"))
        } > 0 && scanner.isAtEnd
      }
      return scanner.takeAll { isDigitOrLow($0) && !($0 > UInt8(ascii: "7") && isDigit($0)) } > 0
        && scanner.isAtEnd
    }
    scanner.takeAll(isDigitOrLow)
    return scanner.isAtEnd || (scanner.takeSexagesimals() && scanner.isAtEnd)
  }

  /// `2001-12-14`, or a date with a time as YAML 1.1 writes it.
  private static func isTimestamp(_ bytes: Span<UInt8>) -> Bool {
    var scanner = Scanner(bytes)
    guard scanner.takeAll(isDigit) == 4, scanner.take(UInt8(ascii: "-")) else { return false }
    let month = scanner.takeAll(isDigit)
    guard (1...2).contains(month), scanner.take(UInt8(ascii: "-")) else { return false }
    let day = scanner.takeAll(isDigit)
    guard (1...2).contains(day) else { return false }
    if scanner.isAtEnd { return month == 2 && day == 2 }
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
    if scanner.takeAll(isBlank) == 0 {
      guard scanner.take({ $0 | 0x20 == UInt8(ascii: "t") }) else { return false }
    }
    guard (1...2).contains(scanner.takeAll(isDigit)), scanner.take(UInt8(ascii: ":")),
      scanner.takeAll(isDigit) == 2, scanner.take(UInt8(ascii: ":")),
      scanner.takeAll(isDigit) == 2
    else { return false }
    if scanner.take(UInt8(ascii: ".")) { scanner.takeAll(isDigit) }
    if scanner.isAtEnd { return true }
    scanner.takeAll(isBlank)
    if scanner.take(UInt8(ascii: "Z")) { return scanner.isAtEnd }
    guard scanner.take(isSign), (1...2).contains(scanner.takeAll(isDigit)) else { return false }
    if scanner.isAtEnd { return true }
    return scanner.take(UInt8(ascii: ":")) && scanner.takeAll(isDigit) == 2 && scanner.isAtEnd
  }
}
