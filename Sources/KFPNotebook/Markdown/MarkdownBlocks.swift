/// A block of a Markdown text.
///
/// What notebooks and lessons use is read: headings, paragraphs, lists, quotes, fences, tables and
/// rules. Anything else, HTML above all, is text.
enum MarkdownBlock: Hashable {
  case heading(level: Int, String)
  case paragraph(String)
  case code(language: String, String)
  case list(isOrdered: Bool, start: Int, [[MarkdownBlock]])
  case quote([MarkdownBlock])
  case table(header: [String], rows: [[String]])
  case rule
}

/// The blocks of a Markdown text.
func markdownBlocks(of text: String) -> [MarkdownBlock] {
  var reader = BlockReader(lines: text.lines.map(String.init), depth: 0)
  return reader.read()
}

private struct BlockReader {
  let lines: [String]
  /// Lists and quotes nest; deeper ones than this are paragraphs.
  let depth: Int
  private var index = 0
  private var blocks: [MarkdownBlock] = []
  private var paragraph: [String] = []

  init(lines: [String], depth: Int) {
    self.lines = lines
    self.depth = depth
  }

  mutating func read() -> [MarkdownBlock] {
    while index < lines.count {
      let line = lines[index]
      let text = line.trimmingBlanks()
      if text.isEmpty {
        endParagraph()
        index += 1
      } else if !readBlock(line, text) {
        paragraph.append(line.hasSuffix("  ") ? text + "\n" : text)
        index += 1
      }
    }
    endParagraph()
    return blocks
  }

  private mutating func endParagraph() {
    guard !paragraph.isEmpty else { return }
    blocks.append(.paragraph(joinedLines(paragraph)))
    paragraph = []
  }

  private mutating func add(_ block: MarkdownBlock) {
    endParagraph()
    blocks.append(block)
  }

  /// Reads a block that is no paragraph; false where none begins here.
  private mutating func readBlock(_ line: String, _ text: String) -> Bool {
    if text.hasPrefix("```") || text.hasPrefix("~~~") { return readFence(line, text) }
    let level = text.prefix { $0 == "#" }.count
    if (1...6).contains(level), text.dropFirst(level).first.map(\.isWhitespace) ?? true {
      add(.heading(level: level, text.dropFirst(level).trimmingBlanks()))
      index += 1
      return true
    }
    if isRule(text) {
      add(.rule)
      index += 1
      return true
    }
    guard depth < 8 else { return false }
    if text.hasPrefix(">") { return readQuote() }
    if let marker = ListMarker(line) { return readList(marker) }
    return text.hasPrefix("|") && readTable()
  }

  private mutating func readFence(_ line: String, _ text: String) -> Bool {
    let mark = String(text.prefix { $0 == text.first })
    let indent = line.prefix { $0 == " " }.count
    var code: [String] = []
    index += 1
    while index < lines.count, !lines[index].trimmingBlanks().hasPrefix(mark) {
      let inside = lines[index]
      code.append(String(inside.dropFirst(min(indent, inside.prefix { $0 == " " }.count))))
      index += 1
    }
    index += 1
    add(
      .code(
        language: text.dropFirst(mark.count).trimmingBlanks(), code.joined(separator: "\n")))
    return true
  }

  private mutating func readQuote() -> Bool {
    var inside: [String] = []
    while index < lines.count, lines[index].trimmingBlanks().hasPrefix(">") {
      let text = lines[index].trimmingBlanks().dropFirst()
      inside.append(String(text.hasPrefix(" ") ? text.dropFirst() : text))
      index += 1
    }
    var reader = BlockReader(lines: inside, depth: depth + 1)
    add(.quote(reader.read()))
    return true
  }

  private mutating func readList(_ first: ListMarker) -> Bool {
    // A number in the middle of a paragraph begins no list.
    guard paragraph.isEmpty || !first.isOrdered || first.number == 1 else { return false }
    var items: [[String]] = []
    var width = first.width
    while index < lines.count {
      let line = lines[index]
      if let marker = ListMarker(line), marker.indent <= first.indent + 1,
        marker.isOrdered == first.isOrdered
      {
        items.append([String(line.dropFirst(marker.width))])
        width = marker.width
      } else if line.trimmingBlanks().isEmpty {
        guard let next = lines[index...].first(where: { !$0.trimmingBlanks().isEmpty }),
          next.prefix(while: { $0 == " " }).count >= width || continues(next, first)
        else { break }
        items[items.count - 1].append("")
      } else if line.prefix(while: { $0 == " " }).count >= width {
        items[items.count - 1].append(String(line.dropFirst(width)))
      } else if ListMarker(line) == nil, lines[index - 1].trimmingBlanks().isEmpty == false {
        items[items.count - 1].append(line.trimmingBlanks())
      } else {
        break
      }
      index += 1
    }
    let blocks = items.map { lines in
      var reader = BlockReader(lines: lines, depth: depth + 1)
      return reader.read()
    }
    add(.list(isOrdered: first.isOrdered, start: first.number, blocks))
    return true
  }

  private func continues(_ line: String, _ first: ListMarker) -> Bool {
    guard let marker = ListMarker(line) else { return false }
    return marker.indent <= first.indent + 1 && marker.isOrdered == first.isOrdered
  }

  private mutating func readTable() -> Bool {
    guard index + 1 < lines.count, isTableRule(lines[index + 1]) else { return false }
    let header = tableCells(lines[index])
    index += 2
    var rows: [[String]] = []
    while index < lines.count, lines[index].trimmingBlanks().hasPrefix("|") {
      rows.append(tableCells(lines[index]))
      index += 1
    }
    add(.table(header: header, rows: rows))
    return true
  }
}

/// The mark of a list's item: `- `, `* `, `+ ` or `12. `.
private struct ListMarker {
  var indent: Int
  var width: Int
  var isOrdered: Bool
  var number: Int

  init?(_ line: String) {
    indent = line.prefix { $0 == " " }.count
    let text = line.dropFirst(indent)
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let mark: Int
    if !digits.isEmpty, digits.count < 9, let stop = text.dropFirst(digits.count).first,
      stop == "." || stop == ")"
    {
      isOrdered = true
      number = Int(digits) ?? 1
      mark = digits.count + 1
    } else if let first = text.first, "-*+".contains(first) {
      isOrdered = false
      number = 1
      mark = 1
    } else {
      return nil
    }
    let blanks = text.dropFirst(mark).prefix { $0 == " " }.count
    guard blanks > 0 else { return nil }
    width = indent + mark + (blanks > 4 ? 1 : blanks)
  }
}

/// The lines of a paragraph as one. A line end between two characters of a script without blanks
/// between words is no blank; one behind two blanks stays.
func joinedLines(_ lines: [String]) -> String {
  var result = ""
  for line in lines {
    if let last = result.unicodeScalars.last, last != "\n", let first = line.unicodeScalars.first {
      if !(isWide(last) && isWide(first)) { result += " " }
    }
    result += line
  }
  return result
}

/// Whether a character belongs to a script that is written without blanks between words.
private func isWide(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x2E80...0x9FFF, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFFEF, 0x20000...0x3FFFF: true
  default: false
  }
}

private func isRule(_ text: String) -> Bool {
  guard let first = text.first, "-*_".contains(first) else { return false }
  let marks = text.filter { $0 != " " }
  return marks.count >= 3 && marks.allSatisfy { $0 == first }
}

private func isTableRule(_ line: String) -> Bool {
  let cells = tableCells(line)
  return !cells.isEmpty
    && cells.allSatisfy { cell in
      cell.contains("-") && cell.allSatisfy { $0 == "-" || $0 == ":" }
    }
}

private func tableCells(_ line: String) -> [String] {
  var text = line.trimmingBlanks()
  guard text.hasPrefix("|") else { return [] }
  text.removeFirst()
  var cells: [String] = []
  var cell = ""
  var isEscaped = false
  for character in text {
    if character == "|", !isEscaped {
      cells.append(cell.trimmingBlanks())
      cell = ""
    } else {
      if character == "|" { cell.removeLast() }
      cell.append(character)
    }
    isEscaped = character == "\\"
  }
  if !cell.trimmingBlanks().isEmpty { cells.append(cell.trimmingBlanks()) }
  return cells
}
