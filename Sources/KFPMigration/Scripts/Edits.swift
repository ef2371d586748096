import KFPSource

/// Changes of one text. A change that touches an earlier one is left out: the next round makes it.
struct Edits {
  let source: SourceText
  private(set) var edits: [TextEdit] = []
  /// How many changes were left out.
  private(set) var postponedCount = 0

  init(_ source: SourceText) {
    self.source = source
  }

  var isEmpty: Bool { edits.isEmpty }

  /// Makes changes together or not at all; tells whether they were made.
  @discardableResult
  mutating func make(_ new: [TextEdit]) -> Bool {
    let isFree = new.allSatisfy { edit in !edits.contains { Self.touch($0.span, edit.span) } }
    if isFree { edits += new } else { postponedCount += 1 }
    return isFree
  }

  @discardableResult
  mutating func replace(_ span: Span, by text: String) -> Bool {
    make([TextEdit(span, replacement: text)])
  }

  func span(_ start: UInt32, _ end: UInt32) -> Span {
    Span(source: source.id, start: start, end: end)
  }

  func insertion(_ text: String, at offset: UInt32) -> TextEdit {
    TextEdit(span(offset, offset), replacement: text)
  }

  /// The text with the changes.
  var result: [UInt8] {
    var bytes: [UInt8] = []
    var position = 0
    for edit in edits.sorted(by: { $0.span.start < $1.span.start }) {
      guard Int(edit.span.start) >= position else { continue }
      bytes += source.bytes[position..<Int(edit.span.start)]
      bytes += edit.replacement.utf8
      position = Int(edit.span.end)
    }
    return bytes + source.bytes[position...]
  }

  private static func touch(_ one: Span, _ other: Span) -> Bool {
    if one.start == other.start { return true }
    return one.start < other.end && other.start < one.end
  }
}
