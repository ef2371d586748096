/// Draws one complaint with the source around its places.
///
/// Each text that has labels gives a block: its marked lines, a line between two of them where only
/// one is left out, `...` where more are. A label over several lines marks its first and its last
/// line. Below a line come rows of marks; labels that overlap get rows of their own, and of several
/// labels in one row the rightmost has its words beside it and the others have theirs below.
struct HumanDrawing {
  private struct Mark {
    let label: SourceLabel
    let ink: Ink
    let isPrimary: Bool
    let firstLine: Int
    let lastLine: Int
  }

  /// The part of a mark that lies on one line.
  private struct Stroke {
    let columns: Range<Int>
    let words: String
    let ink: Ink
    let isPrimary: Bool
  }

  private let diagnostic: Diagnostic
  private let sources: SourceMap
  private let width: Int
  private let recent: RecentLayout
  /// How much of a line is drawn where there is no width to keep to.
  private static let longestLine = 2_000
  private let gutter: Int
  private let blocks: [(source: SourceText, marks: [Mark])]
  private var output: StyledText

  init(
    diagnostic: Diagnostic, sources: SourceMap, colour: Bool, width: Int, recent: RecentLayout
  ) {
    self.recent = recent
    self.diagnostic = diagnostic
    self.sources = sources
    self.width = width
    blocks = Self.blocks(of: diagnostic, sources: sources)
    let lastLine = blocks.flatMap(\.marks).map(\.lastLine).max() ?? 1
    gutter = String(lastLine).utf8.count
    output = StyledText(colour: colour)
  }

  mutating func draw() -> String {
    let severity = diagnostic.severity
    output.write("\(severity.rawValue)[\(diagnostic.code)]", .severity(severity))
    output.write(": \(printable(diagnostic.message))", .strong)
    output.endLine()
    for (index, block) in blocks.enumerated() {
      drawBlock(block.source, block.marks, isFirst: index == 0)
    }
    let remarks =
      diagnostic.notes.map { ("note", $0) }
      + diagnostic.helps.map { help in
        ("help", help.edits.isEmpty ? help.text : help.text + " (kfps check --fix can apply this)")
      }
    if !remarks.isEmpty, !blocks.isEmpty { drawEmptyRow() }
    for (title, text) in remarks { drawRemark(title, text) }
    return output.text
  }

  private static func blocks(
    of diagnostic: Diagnostic, sources: SourceMap
  ) -> [(source: SourceText, marks: [Mark])] {
    var labels = diagnostic.related.map { ($0, Ink.related, false) }
    if let primary = diagnostic.primary {
      labels.insert((primary, .severity(diagnostic.severity), true), at: 0)
    }
    var blocks: [(source: SourceText, marks: [Mark])] = []
    for (label, ink, isPrimary) in labels {
      guard let source = sources[label.span.source] else { continue }
      let firstLine = source.line(at: min(label.span.start, UInt32(source.bytes.count)))
      let lastByte = label.span.end > label.span.start ? label.span.end - 1 : label.span.end
      let lastLine = source.line(at: min(lastByte, UInt32(source.bytes.count)))
      let mark = Mark(
        label: label, ink: ink, isPrimary: isPrimary, firstLine: firstLine,
        lastLine: max(firstLine, lastLine))
      if let index = blocks.firstIndex(where: { $0.source.id == source.id }) {
        blocks[index].marks.append(mark)
      } else {
        blocks.append((source, [mark]))
      }
    }
    return blocks
  }

  private mutating func drawBlock(_ source: SourceText, _ marks: [Mark], isFirst: Bool) {
    guard let first = marks.first else { return }
    let position = source.position(at: first.label.span.start)
    if !isFirst { drawEmptyRow() }
    output.write(String(repeating: " ", count: gutter))
    output.write(isFirst ? "-->" : ":::", .gutter)
    output.write(" \(printable(source.name)):\(position.line):\(position.column)")
    output.endLine()
    drawEmptyRow()
    var previous: Int?
    for line in Set(marks.flatMap { [$0.firstLine, $0.lastLine] }).sorted() {
      if let previous, line == previous + 2 {
        drawSource(recent.layout(ofLine: line - 1, in: source), line: line - 1, around: 0..<0)
      } else if let previous, line > previous + 2 {
        output.write("...", .gutter)
        output.endLine()
      }
      drawLine(line, of: source, marks)
      previous = line
    }
  }

  private mutating func drawEmptyRow() {
    output.write(String(repeating: " ", count: gutter + 1))
    output.write("|", .gutter)
    output.endLine()
  }

  @discardableResult
  private mutating func drawSource(
    _ layout: LineLayout, line: Int, around marked: Range<Int>
  ) -> LineLayout {
    var layout = layout
    layout.trim(to: width > 0 ? width - gutter - 3 : Self.longestLine, around: marked)
    let number = String(line)
    output.write(number, .gutter)
    output.write(String(repeating: " ", count: gutter - number.utf8.count + 1))
    output.write("|", .gutter)
    output.write(" " + layout.text)
    output.endLine()
    return layout
  }

  private mutating func drawLine(_ line: Int, of source: SourceText, _ marks: [Mark]) {
    let layout = recent.layout(ofLine: line, in: source)
    var strokes: [Stroke] = []
    for mark in marks where mark.firstLine == line || mark.lastLine == line {
      let start =
        mark.firstLine == line
        ? layout.column(at: mark.label.span.start) : layout.firstInkedColumn
      let end =
        mark.lastLine == line ? layout.column(at: mark.label.span.end) : layout.endColumn
      strokes.append(
        Stroke(
          columns: start..<max(start + 1, end),
          words: mark.lastLine == line ? printable(mark.label.text) : "",
          ink: mark.ink, isPrimary: mark.isPrimary))
    }
    let wanted = strokes.first { $0.isPrimary } ?? strokes.first
    let drawn = drawSource(layout, line: line, around: wanted?.columns ?? 0..<0)
    for layer in Self.layers(of: strokes) { drawLayer(layer, on: drawn) }
  }

  /// Strokes that do not overlap share a layer; the primary one is in the first.
  private static func layers(of strokes: [Stroke]) -> [[Stroke]] {
    var layers: [[Stroke]] = []
    let ordered = strokes.filter(\.isPrimary) + strokes.filter { !$0.isPrimary }
    for stroke in ordered {
      let index = layers.firstIndex { layer in
        !layer.contains { $0.columns.overlaps(stroke.columns) }
      }
      if let index { layers[index].append(stroke) } else { layers.append([stroke]) }
    }
    return layers.map { $0.sorted { $0.columns.lowerBound < $1.columns.lowerBound } }
  }

  private mutating func drawLayer(_ layer: [Stroke], on line: LineLayout) {
    var row = MarkRow()
    for stroke in layer {
      let start = line.drawnColumn(stroke.columns.lowerBound)
      let end = max(start + 1, line.drawnColumn(stroke.columns.upperBound))
      let mark = stroke.isPrimary ? "^" : "-"
      row.put(String(repeating: mark, count: end - start), at: start, stroke.ink)
    }
    guard let last = layer.last else { return }
    let lastEnd = max(
      line.drawnColumn(last.columns.lowerBound) + 1, line.drawnColumn(last.columns.upperBound))
    if !last.words.isEmpty { row.put(last.words, at: lastEnd + 1, last.ink) }
    drawMarks(row)
    var hanging = layer.dropLast().filter { !$0.words.isEmpty }
    if !hanging.isEmpty { drawMarks(connectors(hanging, on: line)) }
    while let stroke = hanging.popLast() {
      var row = connectors(hanging, on: line)
      row.put(stroke.words, at: line.drawnColumn(stroke.columns.lowerBound), stroke.ink)
      drawMarks(row)
    }
  }

  private func connectors(_ strokes: [Stroke], on line: LineLayout) -> MarkRow {
    var row = MarkRow()
    for stroke in strokes {
      row.put("|", at: line.drawnColumn(stroke.columns.lowerBound), stroke.ink)
    }
    return row
  }

  private mutating func drawMarks(_ row: MarkRow) {
    output.write(String(repeating: " ", count: gutter + 1))
    output.write("|", .gutter)
    output.write(" ")
    row.write(to: &output)
    output.endLine()
  }

  private mutating func drawRemark(_ title: String, _ text: String) {
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      output.write(String(repeating: " ", count: gutter + 1))
      if index == 0 {
        output.write("=", .gutter)
        output.write(" ")
        output.write(title, .strong)
        output.write(": ")
      } else {
        output.write(String(repeating: " ", count: title.utf8.count + 4))
      }
      output.write(printable(String(line)))
      output.endLine()
    }
  }
}
