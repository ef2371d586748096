/// A piece of a line of Markdown.
enum MarkdownSpan: Hashable {
  case text(String)
  case code(String)
  case emphasis([MarkdownSpan])
  case strong([MarkdownSpan])
  /// The address is one that may be followed: other schemes are read as text.
  case link([MarkdownSpan], address: String)
  case lineBreak
}

/// The pieces of a paragraph.
func markdownSpans(of text: String) -> [MarkdownSpan] {
  var reader = SpanReader(Array(text.unicodeScalars), depth: 0)
  return reader.read()
}

/// A text without its marks.
func plainText(of text: String) -> String {
  plainText(of: markdownSpans(of: text))
}

private func plainText(of spans: [MarkdownSpan]) -> String {
  spans.map { span in
    switch span {
    case .text(let text), .code(let text): text
    case .emphasis(let inner), .strong(let inner), .link(let inner, _): plainText(of: inner)
    case .lineBreak: " "
    }
  }.joined()
}

private struct SpanReader {
  let scalars: [Unicode.Scalar]
  let depth: Int
  private var index = 0
  private var spans: [MarkdownSpan] = []
  private var text = String.UnicodeScalarView()

  init(_ scalars: [Unicode.Scalar], depth: Int) {
    self.scalars = scalars
    self.depth = depth
  }

  mutating func read() -> [MarkdownSpan] {
    while index < scalars.count {
      let scalar = scalars[index]
      switch scalar {
      case "\\" where index + 1 < scalars.count && isPunctuation(scalars[index + 1]):
        text.append(scalars[index + 1])
        index += 2
      case "\n":
        add(.lineBreak)
        index += 1
      case "`" where readCode(): continue
      case "*" where readEmphasis(scalar), "_" where readEmphasis(scalar): continue
      case "[" where readLink(), "<" where readAddress(): continue
      default:
        text.append(scalar)
        index += 1
      }
    }
    endText()
    return spans
  }

  private mutating func endText() {
    guard !text.isEmpty else { return }
    spans.append(.text(String(text)))
    text = String.UnicodeScalarView()
  }

  private mutating func add(_ span: MarkdownSpan) {
    endText()
    spans.append(span)
  }

  private func run(of scalar: Unicode.Scalar, at start: Int) -> Int {
    var end = start
    while end < scalars.count, scalars[end] == scalar { end += 1 }
    return end - start
  }

  private func string(_ range: Range<Int>) -> String {
    String(String.UnicodeScalarView(scalars[range]))
  }

  private func inner(_ range: Range<Int>) -> [MarkdownSpan] {
    guard depth < 8 else { return [.text(string(range))] }
    var reader = SpanReader(Array(scalars[range]), depth: depth + 1)
    return reader.read()
  }

  private mutating func readCode() -> Bool {
    let length = run(of: "`", at: index)
    var end = index + length
    while end < scalars.count {
      let closing = run(of: "`", at: end)
      if closing == length {
        add(.code(string(index + length..<end).trimmingBlanks()))
        index = end + length
        return true
      }
      end += max(1, closing)
    }
    return false
  }

  private mutating func readEmphasis(_ mark: Unicode.Scalar) -> Bool {
    let length = min(2, run(of: mark, at: index))
    let start = index + length
    guard start < scalars.count, !scalars[start].properties.isWhitespace else { return false }
    // `_` inside a word is part of it.
    if mark == "_", index > 0, isWordScalar(scalars[index - 1]) { return false }
    var end = start
    while end < scalars.count {
      if scalars[end] == "`" {
        end += max(1, run(of: "`", at: end))
        while end < scalars.count, scalars[end] != "`" { end += 1 }
        end += 1
        continue
      }
      if scalars[end] == mark, run(of: mark, at: end) >= length, end > start,
        !scalars[end - 1].properties.isWhitespace
      {
        let behind = end + length
        if mark == "_", behind < scalars.count, isWordScalar(scalars[behind]) {
          end += 1
          continue
        }
        let content = inner(start..<end)
        add(length == 2 ? .strong(content) : .emphasis(content))
        index = behind
        return true
      }
      end += 1
    }
    return false
  }

  private mutating func readLink() -> Bool {
    var end = index + 1
    var depth = 1
    while end < scalars.count {
      if scalars[end] == "[" { depth += 1 }
      if scalars[end] == "]" { depth -= 1 }
      if depth == 0 { break }
      end += 1
    }
    guard end + 1 < scalars.count, scalars[end + 1] == "(",
      let close = scalars[(end + 2)...].firstIndex(of: ")")
    else { return false }
    let address = string(end + 2..<close).trimmingBlanks()
    let content = inner(index + 1..<end)
    if isSafe(address) {
      add(.link(content, address: address))
    } else {
      endText()
      spans += content
    }
    index = close + 1
    return true
  }

  /// `<https://example.org>`.
  private mutating func readAddress() -> Bool {
    guard let close = scalars[index...].firstIndex(of: ">") else { return false }
    let address = string(index + 1..<close)
    guard address.hasPrefix("https://") || address.hasPrefix("http://"), isSafe(address) else {
      return false
    }
    add(.link([.text(address)], address: address))
    index = close + 1
    return true
  }
}

/// Whether an address may be followed from a page: the web, mail, or a place beside or in the page.
private func isSafe(_ address: String) -> Bool {
  guard !address.isEmpty, !address.contains(where: { $0.isWhitespace || $0.isNewline }),
    !address.unicodeScalars.contains(where: { $0.value < 0x20 })
  else { return false }
  let lower = address.lowercased()
  if ["https://", "http://", "mailto:", "#"].contains(where: { lower.hasPrefix($0) }) {
    return true
  }
  return !lower.contains(":") && !lower.hasPrefix("//")
}

private func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
  scalar.isASCII && scalar.value > 0x20 && !scalar.properties.isAlphabetic
    && scalar.properties.numericType == nil
}

private func isWordScalar(_ scalar: Unicode.Scalar) -> Bool {
  scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "_"
}
