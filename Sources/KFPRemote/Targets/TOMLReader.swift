public import OrderedCollections

/// A value of a settings file.
public enum SettingValue: Hashable, Sendable {
  case text(String)
  case number(Double)
  case bool(Bool)
}

/// Settings by key.
public typealias Settings = OrderedDictionary<String, SettingValue>

/// What is wrong with a settings file, and on which line.
public struct SettingsProblem: Error, Hashable, Sendable {
  /// The line, from 1.
  public var line: Int
  /// What is wrong.
  public var message: String
}

/// The tables of a settings file: the names in their headers, and their settings. The first table has
/// no name: it is what stands above the first header.
struct SettingsFile: Hashable, Sendable {
  var tables: [Table]

  struct Table: Hashable, Sendable {
    var name: [String]
    var line: Int
    var settings: Settings
    var lines: [String: Int]
  }
}

/// Reads the part of TOML 1.0 that settings need: comments, `[table]` and `[table.name]` headers, and
/// `key = value` with texts on one line, numbers and Booleans. Everything else of TOML is refused with
/// its line, never misread.
struct TOMLReader {
  private let lines: [[UInt8]]

  init(_ bytes: [UInt8]) {
    lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { $0.last == 13 ? Array($0.dropLast()) : Array($0) }
  }

  /// Reads the file.
  func read() throws(SettingsProblem) -> SettingsFile {
    var tables = [SettingsFile.Table(name: [], line: 0, settings: [:], lines: [:])]
    for (index, bytes) in lines.enumerated() {
      var line = TOMLLine(bytes, number: index + 1)
      line.skipSpaces()
      if line.isAtEnd { continue }
      if line.takes("[") {
        let name = try line.header()
        guard !tables.contains(where: { $0.name == name }) else {
          throw line.problem("the table `\(name.joined(separator: "."))` stands here twice")
        }
        tables.append(
          SettingsFile.Table(name: name, line: index + 1, settings: [:], lines: [:]))
      } else {
        let (key, value) = try line.setting()
        let last = tables.count - 1
        guard tables[last].settings[key] == nil else {
          throw line.problem("`\(key)` stands here twice")
        }
        tables[last].settings[key] = value
        tables[last].lines[key] = index + 1
      }
    }
    return SettingsFile(tables: tables)
  }
}

/// One line while it is read.
private struct TOMLLine {
  private let bytes: [UInt8]
  private let number: Int
  private var position = 0

  init(_ bytes: [UInt8], number: Int) {
    self.bytes = bytes
    self.number = number
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  /// Whether only a comment is left.
  var isAtEnd: Bool { next == nil || next == UInt8(ascii: "#") }

  mutating func skipSpaces() {
    while next == 32 || next == 9 { position += 1 }
  }

  mutating func takes(_ text: StaticString) -> Bool {
    let wanted = text.withUTF8Buffer { Array($0) }
    guard bytes[position...].starts(with: wanted) else { return false }
    position += wanted.count
    return true
  }

  func problem(_ message: String) -> SettingsProblem {
    SettingsProblem(line: number, message: message)
  }

  /// The names of a header, behind its bracket.
  mutating func header() throws(SettingsProblem) -> [String] {
    if takes("[") { throw problem("lists of tables (`[[...]]`) are not read here") }
    var names: [String] = []
    repeat {
      skipSpaces()
      names.append(try key())
      skipSpaces()
    } while takes(".")
    guard takes("]") else { throw problem("a `]` is missing at the end of the header") }
    try end()
    return names
  }

  /// A key and its value.
  mutating func setting() throws(SettingsProblem) -> (String, SettingValue) {
    let name = try key()
    skipSpaces()
    if next == UInt8(ascii: ".") {
      throw problem("keys with points are not read here; use a table")
    }
    guard takes("=") else { throw problem("`\(name)` needs `= value`") }
    skipSpaces()
    let value = try value(of: name)
    try end()
    return (name, value)
  }

  private mutating func end() throws(SettingsProblem) {
    skipSpaces()
    guard isAtEnd else { throw problem("there is something left at the end of the line") }
  }

  private mutating func key() throws(SettingsProblem) -> String {
    if next == UInt8(ascii: "\"") || next == UInt8(ascii: "'") { return try text() }
    let start = position
    while let byte = next, Self.isBare(byte) { position += 1 }
    guard position > start else { throw problem("a name is missing here") }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private static func isBare(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  private mutating func value(of name: String) throws(SettingsProblem) -> SettingValue {
    if next == UInt8(ascii: "\"") || next == UInt8(ascii: "'") { return .text(try text()) }
    if takes("true") { return .bool(true) }
    if takes("false") { return .bool(false) }
    let start = position
    while let byte = next, Self.isBare(byte) || byte == 43 || byte == 46 { position += 1 }
    let word = String(decoding: bytes[start..<position], as: UTF8.self)
    let isNumber = word.utf8.allSatisfy { (48...57).contains($0) || $0 == 46 || $0 == 45 }
    if isNumber, let number = Double(word) { return .number(number) }
    // The value is not quoted back: it may be a secret.
    throw problem("the value of `\(name)` should be a text in quotes, a number, `true` or `false`")
  }

  /// A text in either kind of quotes.
  private mutating func text() throws(SettingsProblem) -> String {
    if takes("\"\"\"") || takes("'''") {
      throw problem("texts of several lines are not read here")
    }
    guard let quote = next else { throw problem("a text is missing here") }
    position += 1
    var text: [UInt8] = []
    while let byte = next, byte != quote {
      position += 1
      if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
        text += try escaped()
      } else {
        guard byte >= 32 || byte == 9 else { throw problem("a control character in a text") }
        text.append(byte)
      }
    }
    guard next == quote else { throw problem("the text does not end on its line") }
    position += 1
    guard let checked = String(validating: text, as: UTF8.self) else {
      throw problem("a text that is not UTF-8")
    }
    return checked
  }

  private mutating func escaped() throws(SettingsProblem) -> [UInt8] {
    guard let byte = next else { throw problem("the text does not end on its line") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): return [byte]
    case UInt8(ascii: "n"): return [10]
    case UInt8(ascii: "t"): return [9]
    case UInt8(ascii: "r"): return [13]
    case UInt8(ascii: "b"): return [8]
    case UInt8(ascii: "f"): return [12]
    case UInt8(ascii: "u"), UInt8(ascii: "U"):
      let count = byte == UInt8(ascii: "u") ? 4 : 8
      let digits = bytes[position...].prefix(count)
      guard digits.count == count,
        let code = UInt32(String(decoding: digits, as: UTF8.self), radix: 16),
        let scalar = Unicode.Scalar(code)
      else { throw problem("`\\u` needs the number of a character") }
      position += count
      return Array(String(Character(scalar)).utf8)
    default: throw problem("`\\\(Unicode.Scalar(byte))` means nothing in a text")
    }
  }
}
