import OrderedCollections

/// How a JSON value is written.
public struct JSONTextStyle: Hashable, Sendable {
  /// What stands between two elements.
  public var itemSeparator: String
  /// What stands between a key and its value.
  public var keySeparator: String
  /// Whether objects are written by ascending keys (code points) instead of in their own order.
  public var sortsKeys: Bool
  /// How far each level is indented; nil writes one line.
  public var indentation: Int?
  /// Whether everything beyond ASCII is escaped.
  public var isASCII: Bool

  /// Creates a style.
  public init(
    itemSeparator: String = ",", keySeparator: String = ":", sortsKeys: Bool = false,
    indentation: Int? = nil, isASCII: Bool = false
  ) {
    self.itemSeparator = itemSeparator
    self.keySeparator = keySeparator
    self.sortsKeys = sortsKeys
    self.indentation = indentation
    self.isASCII = isASCII
  }

  /// One line without spaces, in the order of the value.
  public static let compact = JSONTextStyle()
  /// One line without spaces, sorted: equal values with equal kinds of numbers give equal text.
  public static let canonical = JSONTextStyle(sortsKeys: true)
  /// Sorted, two spaces a level, ASCII: `json.dump(value, indent=2, sort_keys=True)`.
  public static let sortedIndented = JSONTextStyle(
    keySeparator: ": ", sortsKeys: true, indentation: 2, isASCII: true)
  /// `json.dumps(value)` of Python.
  public static let python = JSONTextStyle(
    itemSeparator: ", ", keySeparator: ": ", isASCII: true)
  /// `json.dumps(value, sort_keys=True)` of Python.
  public static let pythonSorted = JSONTextStyle(
    itemSeparator: ", ", keySeparator: ": ", sortsKeys: true, isASCII: true)
}

extension JSONValue {
  /// The value as JSON text. Numbers are written as Python writes them (`3`, `3.0`, `1e+20`, and
  /// `NaN` and `Infinity`, which are not JSON proper).
  public func jsonText(_ style: JSONTextStyle = .compact) -> String {
    String(decoding: jsonBytes(style), as: UTF8.self)
  }

  /// The value as UTF-8 bytes of JSON text.
  public func jsonBytes(_ style: JSONTextStyle = .compact) -> [UInt8] {
    var writer = JSONWriter(style: style)
    writer.write(self, level: 0)
    return writer.bytes
  }
}

extension String {
  /// Whether the text comes before another one by code points, which is how Python orders.
  public func precedesByCodePoint(_ other: String) -> Bool {
    // UTF-8 keeps the order of code points, so bytes can be compared; the fast way needs
    // contiguous storage, which every native string has.
    let fast = utf8.withContiguousStorageIfAvailable { left in
      other.utf8.withContiguousStorageIfAvailable { right in
        let count = Swift.min(left.count, right.count)
        for index in 0..<count where left[index] != right[index] {
          return left[index] < right[index]
        }
        return left.count < right.count
      }
    }
    if let fast, let result = fast { return result }
    return utf8.lexicographicallyPrecedes(other.utf8)
  }
}

private struct JSONWriter {
  let style: JSONTextStyle
  let itemSeparator: [UInt8]
  let keySeparator: [UInt8]
  var bytes: [UInt8] = []

  init(style: JSONTextStyle) {
    self.style = style
    itemSeparator = Array(style.itemSeparator.utf8)
    keySeparator = Array(style.keySeparator.utf8)
  }

  mutating func write(_ value: JSONValue, level: Int) {
    switch value {
    case .null: put("null")
    case .bool(let value): put(value ? "true" : "false")
    case .integer(let value): put(String(value))
    case .double(let value):
      if value.isNaN {
        put("NaN")
      } else if value.isInfinite {
        put(value < 0 ? "-Infinity" : "Infinity")
      } else {
        put(pythonRepr(of: value))
      }
    case .string(let value): write(text: value)
    case .array(let values):
      bytes.append(UInt8(ascii: "["))
      for (index, value) in values.enumerated() {
        if index > 0 { bytes.append(contentsOf: itemSeparator) }
        breakLine(level: level + 1)
        write(value, level: level + 1)
      }
      if !values.isEmpty { breakLine(level: level) }
      bytes.append(UInt8(ascii: "]"))
    case .object(let members):
      bytes.append(UInt8(ascii: "{"))
      var isFirst = true
      for key in style.sortsKeys ? sorted(members.keys) : Array(members.keys) {
        guard let value = members[key] else { continue }
        if !isFirst { bytes.append(contentsOf: itemSeparator) }
        isFirst = false
        breakLine(level: level + 1)
        write(text: key)
        bytes.append(contentsOf: keySeparator)
        write(value, level: level + 1)
      }
      if !isFirst { breakLine(level: level) }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  private func sorted(_ keys: some Sequence<String>) -> [String] {
    keys.sorted { $0.precedesByCodePoint($1) }
  }

  private mutating func breakLine(level: Int) {
    guard let indentation = style.indentation else { return }
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: level * indentation))
  }

  private mutating func put(_ text: String) {
    bytes.append(contentsOf: text.utf8)
  }

  private mutating func write(text: String) {
    bytes.append(UInt8(ascii: "\""))
    if style.isASCII, !text.utf8.allSatisfy({ $0 < 0x80 }) {
      for scalar in text.unicodeScalars {
        if scalar.isASCII {
          write(ascii: UInt8(truncatingIfNeeded: scalar.value))
        } else {
          for unit in String(scalar).utf16 { put(Self.escape(unit)) }
        }
      }
    } else {
      for byte in text.utf8 { write(ascii: byte) }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Writes a byte of a text, escaped where JSON asks for it; DEL where Python escapes it.
  private mutating func write(ascii byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): put("\\\"")
    case UInt8(ascii: "\\"): put("\\\\")
    case 0x0A: put("\\n")
    case 0x0D: put("\\r")
    case 0x09: put("\\t")
    case 0x08: put("\\b")
    case 0x0C: put("\\f")
    case 0..<0x20: put(Self.escape(UInt16(byte)))
    case 0x7F where style.isASCII: put(Self.escape(0x7F))
    default: bytes.append(byte)
    }
  }

  private static func escape(_ unit: UInt16) -> String {
    let digits = String(unit, radix: 16)
    return "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
  }
}
