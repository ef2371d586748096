import OrderedCollections

/// Reads JSON as Python's `json` does.
struct JSONReader {
  private let bytes: [UInt8]
  private var position = 0
  /// What is wrong, where `document()` gives nil.
  private(set) var problem = "Expecting value: line 1 column 1"
  /// Where it is wrong.
  private(set) var problemOffset = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The value of the whole text.
  mutating func document() -> Value? {
    guard let value = value(depth: 0) else { return nil }
    skipBlanks()
    guard position == bytes.count else { return fail("Extra data") }
    return value
  }

  private mutating func fail(_ message: String) -> Value? {
    guard problemOffset == 0 else { return nil }
    problemOffset = position
    var line = 1
    var column = 1
    for byte in bytes.prefix(position) {
      column += 1
      if byte == UInt8(ascii: "\n") { (line, column) = (line + 1, 1) }
    }
    problem = "\(message): line \(line) column \(column)"
    return nil
  }

  private mutating func skipBlanks() {
    while position < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[position]) {
      position += 1
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func take(_ word: String) -> Bool {
    let word = Array(word.utf8)
    guard bytes[position...].starts(with: word) else { return false }
    position += word.count
    return true
  }

  private mutating func value(depth: Int) -> Value? {
    guard depth < 500 else { return fail("Nested too deeply") }
    skipBlanks()
    guard position < bytes.count else { return fail("Expecting value") }
    switch bytes[position] {
    case UInt8(ascii: "{"): return object(depth: depth)
    case UInt8(ascii: "["): return array(depth: depth)
    case UInt8(ascii: "\""):
      guard let text = string() else { return fail("Unterminated string starting at") }
      return .string(text)
    default: break
    }
    if take("null") { return Value.none }
    if take("true") { return .bool(true) }
    if take("false") { return .bool(false) }
    if take("NaN") { return .float(.nan) }
    if take("Infinity") { return .float(.infinity) }
    if take("-Infinity") { return .float(-.infinity) }
    return number()
  }

  private mutating func number() -> Value? {
    let start = position
    var isWhole = true
    _ = take(UInt8(ascii: "-"))
    while position < bytes.count {
      switch bytes[position] {
      case 0x30...0x39: break
      case UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"): isWhole = false
      case UInt8(ascii: "+"), UInt8(ascii: "-"):
        guard position > start, bytes[position - 1] | 0x20 == UInt8(ascii: "e") else {
          return fail("Expecting value")
        }
      default:
        return finished(start, isWhole)
      }
      position += 1
    }
    return finished(start, isWhole)
  }

  private mutating func finished(_ start: Int, _ isWhole: Bool) -> Value? {
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if isWhole, let number = Int(text) { return .int(number) }
    if let number = Double(text) { return .float(number) }
    position = start
    return fail("Expecting value")
  }

  private mutating func array(depth: Int) -> Value? {
    position += 1
    var values: [Value] = []
    skipBlanks()
    if take(UInt8(ascii: "]")) { return .list(ListObject([])) }
    while true {
      guard let value = value(depth: depth + 1) else { return nil }
      values.append(value)
      skipBlanks()
      if take(UInt8(ascii: "]")) { return .list(ListObject(values)) }
      guard take(UInt8(ascii: ",")) else { return fail("Expecting ',' delimiter") }
    }
  }

  private mutating func object(depth: Int) -> Value? {
    position += 1
    let result = DictObject([:])
    skipBlanks()
    if take(UInt8(ascii: "}")) { return .dict(result) }
    while true {
      skipBlanks()
      guard position < bytes.count, bytes[position] == UInt8(ascii: "\""), let key = string() else {
        return fail("Expecting property name enclosed in double quotes")
      }
      skipBlanks()
      guard take(UInt8(ascii: ":")) else { return fail("Expecting ':' delimiter") }
      guard let value = value(depth: depth + 1) else { return nil }
      result[key] = value
      skipBlanks()
      if take(UInt8(ascii: "}")) { return .dict(result) }
      guard take(UInt8(ascii: ",")) else { return fail("Expecting ',' delimiter") }
    }
  }

  private mutating func string() -> String? {
    position += 1
    var units: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: units, as: UTF8.self)
      case UInt8(ascii: "\\"):
        guard let scalar = escape() else { return nil }
        units += Array(String(scalar).utf8)
      default: units.append(byte)
      }
    }
    return nil
  }

  private mutating func escape() -> Unicode.Scalar? {
    guard position < bytes.count else { return nil }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "b"): return "\u{08}"
    case UInt8(ascii: "f"): return "\u{0C}"
    case UInt8(ascii: "u"):
      guard let high = hexadecimal() else { return nil }
      guard high >= 0xD800, high < 0xDC00 else { return Unicode.Scalar(high) ?? "\u{FFFD}" }
      guard take("\\u"), let low = hexadecimal(), low >= 0xDC00, low < 0xE000 else {
        return "\u{FFFD}"
      }
      return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    default: return nil
    }
  }

  private mutating func hexadecimal() -> UInt32? {
    guard position + 4 <= bytes.count else { return nil }
    let text = String(decoding: bytes[position..<position + 4], as: UTF8.self)
    position += 4
    return UInt32(text, radix: 16)
  }
}
