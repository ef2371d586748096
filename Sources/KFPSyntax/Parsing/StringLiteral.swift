import KFPSource

/// A string token taken apart: its prefix and the bytes between the quotes.
struct StringLiteral {
  var isRaw = false
  var isBytes = false
  var isUnicodePrefixed = false
  let contents: Range<Int>

  /// Takes a string token apart.
  init(_ token: Token, in bytes: [UInt8]) {
    var index = Int(token.start)
    while index < Int(token.end), bytes[index].isLetter {
      switch bytes[index] | 0x20 {
      case 0x72: isRaw = true
      case 0x62: isBytes = true
      // Python marks only the lower-case prefix.
      default: isUnicodePrefixed = bytes[index] == 0x75
      }
      index += 1
    }
    let quote = bytes[index]
    let isTriple =
      Int(token.end) - index >= 6 && bytes[index + 1] == quote && bytes[index + 2] == quote
    let width = isTriple ? 3 : 1
    contents = (index + width)..<max(index + width, Int(token.end) - width)
  }

  /// Literal text of an f-string.
  init(contents token: Token, isRaw: Bool) {
    self.isRaw = isRaw
    contents = Int(token.start)..<Int(token.end)
  }
}

/// What the escapes of strings mean.
extension Parser {
  mutating func decodedText(_ literal: StringLiteral) -> String {
    let range = literal.contents
    let slice = bytes[range]
    let isPlain = slice.allSatisfy {
      $0 != Byte.carriageReturn && ($0 != Byte.backslash || literal.isRaw)
    }
    if isPlain { return String(decoding: slice, as: UTF8.self) }
    var result: [UInt8] = []
    result.reserveCapacity(range.count)
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = bytes[index]
      if byte == Byte.carriageReturn {
        result.append(Byte.lineFeed)
        index = endOfLineEnd(at: index, before: range.upperBound)
      } else if byte == Byte.backslash, !literal.isRaw {
        index = decodeEscape(at: index, before: range.upperBound, bytesOnly: false, into: &result)
      } else {
        result.append(byte)
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  mutating func decodedBytes(_ literal: StringLiteral) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(literal.contents.count)
    var index = literal.contents.lowerBound
    let end = literal.contents.upperBound
    var reported = false
    while index < end {
      let byte = bytes[index]
      if byte >= 0x80, !reported {
        reported = true
        report(.nonASCIIBytes(at: span(UInt32(index), UInt32(index + 1))))
      }
      if byte == Byte.carriageReturn {
        result.append(Byte.lineFeed)
        index = endOfLineEnd(at: index, before: end)
      } else if byte == Byte.backslash, !literal.isRaw {
        index = decodeEscape(at: index, before: end, bytesOnly: true, into: &result)
      } else {
        result.append(byte)
        index += 1
      }
    }
    return result
  }

  private func endOfLineEnd(at index: Int, before end: Int) -> Int {
    index + 1 < end && bytes[index] == Byte.carriageReturn && bytes[index + 1] == Byte.lineFeed
      ? index + 2 : index + 1
  }

  /// Decodes the escape whose backslash stands at `index`; returns the offset behind it.
  private mutating func decodeEscape(
    at index: Int, before end: Int, bytesOnly: Bool, into result: inout [UInt8]
  ) -> Int {
    guard index + 1 < end else {
      result.append(Byte.backslash)
      return index + 1
    }
    let byte = bytes[index + 1]
    switch byte {
    case Byte.lineFeed, Byte.carriageReturn: return endOfLineEnd(at: index + 1, before: end)
    case Byte.backslash, Byte.singleQuote, Byte.doubleQuote: result.append(byte)
    case 0x61: result.append(0x07)
    case 0x62: result.append(0x08)
    case 0x66: result.append(0x0C)
    case 0x6E: result.append(0x0A)
    case 0x72: result.append(0x0D)
    case 0x74: result.append(0x09)
    case 0x76: result.append(0x0B)
    case 0x30...0x37:
      return decodeOctal(at: index, before: end, bytesOnly: bytesOnly, into: &result)
    case 0x78:
      return decodeHex(at: index, digits: 2, before: end, bytesOnly: bytesOnly, into: &result)
    case 0x75 where !bytesOnly:
      return decodeHex(at: index, digits: 4, before: end, bytesOnly: false, into: &result)
    case 0x55 where !bytesOnly:
      return decodeHex(at: index, digits: 8, before: end, bytesOnly: false, into: &result)
    case 0x4E where !bytesOnly:
      return decodeNamed(at: index, before: end, into: &result)
    default:
      result.append(Byte.backslash)
      if byte < 0x80 {
        let text = String(decoding: [Byte.backslash, byte], as: UTF8.self)
        report(.unknownEscape(text, at: span(UInt32(index), UInt32(index + 2))))
      }
      return index + 1
    }
    return index + 2
  }

  private mutating func decodeOctal(
    at index: Int, before end: Int, bytesOnly: Bool, into result: inout [UInt8]
  ) -> Int {
    var value: UInt32 = 0
    var next = index + 1
    while next < min(index + 4, end), bytes[next] &- 0x30 < 8 {
      value = value * 8 + UInt32(bytes[next] &- 0x30)
      next += 1
    }
    append(value, bytesOnly: bytesOnly, from: index, to: next, into: &result)
    return next
  }

  private mutating func decodeHex(
    at index: Int, digits: Int, before end: Int, bytesOnly: Bool, into result: inout [UInt8]
  ) -> Int {
    var value: UInt32 = 0
    var next = index + 2
    while next < min(index + 2 + digits, end), let digit = bytes[next].hexValue {
      value = value << 4 | digit
      next += 1
    }
    guard next == index + 2 + digits, value <= 0x10FFFF else {
      reportMalformedEscape(index, next)
      return next
    }
    append(value, bytesOnly: bytesOnly, from: index, to: next, into: &result)
    return next
  }

  private mutating func decodeNamed(
    at index: Int, before end: Int, into result: inout [UInt8]
  ) -> Int {
    var next = index + 2
    guard next < end, bytes[next] == Byte.leftBrace else {
      reportMalformedEscape(index, next)
      return next
    }
    while next < end, bytes[next] != Byte.rightBrace { next += 1 }
    guard next < end else {
      reportMalformedEscape(index, next)
      return next
    }
    let name = String(decoding: bytes[(index + 3)..<next], as: UTF8.self)
    next += 1
    guard let scalar = scalar(named: name) else {
      reportMalformedEscape(index, next)
      return next
    }
    append(scalar.value, bytesOnly: false, from: index, to: next, into: &result)
    return next
  }

  private mutating func append(
    _ value: UInt32, bytesOnly: Bool, from index: Int, to end: Int, into result: inout [UInt8]
  ) {
    if bytesOnly {
      result.append(UInt8(truncatingIfNeeded: value))
    } else if let scalar = Unicode.Scalar(value) {
      result.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    } else {
      report(.loneSurrogate(at: span(UInt32(index), UInt32(end))))
      result.append(contentsOf: UTF8.encodedReplacementCharacter)
    }
  }

  private mutating func reportMalformedEscape(_ start: Int, _ end: Int) {
    let text = String(decoding: bytes[start..<end], as: UTF8.self)
    report(.malformedEscape(text, at: span(UInt32(start), UInt32(end))))
  }
}
