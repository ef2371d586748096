import KFPSource

extension Lexer {
  /// Checks that the text is UTF-8 and says so, and passes over a byte order mark.
  mutating func checkEncoding() {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    guard bytes.contains(where: { $0 >= 0x80 || $0 == 0 }) else { return }
    if looksLikeUTF16 { return report(.wideText(at: span(0, min(2, bytes.count)))) }
    if let (name, place) = declaredEncoding(), !isUTF8Name(name) {
      report(.foreignEncoding(name, at: place))
      return
    }
    var index = position
    var reportedNull = false
    while index < bytes.count {
      if bytes[index] == 0, !reportedNull {
        reportedNull = true
        report(.nullByte(at: span(index, index + 1)))
      }
      if bytes[index] < 0x80 {
        index += 1
        continue
      }
      guard let (_, length) = decodeScalar(bytes, at: index) else {
        return report(.notUTF8(bytes[index], at: span(index, index + 1)))
      }
      index += length
    }
  }

  /// Whether every other byte at the beginning is zero, or the mark of UTF-16 stands there.
  private var looksLikeUTF16: Bool {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return true }
    let head = bytes.prefix(8)
    guard head.count >= 4 else { return false }
    let zeros = head.indices.filter { head[$0] == 0 }
    return zeros.count == head.count / 2 && Set(zeros.map { $0 % 2 }).count == 1
  }

  /// The encoding named in a comment on one of the first two lines.
  private func declaredEncoding() -> (String, Span)? {
    var start = position
    for _ in 0..<2 {
      var end = start
      while end < bytes.count, !bytes[end].endsLine { end += 1 }
      var index = start
      while index < end,
        bytes[index] == Byte.space || bytes[index] == Byte.tab || bytes[index] == Byte.formFeed
      {
        index += 1
      }
      if index < end, bytes[index] != Byte.hash { return nil }
      if let found = encodingName(in: index..<end) { return found }
      guard end < bytes.count else { return nil }
      start = skippingLineEnd(at: end)
    }
    return nil
  }

  private func encodingName(in range: Range<Int>) -> (String, Span)? {
    let word = Array("coding".utf8)
    var index = range.lowerBound
    while index + word.count < range.upperBound {
      defer { index += 1 }
      guard bytes[index..<(index + word.count)].elementsEqual(word) else { continue }
      var start = index + word.count
      guard bytes[start] == Byte.colon || bytes[start] == 0x3D else { continue }
      start += 1
      while start < range.upperBound, bytes[start] == Byte.space || bytes[start] == Byte.tab {
        start += 1
      }
      var end = start
      while end < range.upperBound,
        bytes[end].continuesIdentifier || bytes[end] == 0x2D || bytes[end] == Byte.dot
      {
        end += 1
      }
      guard end > start else { continue }
      return (String(decoding: bytes[start..<end], as: UTF8.self), span(start, end))
    }
    return nil
  }

  private func isUTF8Name(_ name: String) -> Bool {
    let folded = name.lowercased().filter { $0 != "-" && $0 != "_" }
    return folded == "utf8" || folded == "utf8sig" || folded == "utf" || folded == "u8"
      || folded.hasPrefix("utf8")
  }
}
