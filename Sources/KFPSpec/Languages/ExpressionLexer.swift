/// A token of an expression.
struct ExpressionToken: Hashable {
  var kind: Kind
  var offset: Int

  enum Kind: Hashable {
    case identifier(String)
    case int(Int)
    case double(Double)
    case string(String)
    /// A sign such as `&&`.
    case sign(String)
    case end
  }
}

/// Cuts an expression into tokens.
struct ExpressionLexer {
  private let bytes: [UInt8]
  private var index = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

  mutating func tokens() throws(ConditionProblem) -> [ExpressionToken] {
    var result: [ExpressionToken] = []
    while true {
      while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D {
        index += 1
      }
      let start = index
      guard let byte = next else {
        result.append(ExpressionToken(kind: .end, offset: start))
        return result
      }
      result.append(ExpressionToken(kind: try kind(byte), offset: start))
    }
  }

  private mutating func kind(_ byte: UInt8) throws(ConditionProblem) -> ExpressionToken.Kind {
    let following = index + 1 < bytes.count ? bytes[index + 1] : 0
    if Self.isDigit(byte) || byte == UInt8(ascii: ".") && Self.isDigit(following) {
      return try number()
    }
    if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
      return .string(try string(isRaw: false))
    }
    if byte | 0x20 == UInt8(ascii: "r"),
      following == UInt8(ascii: "'") || following == UInt8(ascii: "\"")
    {
      index += 1
      return .string(try string(isRaw: true))
    }
    if Self.isLetter(byte) {
      let start = index
      while let byte = next, Self.isLetter(byte) || Self.isDigit(byte) { index += 1 }
      return .identifier(String(decoding: bytes[start..<index], as: UTF8.self))
    }
    for sign in ["&&", "||", "==", "!=", "<=", ">="] where bytes[index...].starts(with: sign.utf8) {
      index += 2
      return .sign(sign)
    }
    guard "!<>+-*/%()[].,?:".utf8.contains(byte) else {
      let shown = byte < 0x80 ? "`\(Unicode.Scalar(byte))`" : "a character beyond ASCII"
      throw ConditionProblem("\(shown) cannot stand here in an expression", offset: index)
    }
    index += 1
    return .sign(String(Unicode.Scalar(byte)))
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    let lower = byte | 0x20
    return lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z") || byte == UInt8(ascii: "_")
  }

  private mutating func number() throws(ConditionProblem) -> ExpressionToken.Kind {
    let start = index
    if bytes[index...].starts(with: "0x".utf8) || bytes[index...].starts(with: "0X".utf8) {
      index += 2
      while let byte = next, Self.isDigit(byte) || Self.isLetter(byte) { index += 1 }
      let digits = String(decoding: bytes[(start + 2)..<index], as: UTF8.self)
      guard let value = Int(digits, radix: 16) else {
        throw ConditionProblem("this is no number", offset: start)
      }
      return .int(value)
    }
    var isWhole = true
    skipDigits()
    if next == UInt8(ascii: "."), index + 1 < bytes.count, Self.isDigit(bytes[index + 1]) {
      isWhole = false
      index += 1
      skipDigits()
    }
    if let byte = next, byte | 0x20 == UInt8(ascii: "e") {
      isWhole = false
      index += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { index += 1 }
      skipDigits()
    }
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    if isWhole {
      if let byte = next, byte | 0x20 == UInt8(ascii: "u") { index += 1 }
      // The magnitude of the least whole number is one more than that of the greatest.
      guard let value = Int(text) else {
        throw ConditionProblem("the number \(text) does not fit into 64 bits", offset: start)
      }
      return .int(value)
    }
    guard let value = Double(text.utf8.first == UInt8(ascii: ".") ? "0" + text : text) else {
      throw ConditionProblem("this is no number", offset: start)
    }
    return .double(value)
  }

  private mutating func skipDigits() {
    while let byte = next, Self.isDigit(byte) { index += 1 }
  }

  // MARK: Texts

  private mutating func string(isRaw: Bool) throws(ConditionProblem) -> String {
    let opening = index
    let quote = bytes[index]
    let isTriple = bytes[index...].starts(with: [quote, quote, quote])
    index += isTriple ? 3 : 1
    var text: [UInt8] = []
    while let byte = next {
      if byte == quote, !isTriple || bytes[index...].starts(with: [quote, quote, quote]) {
        index += isTriple ? 3 : 1
        return String(decoding: text, as: UTF8.self)
      }
      if !isTriple, byte == 0x0A || byte == 0x0D { break }
      index += 1
      if byte == UInt8(ascii: "\\"), !isRaw {
        try escape(into: &text)
      } else {
        text.append(byte)
      }
    }
    throw ConditionProblem("the text that starts here is not closed", offset: opening)
  }

  private mutating func escape(into text: inout [UInt8]) throws(ConditionProblem) {
    let start = index - 1
    guard let byte = next else { throw ConditionProblem("the text is not closed", offset: start) }
    index += 1
    switch byte {
    case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`"),
      UInt8(ascii: "?"):
      text.append(byte)
    case UInt8(ascii: "a"): text.append(0x07)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "v"): text.append(0x0B)
    case UInt8(ascii: "x"), UInt8(ascii: "X"):
      try code(digits: 2, radix: 16, start: start, into: &text)
    case UInt8(ascii: "u"): try code(digits: 4, radix: 16, start: start, into: &text)
    case UInt8(ascii: "U"): try code(digits: 8, radix: 16, start: start, into: &text)
    case UInt8(ascii: "0")...UInt8(ascii: "3"):
      index -= 1
      try code(digits: 3, radix: 8, start: start, into: &text)
    default:
      throw ConditionProblem("there is no such escape in a text", offset: start)
    }
  }

  private mutating func code(
    digits: Int, radix: Int, start: Int, into text: inout [UInt8]
  ) throws(ConditionProblem) {
    let end = min(index + digits, bytes.count)
    let word = String(decoding: bytes[index..<end], as: UTF8.self)
    guard end == index + digits, let code = UInt32(word, radix: radix),
      word.utf8.first != UInt8(ascii: "+"), let scalar = Unicode.Scalar(code)
    else { throw ConditionProblem("there is no such escape in a text", offset: start) }
    index = end
    text.append(contentsOf: UTF8.encode(scalar) ?? .encodedReplacementCharacter)
  }
}
