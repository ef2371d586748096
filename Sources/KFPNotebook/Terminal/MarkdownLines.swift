public import KFPReport

/// A Markdown text as lines of a terminal that is `width` columns wide.
public func markdownLines(of text: String, width: Int, ink: Ink) -> [String] {
  var lines = MarkdownLines(ink: ink)
  lines.put(markdownBlocks(of: text), width: max(20, min(width, 100)), indent: "", first: "")
  while lines.lines.last?.isEmpty == true { lines.lines.removeLast() }
  return lines.lines
}

private struct MarkdownLines {
  let ink: Ink
  var lines: [String] = []

  /// Writes blocks; `first` stands instead of the indent in front of the first line.
  mutating func put(_ blocks: [MarkdownBlock], width: Int, indent: String, first: String) {
    for (index, block) in blocks.enumerated() {
      put(block, width: width, indent: indent, first: index == 0 ? first : indent)
      let isTight: Bool =
        if case .list = block, !indent.isEmpty { true } else { false }
      if !isTight, indent.isEmpty || index + 1 < blocks.count { lines.append("") }
    }
  }

  private mutating func put(_ block: MarkdownBlock, width: Int, indent: String, first: String) {
    switch block {
    case .heading(let level, let text):
      let title = plainText(of: text)
      lines.append(first + ink.strong(printable(title)))
      if level == 1 {
        lines.append(indent + ink.strong(String(repeating: "═", count: columns(of: title))))
      }
    case .paragraph(let text):
      let pieces = words(of: markdownSpans(of: text))
      for (index, line) in wrapped(pieces, width: width - columns(of: indent)).enumerated() {
        lines.append((index == 0 ? first : indent) + line)
      }
    case .code(let language, let text):
      let isPython = ["python", "kfps", "py"].contains(language)
      let code = codeLines(of: text, ink: isPython ? ink : Ink(isColourful: false))
      for line in code { lines.append(indent + "    " + line) }
    case .list(let isOrdered, let start, let items):
      for (index, item) in items.enumerated() {
        let mark = isOrdered ? "\(start + index). " : "• "
        let blank = String(repeating: " ", count: columns(of: mark))
        put(
          item, width: width, indent: indent + blank, first: (index == 0 ? first : indent) + mark)
      }
    case .quote(let inner):
      let bar = ink.faint("│ ")
      put(inner, width: width, indent: indent + bar, first: first + bar)
    case .table(let header, let rows): putTable(header, rows, indent: indent)
    case .rule: lines.append(indent + ink.faint(String(repeating: "─", count: 40)))
    }
  }

  private mutating func putTable(_ header: [String], _ rows: [[String]], indent: String) {
    let table = ([header] + rows).map { $0.map { printable(plainText(of: $0)) } }
    let count = table.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in
      table.map { column < $0.count ? columns(of: $0[column]) : 0 }.max() ?? 0
    }
    for (index, row) in table.enumerated() {
      let cells = row.enumerated().map { column, text in
        text + String(repeating: " ", count: widths[column] - columns(of: text))
      }
      let line = cells.joined(separator: "  ")
      lines.append(indent + (index == 0 ? ink.strong(line) : line))
    }
  }

  /// A word or blank with its colour.
  private struct Piece {
    var text: String
    var paint: @Sendable (String) -> String
  }

  private func words(of spans: [MarkdownSpan]) -> [Piece] {
    words(of: spans) { $0 }
  }

  private func words(
    of spans: [MarkdownSpan], paint: @escaping @Sendable (String) -> String
  ) -> [Piece] {
    let ink = ink
    return spans.flatMap { span -> [Piece] in
      switch span {
      case .text(let text): return cutIntoWords(text).map { Piece(text: $0, paint: paint) }
      case .code(let text):
        // Code is not broken; without colours its marks stay.
        let shown = ink.isColourful ? text : "`\(text)`"
        return [Piece(text: printable(shown), paint: { ink.name($0) })]
      case .strong(let inner): return words(of: inner) { ink.strong($0) }
      case .emphasis(let inner): return words(of: inner) { ink.odd($0) }
      case .link(let inner, let address):
        let label = words(of: inner, paint: paint)
        guard label.map(\.text).joined() != address else { return label }
        return label + words(of: [.text(" (\(address))")]) { ink.faint($0) }
      case .lineBreak: return [Piece(text: "\n", paint: paint)]
      }
    }
  }

  private func wrapped(_ pieces: [Piece], width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var used = 0
    var blank: Piece?
    for piece in joined(pieces) {
      if piece.count == 1, let only = piece.first, only.text == " " {
        blank = only
        continue
      }
      let size = piece.reduce(blank == nil ? 0 : 1) { $0 + columns(of: $1.text) }
      let isBreak = piece.first?.text == "\n"
      if isBreak || used + size > width && used > 0 {
        lines.append(line)
        line = ""
        used = 0
        blank = nil
        if isBreak { continue }
      }
      if let blank, used > 0 {
        line += blank.paint(" ")
        used += 1
      }
      blank = nil
      line += piece.map { $0.paint($0.text) }.joined()
      used += piece.reduce(0) { $0 + columns(of: $1.text) }
    }
    if !line.isEmpty { lines.append(line) }
    return lines
  }

  /// Groups of pieces between which a line may end: a comma stays with the word before it.
  private func joined(_ pieces: [Piece]) -> [[Piece]] {
    var groups: [[Piece]] = []
    for piece in pieces {
      let isBlank = piece.text == " " || piece.text == "\n"
      if let last = groups.last, let before = last.last, !isBlank, before.text != " ",
        before.text != "\n", !mayBreak(before.text, piece.text)
      {
        groups[groups.count - 1].append(piece)
      } else {
        groups.append([piece])
      }
    }
    return groups
  }

  /// Whether a line may end between two texts: beside a character of Chinese or Japanese, unless the
  /// second begins with a mark that may not begin a line.
  private func mayBreak(_ left: String, _ right: String) -> Bool {
    guard let last = left.unicodeScalars.last, let first = right.unicodeScalars.first else {
      return true
    }
    if "、。，．・：；？！）」』】〉》ーっゃゅょッャュョ々".unicodeScalars.contains(first) { return false }
    if "（「『【〈《".unicodeScalars.contains(last) { return false }
    return columns(of: String(last)) == 2 || columns(of: String(first)) == 2
  }

  /// Words and single blanks; each wide character is a word.
  private func cutIntoWords(_ text: String) -> [String] {
    var words: [String] = []
    var word = ""
    for character in printable(text) {
      let isBlank = character == " "
      let isWide = columns(of: String(character)) == 2
      if isBlank || isWide {
        if !word.isEmpty { words.append(word) }
        word = ""
        words.append(String(character))
      } else {
        word.append(character)
      }
    }
    if !word.isEmpty { words.append(word) }
    return words
  }
}

/// The columns that a text takes; colours take none.
func columns(of text: String) -> Int {
  var width = 0
  var isInEscape = false
  var plain = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    if scalar == "\u{1B}" { isInEscape = true }
    if !isInEscape { plain.append(scalar) }
    if isInEscape, scalar == "m" { isInEscape = false }
  }
  width = displayWidth(of: String(plain))
  return width
}
