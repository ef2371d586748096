import KFPSource

extension Lexer {
  /// Reads a number; what is wrong with it is reported, and the token covers all of it.
  ///
  /// Productions: `INTEGER`, `DIGIT`.
  mutating func lexNumber() {
    let start = position
    let prefix = byte(at: position + 1) | 0x20
    if bytes[position] == Byte.zero, prefix == 0x78 || prefix == 0x6F || prefix == 0x62 {
      lexPrefixedInteger(from: start, prefix: prefix)
    } else {
      lexDecimal(from: start)
    }
    emit(.number, from: start)
  }

  /// Productions: `HEXADECIMAL`, `OCTAL`, `BINARY`.
  private mutating func lexPrefixedInteger(from start: Int, prefix: UInt8) {
    position += 2
    var isWrong = false
    repeat {
      if byte(at: position) == Byte.underscore { position += 1 }
      let first = position
      while isDigit(byte(at: position), prefix: prefix) { position += 1 }
      if position == first { isWrong = true }
    } while !isWrong && byte(at: position) == Byte.underscore
    let name =
      prefix == 0x78 ? "hexadecimal" : prefix == 0x6F ? "octal" : "binary"
    if !isWrong, byte(at: position).isDigit {
      report(.digitOutsideBase(bytes[position], base: name, at: span(position, position + 1)))
      while byte(at: position).continuesIdentifier { position += 1 }
      return
    }
    finishNumber(from: start, name: name, isWrong: isWrong)
  }

  private func isDigit(_ byte: UInt8, prefix: UInt8) -> Bool {
    switch prefix {
    case 0x78: byte.hexValue != nil
    case 0x6F: byte &- 0x30 < 8
    default: byte &- 0x30 < 2
    }
  }

  /// Reads digits with single underscores between them; false where an underscore is wrong.
  ///
  /// Productions: `DIGITS`.
  private mutating func skipDigits() -> Bool {
    while true {
      while byte(at: position).isDigit { position += 1 }
      guard byte(at: position) == Byte.underscore else { return true }
      position += 1
      guard byte(at: position).isDigit else { return false }
    }
  }

  /// Productions: `DECIMAL`, `FLOAT`, `EXPONENT`, `IMAGINARY`.
  private mutating func lexDecimal(from start: Int) {
    var isInteger = true
    var isWrong = false
    if bytes[position] != Byte.dot { isWrong = !skipDigits() }
    if !isWrong, byte(at: position) == Byte.dot {
      isInteger = false
      position += 1
      if byte(at: position).isDigit { isWrong = !skipDigits() }
    }
    if !isWrong, byte(at: position) | 0x20 == 0x65 {
      var next = position + 1
      let hasSign = byte(at: next) == 0x2B || byte(at: next) == 0x2D
      if hasSign { next += 1 }
      if byte(at: next).isDigit {
        isInteger = false
        position = next
        isWrong = !skipDigits()
      } else if hasSign {
        position = next
        isWrong = true
      }
    }
    if !isWrong, byte(at: position) | 0x20 == 0x6A {
      position += 1
      return finishNumber(from: start, name: "imaginary", isWrong: false)
    }
    if isInteger, !isWrong, bytes[start] == Byte.zero { checkLeadingZeros(from: start) }
    finishNumber(from: start, name: "decimal", isWrong: isWrong)
  }

  private mutating func checkLeadingZeros(from start: Int) {
    guard let first = bytes[start..<position].firstIndex(where: { $0 > Byte.zero && $0.isDigit })
    else { return }
    report(
      .leadingZeros(
        at: span(start, position),
        digits: String(decoding: bytes[first..<position], as: UTF8.self)))
  }

  /// Checks what follows a number: only some keywords may touch it.
  private mutating func finishNumber(from start: Int, name: String, isWrong: Bool) {
    var isWrong = isWrong
    if !isWrong, byte(at: position).startsIdentifier {
      isWrong = !startsKeywordAllowedBehindNumber()
      if !isWrong { return }
    }
    guard isWrong else { return }
    while byte(at: position).continuesIdentifier { position += 1 }
    report(.malformedNumber(name, at: span(start, position)))
  }

  private func startsKeywordAllowedBehindNumber() -> Bool {
    for word in ["and", "else", "for", "if", "in", "is", "or", "not"] {
      if bytes[position...].starts(with: word.utf8) { return true }
    }
    return false
  }
}
