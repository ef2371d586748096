import OrderedCollections

/// Why a text is not JSON, and where.
public struct JSONProblem: Error, Hashable, Sendable {
  /// What is wrong, in words that can stand alone.
  public let message: String
  /// The offset in bytes.
  public let offset: Int
  /// The line, from 1.
  public let line: Int
  /// The column in bytes, from 1.
  public let column: Int
}

/// What a JSON parser accepts.
public struct JSONReadingOptions: Hashable, Sendable {
  /// How deep values may be nested.
  public var maximumDepth: Int
  /// Whether `NaN`, `Infinity` and `-Infinity` are numbers, as Python writes them.
  public var allowsNonFinite: Bool

  /// Creates options.
  public init(maximumDepth: Int = 128, allowsNonFinite: Bool = false) {
    self.maximumDepth = maximumDepth
    self.allowsNonFinite = allowsNonFinite
  }
}

/// Reads a JSON text. A number without point and exponent that fits is a whole number; of equal
/// keys the last one counts, as everywhere.
public func parseJSON(
  _ text: String, options: JSONReadingOptions = .init()
) throws(JSONProblem) -> JSONValue {
  try parseJSON(bytes: Array(text.utf8), options: options)
}

/// Reads a JSON text from UTF-8 bytes.
public func parseJSON(
  bytes: [UInt8], options: JSONReadingOptions = .init()
) throws(JSONProblem) -> JSONValue {
  var parser = JSONParser(bytes: bytes, options: options)
  return try parser.document()
}

private struct JSONParser {
  let bytes: [UInt8]
  let options: JSONReadingOptions
  var offset = 0
  var depth = 0

  init(bytes: [UInt8], options: JSONReadingOptions) {
    self.bytes = bytes
    self.options = options
  }

  var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  mutating func document() throws(JSONProblem) -> JSONValue {
    let result = try value()
    skipSpace()
    if offset < bytes.count { throw problem("there is more text after the JSON value") }
    return result
  }

  func problem(_ message: String, at place: Int? = nil) -> JSONProblem {
    let place = min(place ?? offset, bytes.count)
    var line = 1
    var lineStart = 0
    for index in 0..<place where bytes[index] == 0x0A {
      line += 1
      lineStart = index + 1
    }
    return JSONProblem(
      message: message, offset: place, line: line, column: place - lineStart + 1)
  }

  mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      offset += 1
    }
  }

  mutating func value() throws(JSONProblem) -> JSONValue {
    skipSpace()
    guard let byte = next else { throw problem("the JSON text ends where a value is needed") }
    switch byte {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t") where take("true"): return .bool(true)
    case UInt8(ascii: "f") where take("false"): return .bool(false)
    case UInt8(ascii: "n") where take("null"): return .null
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    case UInt8(ascii: "N") where options.allowsNonFinite && take("NaN"): return .double(.nan)
    case UInt8(ascii: "I") where options.allowsNonFinite && take("Infinity"):
      return .double(.infinity)
    default: throw problem("this is not the start of a JSON value")
    }
  }

  mutating func take(_ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard offset + count <= bytes.count else { return false }
    let matches = word.withUTF8Buffer { buffer in
      for index in 0..<count where buffer[index] != bytes[offset + index] { return false }
      return true
    }
    if matches { offset += count }
    return matches
  }

  mutating func enter() throws(JSONProblem) {
    depth += 1
    if depth > options.maximumDepth {
      throw problem("the JSON text is nested deeper than \(options.maximumDepth) levels")
    }
    offset += 1
  }

  mutating func array() throws(JSONProblem) -> JSONValue {
    try enter()
    defer { depth -= 1 }
    var values: [JSONValue] = []
    skipSpace()
    if next == UInt8(ascii: "]") {
      offset += 1
      return .array(values)
    }
    while true {
      values.append(try value())
      if try endOfItem(closing: UInt8(ascii: "]")) { return .array(values) }
    }
  }

  mutating func object() throws(JSONProblem) -> JSONValue {
    try enter()
    defer { depth -= 1 }
    var members: OrderedDictionary<String, JSONValue> = [:]
    skipSpace()
    if next == UInt8(ascii: "}") {
      offset += 1
      return .object(members)
    }
    while true {
      skipSpace()
      guard next == UInt8(ascii: "\"") else { throw problem("a key in double quotes is needed") }
      let key = try string()
      skipSpace()
      guard next == UInt8(ascii: ":") else { throw problem("`:` is needed after a key") }
      offset += 1
      members[key] = try value()
      if try endOfItem(closing: UInt8(ascii: "}")) { return .object(members) }
    }
  }

  /// Takes a comma, or the bracket that ends the list.
  mutating func endOfItem(closing: UInt8) throws(JSONProblem) -> Bool {
    skipSpace()
    guard let byte = next else { throw problem("the JSON text ends inside a list or an object") }
    guard byte == closing || byte == UInt8(ascii: ",") else {
      throw problem("`,` or `\(Unicode.Scalar(closing))` is needed here")
    }
    offset += 1
    return byte == closing
  }

  mutating func number() throws(JSONProblem) -> JSONValue {
    let start = offset
    if next == UInt8(ascii: "-") {
      offset += 1
      if next == UInt8(ascii: "I"), options.allowsNonFinite, take("Infinity") {
        return .double(-.infinity)
      }
    }
    let digits = offset
    skipDigits()
    guard offset > digits else { throw problem("a digit is needed after `-`") }
    if bytes[digits] == UInt8(ascii: "0"), offset - digits > 1 {
      throw problem("a number cannot start with `0`", at: digits)
    }
    var isWhole = true
    if next == UInt8(ascii: ".") {
      isWhole = false
      offset += 1
      let fraction = offset
      skipDigits()
      guard offset > fraction else { throw problem("a digit is needed after the point") }
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      isWhole = false
      offset += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { offset += 1 }
      let exponent = offset
      skipDigits()
      guard offset > exponent else { throw problem("a digit is needed in the exponent") }
    }
    let text = String(decoding: bytes[start..<offset], as: UTF8.self)
    if isWhole, let whole = Int(text) { return .integer(whole) }
    guard let double = Double(text), double.isFinite else {
      throw problem("the number is too large", at: start)
    }
    return .double(double)
  }

  mutating func skipDigits() {
    while let byte = next, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { offset += 1 }
  }

  mutating func string() throws(JSONProblem) -> String {
    let opening = offset
    offset += 1
    let start = offset
    while let byte = next, byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
      offset += 1
    }
    // Most strings have no escape and can be taken as they are.
    if next == UInt8(ascii: "\"") {
      let text = try validated(bytes[start..<offset], at: start)
      offset += 1
      return text
    }
    var text = Array(bytes[start..<offset])
    while let byte = next {
      offset += 1
      switch byte {
      case UInt8(ascii: "\""): return try validated(text[...], at: start)
      case UInt8(ascii: "\\"): try escape(into: &text)
      case 0..<0x20:
        throw problem("a control character in a string must be escaped", at: offset - 1)
      default: text.append(byte)
      }
    }
    throw problem("the string that starts here is not closed", at: opening)
  }

  func validated(_ slice: ArraySlice<UInt8>, at place: Int) throws(JSONProblem) -> String {
    guard let text = String(validating: slice, as: UTF8.self) else {
      throw problem("the string is not UTF-8", at: place)
    }
    return text
  }

  mutating func escape(into text: inout [UInt8]) throws(JSONProblem) {
    guard let byte = next else { throw problem("the JSON text ends inside a string") }
    offset += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "u"):
      var code = try hexadecimal()
      if (0xD800..<0xDC00).contains(code), take("\\u") {
        let second = try hexadecimal()
        guard (0xDC00..<0xE000).contains(second) else {
          throw problem("half of a surrogate pair is missing", at: offset - 6)
        }
        code = 0x10000 + (code - 0xD800) << 10 + (second - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(code) else {
        throw problem("half of a surrogate pair is missing", at: offset - 6)
      }
      text.append(contentsOf: UTF8.encode(scalar) ?? .encodedReplacementCharacter)
    default: throw problem("there is no escape `\\\(Unicode.Scalar(byte))`", at: offset - 2)
    }
  }

  mutating func hexadecimal() throws(JSONProblem) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = hexadecimalDigit(byte) else {
        throw problem("four hexadecimal digits are needed after `\\u`")
      }
      code = code << 4 | digit
      offset += 1
    }
    return code
  }

  private func hexadecimalDigit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a") + 10)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A") + 10)
    default: nil
    }
  }
}
