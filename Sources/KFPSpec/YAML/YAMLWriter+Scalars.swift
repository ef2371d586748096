extension YAMLWriter {
  /// Writes a text without quotes; it has no line breaks. Single spaces beyond the width become
  /// line breaks.
  mutating func writePlain(_ text: Span<UInt8>, splits: Bool) {
    guard !text.isEmpty else { return }
    if !isAfterSpace {
      bytes.append(0x20)
      column += 1
    }
    isAfterSpace = false
    isInIndentation = false
    let count = text.count
    guard splits, column + count > Self.width else {
      append(text, 0..<count)
      return
    }
    var start = 0
    var isInSpaces = false
    for end in 0...count {
      let byte = end < count ? text[end] : nil
      if isInSpaces {
        if byte != 0x20 {
          if start + 1 == end, column > Self.width {
            startLine()
            isAfterSpace = false
            isInIndentation = false
          } else {
            append(text, start..<end)
          }
          start = end
        }
      } else if byte == nil || byte == 0x20 {
        append(text, start..<end)
        start = end
      }
      isInSpaces = byte == 0x20
    }
  }

  /// Writes a text in single quotes; it is ASCII, and its line breaks become empty lines.
  mutating func writeSingleQuoted(_ text: Span<UInt8>, splits: Bool) {
    write(indicator: "'", needsSpace: true)
    let count = text.count
    var start = 0
    var isInSpaces = false
    var isInBreaks = false
    for end in 0...count {
      let byte = end < count ? text[end] : nil
      if isInSpaces {
        if byte != 0x20 {
          if start + 1 == end, column > Self.width, splits, start != 0, end != count {
            startLine()
          } else {
            append(text, start..<end)
          }
          start = end
        }
      } else if isInBreaks {
        if byte != 0x0A {
          breakLine()
          for _ in start..<end { breakLine() }
          startLine()
          start = end
        }
      } else if byte == nil || byte == 0x20 || byte == 0x0A || byte == UInt8(ascii: "'") {
        append(text, start..<end)
        start = end
      }
      if byte == UInt8(ascii: "'") {
        bytes.append(UInt8(ascii: "'"))
        bytes.append(UInt8(ascii: "'"))
        column += 2
        start = end + 1
      }
      isInSpaces = byte == 0x20
      isInBreaks = byte == 0x0A
    }
    write(indicator: "'", needsSpace: false)
  }

  /// Writes a text in double quotes, folded with `\` at the end of a line.
  mutating func writeDoubleQuoted(_ text: Span<UInt8>, splits: Bool) {
    write(indicator: "\"", needsSpace: true)
    let count = text.count
    // `start` is where the text not yet written begins; right after an escape it is `end`.
    var start = 0
    var index = 0
    while index < count {
      let byte = text[index]
      var next = index + 1
      var isEscaped = false
      if byte < 0x20 || byte > 0x7E || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
        append(text, start..<index)
        next = writeEscape(text, at: index)
        start = next
        isEscaped = true
      }
      // A line may be broken at a space and around an escape. PyYAML's count of what is pending is
      // -1 right after an escape.
      if splits, index > 0, next < count, byte == 0x20 || start >= index,
        column + (isEscaped ? -1 : index - start) > Self.width
      {
        append(text, min(start, index)..<index, after: &start)
        bytes.append(UInt8(ascii: "\\"))
        column += 1
        startLine()
        isAfterSpace = false
        isInIndentation = false
        if text[start] == 0x20 {
          bytes.append(UInt8(ascii: "\\"))
          column += 1
        }
      }
      index = next
    }
    append(text, start..<max(start, count))
    write(indicator: "\"", needsSpace: false)
  }

  /// Writes what is pending before a fold, unless an escape has just been written.
  private mutating func append(_ text: Span<UInt8>, _ range: Range<Int>, after start: inout Int) {
    guard start < range.upperBound else { return }
    append(text, range)
    start = range.upperBound
  }

  private mutating func append(_ text: Span<UInt8>, _ range: Range<Int>) {
    guard !range.isEmpty else { return }
    column += range.count
    text.extracting(range).withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
  }

  /// Writes the character at a place as an escape, and says where the next one begins.
  private mutating func writeEscape(_ text: Span<UInt8>, at index: Int) -> Int {
    let (code, next) = decode(text, at: index)
    let letter: UInt8? =
      switch code {
      case 0x00: UInt8(ascii: "0")
      case 0x07: UInt8(ascii: "a")
      case 0x08: UInt8(ascii: "b")
      case 0x09: UInt8(ascii: "t")
      case 0x0A: UInt8(ascii: "n")
      case 0x0B: UInt8(ascii: "v")
      case 0x0C: UInt8(ascii: "f")
      case 0x0D: UInt8(ascii: "r")
      case 0x1B: UInt8(ascii: "e")
      case 0x22: UInt8(ascii: "\"")
      case 0x5C: UInt8(ascii: "\\")
      case 0x85: UInt8(ascii: "N")
      case 0xA0: UInt8(ascii: "_")
      case 0x2028: UInt8(ascii: "L")
      case 0x2029: UInt8(ascii: "P")
      default: nil
      }
    bytes.append(UInt8(ascii: "\\"))
    if let letter {
      bytes.append(letter)
      column += 2
      return next
    }
    let (mark, digits) =
      code <= 0xFF
      ? (UInt8(ascii: "x"), 2) : code <= 0xFFFF ? (UInt8(ascii: "u"), 4) : (UInt8(ascii: "U"), 8)
    bytes.append(mark)
    for position in stride(from: (digits - 1) * 4, through: 0, by: -4) {
      let digit = UInt8(truncatingIfNeeded: code >> UInt32(position) & 0xF)
      bytes.append(digit < 10 ? digit + UInt8(ascii: "0") : digit - 10 + UInt8(ascii: "A"))
    }
    column += 2 + digits
    return next
  }

  /// Decodes the code point at a place of valid UTF-8.
  private func decode(_ text: Span<UInt8>, at index: Int) -> (code: UInt32, next: Int) {
    let first = text[index]
    let count = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    var code = count == 1 ? UInt32(first) : UInt32(first) & (0x7F >> UInt32(count))
    let end = min(index + count, text.count)
    var next = index + 1
    while next < end {
      code = code << 6 | UInt32(text[next] & 0x3F)
      next += 1
    }
    return (code, next)
  }
}
