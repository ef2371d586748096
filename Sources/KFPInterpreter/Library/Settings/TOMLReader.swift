import KFPTypes
import OrderedCollections

/// Why a text is no TOML.
struct TOMLProblem: Error {
  let message: String
  let line: Int
}

/// Reads TOML 1.0 but for dates, which scripts do not keep in their settings.
struct TOMLReader {
  typealias Table = OrderedDictionary<String, JSONValue>

  private let bytes: [UInt8]
  private var position = 0
  private var root: Table = [:]
  /// The table under the last header.
  private var current: [String] = []
  /// The tables that have had their header.
  private var headers: Set<[String]> = []

  init(_ text: String) { bytes = Array(text.utf8) }

  /// The longest text that is read, in bytes: settings are short.
  static let longest = 1 << 17

  /// The table of the whole text.
  mutating func document() throws(TOMLProblem) -> Table {
    while true {
      skipEmptyLines()
      guard let byte = peek else { return root }
      if byte == UInt8(ascii: "[") {
        try readHeader()
      } else {
        let path = try readPath()
        try expect("=")
        skipBlanks()
        let value = try readValue(depth: 0)
        var table = root
        root = [:]
        try insert(value, at: (current + path)[...], into: &table)
        root = table
      }
      skipBlanks()
      if peek == UInt8(ascii: "#") { skipLine() }
      guard peek == nil || peek == 0x0A || peek == 0x0D else {
        throw problem("Expected newline or end of document after a statement")
      }
    }
  }

  // MARK: Tables

  private mutating func readHeader() throws(TOMLProblem) {
    position += 1
    let isList = peek == UInt8(ascii: "[")
    if isList { position += 1 }
    let path = try readPath()
    try expect("]")
    if isList { try expect("]") }
    current = path
    var table = root
    root = [:]
    if isList {
      try insertElement(at: path[...], into: &table)
      headers = headers.filter { !$0.starts(with: path) }
    } else {
      guard headers.insert(path).inserted else {
        throw problem("Cannot declare \(path.joined(separator: ".")) twice")
      }
      try insertTable(at: path[...], into: &table)
    }
    root = table
  }

  private func insertTable(
    at path: ArraySlice<String>, into table: inout Table
  ) throws(TOMLProblem) {
    guard let key = path.first else { return }
    try change(key, in: &table) { (inner) throws(TOMLProblem) in
      try insertTable(at: path.dropFirst(), into: &inner)
    }
  }

  private func insertElement(
    at path: ArraySlice<String>, into table: inout Table
  ) throws(TOMLProblem) {
    guard let key = path.first else { return }
    if path.count > 1 {
      return try change(key, in: &table) { (inner) throws(TOMLProblem) in
        try insertElement(at: path.dropFirst(), into: &inner)
      }
    }
    switch table[key] {
    case nil: table[key] = .array([.object([:])])
    case .array(let elements): table[key] = .array(elements + [.object([:])])
    default: throw problem("Cannot overwrite a value")
    }
  }

  private func insert(
    _ value: JSONValue, at path: ArraySlice<String>, into table: inout Table
  ) throws(TOMLProblem) {
    guard let key = path.first else { return }
    if path.count > 1 {
      return try change(key, in: &table) { (inner) throws(TOMLProblem) in
        try insert(value, at: path.dropFirst(), into: &inner)
      }
    }
    guard table[key] == nil else { throw problem("Cannot overwrite a value") }
    table[key] = value
  }

  /// Changes the table under a key, or the last one of the list there; makes one where nothing is.
  private func change(
    _ key: String, in table: inout Table, _ body: (inout Table) throws(TOMLProblem) -> Void
  ) throws(TOMLProblem) {
    switch table[key] {
    case nil:
      var inner: Table = [:]
      try body(&inner)
      table[key] = .object(inner)
    case .object(var inner):
      try body(&inner)
      table[key] = .object(inner)
    case .array(var elements):
      guard case .object(var inner)? = elements.last else {
        throw problem("Cannot overwrite a value")
      }
      try body(&inner)
      elements[elements.count - 1] = .object(inner)
      table[key] = .array(elements)
    default: throw problem("Cannot overwrite a value")
    }
  }

  /// `a.b."c d"`.
  private mutating func readPath() throws(TOMLProblem) -> [String] {
    var path: [String] = []
    while true {
      skipBlanks()
      if peek == UInt8(ascii: "\"") || peek == UInt8(ascii: "'") {
        path.append(try readText())
      } else {
        let start = position
        while let byte = peek, isBare(byte) { position += 1 }
        guard position > start else { throw problem("Invalid initial character for a key part") }
        path.append(String(decoding: bytes[start..<position], as: UTF8.self))
      }
      skipBlanks()
      guard peek == UInt8(ascii: ".") else { return path }
      guard path.count < 100 else { throw problem("Nested too deeply") }
      position += 1
    }
  }

  private func isBare(_ byte: UInt8) -> Bool {
    let letter = byte | 0x20
    return letter >= UInt8(ascii: "a") && letter <= UInt8(ascii: "z")
      || byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") || byte == UInt8(ascii: "_")
      || byte == UInt8(ascii: "-")
  }

  // MARK: Values

  private mutating func readValue(depth: Int) throws(TOMLProblem) -> JSONValue {
    guard depth < 100 else { throw problem("Nested too deeply") }
    switch peek {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return .string(try readText())
    case UInt8(ascii: "["): return try readList(depth: depth)
    case UInt8(ascii: "{"): return try readInlineTable(depth: depth)
    default: return try readScalar()
    }
  }

  private mutating func readList(depth: Int) throws(TOMLProblem) -> JSONValue {
    position += 1
    var values: [JSONValue] = []
    while true {
      skipEmptyLines()
      if take("]") { return .array(values) }
      values.append(try readValue(depth: depth + 1))
      skipEmptyLines()
      if take(",") { continue }
      guard take("]") else { throw problem("Unclosed array") }
      return .array(values)
    }
  }

  private mutating func readInlineTable(depth: Int) throws(TOMLProblem) -> JSONValue {
    position += 1
    var table: Table = [:]
    skipBlanks()
    if take("}") { return .object(table) }
    while true {
      let path = try readPath()
      try expect("=")
      skipBlanks()
      try insert(try readValue(depth: depth + 1), at: path[...], into: &table)
      skipBlanks()
      if take(",") { continue }
      guard take("}") else { throw problem("Unclosed inline table") }
      return .object(table)
    }
  }

  private mutating func readScalar() throws(TOMLProblem) -> JSONValue {
    let start = position
    while let byte = peek, isBare(byte) || [0x2B, 0x2E, 0x3A].contains(byte) { position += 1 }
    let word = String(decoding: bytes[start..<position], as: UTF8.self)
    switch word {
    case "true": return .bool(true)
    case "false": return .bool(false)
    case "inf", "+inf": return .double(.infinity)
    case "-inf": return .double(-.infinity)
    case "nan", "+nan", "-nan": return .double(.nan)
    default: break
    }
    let digits = word.filter { $0 != "_" }
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] where digits.hasPrefix(prefix) {
      if let number = Int(digits.dropFirst(2), radix: radix) { return .integer(number) }
    }
    if let number = Int(digits) { return .integer(number) }
    if digits.utf8.first.map({ $0 < UInt8(ascii: ":") }) == true, let number = Double(digits) {
      return .double(number)
    }
    throw problem(word.contains("-") ? "Dates are not read here" : "Invalid value")
  }

  // MARK: Texts

  private mutating func readText() throws(TOMLProblem) -> String {
    let quote = bytes[position]
    let isLong = bytes[position...].starts(with: [quote, quote, quote])
    position += isLong ? 3 : 1
    if isLong, peek == 0x0D { position += 1 }
    if isLong, peek == 0x0A { position += 1 }
    let isLiteral = quote == UInt8(ascii: "'")
    var result: [UInt8] = []
    while let byte = peek {
      if byte == quote {
        if !isLong {
          position += 1
          return String(decoding: result, as: UTF8.self)
        }
        if bytes[position...].starts(with: [quote, quote, quote]) {
          position += 3
          // Up to two quotes may stand in front of those that end the text.
          while peek == quote, result.count < bytes.count {
            result.append(quote)
            position += 1
          }
          return String(decoding: result, as: UTF8.self)
        }
      }
      if byte == 0x0A, !isLong { break }
      if byte == UInt8(ascii: "\\"), !isLiteral {
        try readEscape(into: &result, isLong: isLong)
      } else {
        result.append(byte)
        position += 1
      }
    }
    throw problem("Unterminated string")
  }

  private mutating func readEscape(
    into result: inout [UInt8], isLong: Bool
  ) throws(TOMLProblem) {
    position += 1
    guard let byte = peek else { throw problem("Unterminated string") }
    position += 1
    switch byte {
    case UInt8(ascii: "b"): result.append(0x08)
    case UInt8(ascii: "t"): result.append(0x09)
    case UInt8(ascii: "n"): result.append(0x0A)
    case UInt8(ascii: "f"): result.append(0x0C)
    case UInt8(ascii: "r"): result.append(0x0D)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): result.append(byte)
    case UInt8(ascii: "u"), UInt8(ascii: "U"):
      let end = position + (byte == UInt8(ascii: "u") ? 4 : 8)
      guard end <= bytes.count,
        let code = UInt32(String(decoding: bytes[position..<end], as: UTF8.self), radix: 16),
        let scalar = Unicode.Scalar(code)
      else { throw problem("Invalid hex value") }
      result += Array(String(scalar).utf8)
      position = end
    case 0x0A, 0x0D, 0x20, 0x09:
      guard isLong else { throw problem("Unescaped '\\' in a string") }
      while let byte = peek, [0x0A, 0x0D, 0x20, 0x09].contains(byte) { position += 1 }
    default: throw problem("Unescaped '\\' in a string")
    }
  }

  // MARK: Bytes

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard peek == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func expect(_ character: Unicode.Scalar) throws(TOMLProblem) {
    guard take(character) else { throw problem("Expected '\(character)'") }
  }

  private mutating func skipBlanks() {
    while peek == 0x20 || peek == 0x09 { position += 1 }
  }

  private mutating func skipLine() {
    while let byte = peek, byte != 0x0A { position += 1 }
  }

  private mutating func skipEmptyLines() {
    while let byte = peek {
      switch byte {
      case 0x20, 0x09, 0x0A, 0x0D: position += 1
      case UInt8(ascii: "#"): skipLine()
      default: return
      }
    }
  }

  private func problem(_ message: String) -> TOMLProblem {
    let line = bytes[..<min(position, bytes.count)].reduce(1) { $1 == 0x0A ? $0 + 1 : $0 }
    return TOMLProblem(message: message, line: line)
  }
}
