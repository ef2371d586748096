/// Which of YAML's scalar styles can hold a text, judged as PyYAML's emitter does with ASCII output.
struct ScalarAnalysis {
  /// The number of code points.
  var length = 0
  /// Whether there is a line break inside (also one beyond ASCII).
  var isMultiline = false
  /// Whether it may stand unquoted in block context.
  var allowsPlain = true
  /// Whether it may stand in single quotes.
  var allowsSingleQuoted = true

  /// Judges the UTF-8 bytes of a text.
  init(_ bytes: Span<UInt8>) {
    let count = bytes.count
    guard count > 0 else { return }
    if Self.isWord(bytes) {
      length = count
      return
    }
    var hasIndicator = Self.startsLikeDocumentMark(bytes)
    var hasSpecial = false
    var hasEdgeBlank = false
    var breakThenSpace = false
    var spaceThenBreak = false
    var isAfterSpace = false
    var isAfterBreak = false
    var isAfterBlank = true
    for index in 0..<count {
      let byte = bytes[index]
      if byte & 0xC0 != 0x80 { length += 1 }
      if byte >= 0x80 || byte < 0x20 && byte != 0x0A || byte == 0x7F { hasSpecial = true }
      switch byte {
      case 0x20:
        if index == 0 || index == count - 1 { hasEdgeBlank = true }
        if isAfterBreak { breakThenSpace = true }
        isAfterSpace = true
        isAfterBreak = false
        isAfterBlank = true
        continue
      case 0x0A:
        isMultiline = true
        if index == 0 || index == count - 1 { hasEdgeBlank = true }
        if isAfterSpace { spaceThenBreak = true }
        isAfterSpace = false
        isAfterBreak = true
        isAfterBlank = true
        continue
      case UInt8(ascii: ":"):
        if Self.isBlank(bytes, index + 1) { hasIndicator = true }
      case UInt8(ascii: "#"):
        if isAfterBlank { hasIndicator = true }
      case UInt8(ascii: "?"), UInt8(ascii: "-"):
        if index == 0, Self.isBlank(bytes, 1) { hasIndicator = true }
      case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"),
        UInt8(ascii: "}"), UInt8(ascii: "&"), UInt8(ascii: "*"), UInt8(ascii: "!"),
        UInt8(ascii: "|"), UInt8(ascii: ">"), UInt8(ascii: "'"), UInt8(ascii: "\""),
        UInt8(ascii: "%"), UInt8(ascii: "@"), UInt8(ascii: "`"):
        if index == 0 { hasIndicator = true }
      case 0x85 where index > 0 && bytes[index - 1] == 0xC2:
        isMultiline = true
      case 0xA8 where index > 1 && bytes[index - 1] == 0x80 && bytes[index - 2] == 0xE2,
        0xA9 where index > 1 && bytes[index - 1] == 0x80 && bytes[index - 2] == 0xE2:
        isMultiline = true
      default: break
      }
      isAfterSpace = false
      isAfterBreak = false
      isAfterBlank = byte == 0x09 || byte == 0x0D || byte == 0
    }
    allowsSingleQuoted = !breakThenSpace && !spaceThenBreak && !hasSpecial
    allowsPlain = allowsSingleQuoted && !hasEdgeBlank && !hasIndicator && !isMultiline
  }

  /// Whether there are letters, digits, underscores and inner hyphens only, as in most texts: these
  /// need no closer look.
  private static func isWord(_ bytes: Span<UInt8>) -> Bool {
    for index in bytes.indices {
      switch bytes[index] {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
        continue
      case UInt8(ascii: "-") where index > 0: continue
      default: return false
      }
    }
    return true
  }

  private static func startsLikeDocumentMark(_ bytes: Span<UInt8>) -> Bool {
    guard bytes.count >= 3 else { return false }
    let first = bytes[0]
    return (first == UInt8(ascii: "-") || first == UInt8(ascii: ".")) && bytes[1] == first
      && bytes[2] == first
  }

  /// Whether a blank or the end stands at a place. (Blanks beyond ASCII do not matter, for a text
  /// with one is double-quoted anyway.)
  private static func isBlank(_ bytes: Span<UInt8>, _ index: Int) -> Bool {
    guard index < bytes.count else { return true }
    let byte = bytes[index]
    return byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D || byte == 0
  }
}
