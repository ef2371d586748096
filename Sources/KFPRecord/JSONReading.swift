public import KFPTypes
import OrderedCollections

/// Why a text is not JSON.
public struct JSONProblem: Error, Hashable, Sendable {
  /// What is wrong, in a few words.
  public let message: String
  /// Where, in bytes from the start.
  public let offset: Int
}

/// Reads one JSON value; `NaN` and `Infinity` are accepted, because Python writes them.
public func readJSON(_ text: String) throws(JSONProblem) -> JSONValue {
  try readJSON(Array(text.utf8))
}

/// Reads one JSON value from UTF-8.
public func readJSON(_ bytes: [UInt8]) throws(JSONProblem) -> JSONValue {
  var reader = JSONReader(bytes: bytes)
  let value = try reader.value(depth: 0)
  reader.skipBlanks()
  guard reader.position == bytes.count else { throw reader.problem("more text after the value") }
  return value
}

private struct JSONReader {
  /// Values nested deeper than this are refused, so that no text can exhaust the stack.
  static let deepest = 500

  let bytes: [UInt8]
  var position = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  func problem(_ message: String) -> JSONProblem {
    JSONProblem(message: message, offset: position)
  }

  var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  mutating func skipBlanks() {
    while let byte = current, byte == 32 || (9...13).contains(byte) { position += 1 }
  }

  mutating func take(_ word: String) -> Bool {
    let word = Array(word.utf8)
    guard position + word.count <= bytes.count,
      bytes[position..<position + word.count].elementsEqual(word)
    else { return false }
    position += word.count
    return true
  }

  mutating func value(depth: Int) throws(JSONProblem) -> JSONValue {
    guard depth < Self.deepest else { throw problem("values are nested too deeply") }
    skipBlanks()
    guard let byte = current else { throw problem("the text ends where a value should be") }
    switch byte {
    case UInt8(ascii: "{"): return .object(try members(depth: depth))
    case UInt8(ascii: "["): return .array(try elements(depth: depth))
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t") where take("true"): return .bool(true)
    case UInt8(ascii: "f") where take("false"): return .bool(false)
    case UInt8(ascii: "n") where take("null"): return .null
    case UInt8(ascii: "N") where take("NaN"): return .double(.nan)
    case UInt8(ascii: "I") where take("Infinity"): return .double(.infinity)
    case UInt8(ascii: "-") where take("-Infinity"): return .double(-.infinity)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: throw problem("no JSON value starts like this")
    }
  }

  mutating func elements(depth: Int) throws(JSONProblem) -> [JSONValue] {
    position += 1
    var elements: [JSONValue] = []
    skipBlanks()
    if take("]") { return elements }
    while true {
      elements.append(try value(depth: depth + 1))
      skipBlanks()
      if take(",") { continue }
      if take("]") { return elements }
      throw problem("a list lacks `,` or `]`")
    }
  }

  mutating func members(depth: Int) throws(JSONProblem) -> OrderedDictionary<String, JSONValue> {
    position += 1
    var members: OrderedDictionary<String, JSONValue> = [:]
    skipBlanks()
    if take("}") { return members }
    while true {
      skipBlanks()
      guard current == UInt8(ascii: "\"") else { throw problem("a member lacks its name") }
      let key = try string()
      skipBlanks()
      guard take(":") else { throw problem("a member lacks `:`") }
      members[key] = try value(depth: depth + 1)
      skipBlanks()
      if take(",") { continue }
      if take("}") { return members }
      throw problem("an object lacks `,` or `}`")
    }
  }

  mutating func number() throws(JSONProblem) -> JSONValue {
    let start = position
    var isWhole = true
    while let byte = current {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"): break
      case UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"): isWhole = false
      default: return try number(from: start, isWhole: isWhole)
      }
      position += 1
    }
    return try number(from: start, isWhole: isWhole)
  }

  func number(from start: Int, isWhole: Bool) throws(JSONProblem) -> JSONValue {
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if isWhole, let whole = Int(text) { return .integer(whole) }
    guard let number = Double(text) else { throw problem("`\(text)` is not a number") }
    return .double(number)
  }

  mutating func string() throws(JSONProblem) -> String {
    position += 1
    var text: [UInt8] = []
    while let byte = current {
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): text.append(contentsOf: String(try escape()).utf8)
      default: text.append(byte)
      }
    }
    throw problem("a text lacks its closing quote")
  }

  mutating func escape() throws(JSONProblem) -> Unicode.Scalar {
    guard let byte = current else { throw problem("a text ends in a backslash") }
    position += 1
    switch byte {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{c}"
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "u"):
      let unit = try codeUnit()
      if (0xD800..<0xDC00).contains(unit), take("\\u") {
        let low = try codeUnit()
        guard (0xDC00..<0xE000).contains(low) else { return "\u{FFFD}" }
        return Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)) ?? "\u{FFFD}"
      }
      return Unicode.Scalar(unit) ?? "\u{FFFD}"
    default: throw problem("no escape starts like this")
    }
  }

  mutating func codeUnit() throws(JSONProblem) -> UInt32 {
    guard position + 4 <= bytes.count,
      let unit = UInt32(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
    else { throw problem("`\\u` needs four hexadecimal digits") }
    position += 4
    return unit
  }
}
