/// The bytes of Python's notation, by name.
enum Byte {
  static let tab: UInt8 = 0x09
  static let lineFeed: UInt8 = 0x0A
  static let formFeed: UInt8 = 0x0C
  static let carriageReturn: UInt8 = 0x0D
  static let space: UInt8 = 0x20
  static let doubleQuote: UInt8 = 0x22
  static let hash: UInt8 = 0x23
  static let singleQuote: UInt8 = 0x27
  static let leftParenthesis: UInt8 = 0x28
  static let rightParenthesis: UInt8 = 0x29
  static let dot: UInt8 = 0x2E
  static let zero: UInt8 = 0x30
  static let colon: UInt8 = 0x3A
  static let leftBracket: UInt8 = 0x5B
  static let backslash: UInt8 = 0x5C
  static let rightBracket: UInt8 = 0x5D
  static let underscore: UInt8 = 0x5F
  static let leftBrace: UInt8 = 0x7B
  static let rightBrace: UInt8 = 0x7D
}

extension UInt8 {
  var isDigit: Bool { self &- 0x30 < 10 }

  var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }

  var hexValue: UInt32? {
    if isDigit { return UInt32(self &- 0x30) }
    let folded = (self | 0x20) &- 0x61
    return folded < 6 ? UInt32(folded) + 10 : nil
  }

  /// Whether an identifier can start here; bytes of non-ASCII characters are looked at later.
  var startsIdentifier: Bool { isLetter || self == Byte.underscore || self >= 0x80 }

  var continuesIdentifier: Bool { startsIdentifier || isDigit }

  var endsLine: Bool { self == Byte.lineFeed || self == Byte.carriageReturn }
}

extension Unicode.Scalar {
  /// Whether a Python identifier may start with it.
  var startsIdentifier: Bool {
    self == "_" || properties.isXIDStart
      || value == 0x1885 || value == 0x1886 || value == 0x2118 || value == 0x212E
      || value == 0x309B || value == 0x309C
  }

  /// Whether a Python identifier may go on with it.
  var continuesIdentifier: Bool { startsIdentifier || properties.isXIDContinue }
}

/// The scalar that starts at `index`, with its length in bytes; nil where the bytes are not UTF-8.
func decodeScalar(_ bytes: [UInt8], at index: Int) -> (scalar: Unicode.Scalar, length: Int)? {
  guard index < bytes.count else { return nil }
  let first = bytes[index]
  if first < 0x80 { return (Unicode.Scalar(first), 1) }
  let length: Int
  var value: UInt32
  switch first {
  case 0xC2...0xDF: (length, value) = (2, UInt32(first & 0x1F))
  case 0xE0...0xEF: (length, value) = (3, UInt32(first & 0x0F))
  case 0xF0...0xF4: (length, value) = (4, UInt32(first & 0x07))
  default: return nil
  }
  guard index + length <= bytes.count else { return nil }
  for offset in 1..<length {
    let byte = bytes[index + offset]
    guard byte & 0xC0 == 0x80 else { return nil }
    value = value << 6 | UInt32(byte & 0x3F)
  }
  if length == 3, value < 0x800 { return nil }
  if length == 4, value < 0x10000 { return nil }
  guard let scalar = Unicode.Scalar(value) else { return nil }
  return (scalar, length)
}
