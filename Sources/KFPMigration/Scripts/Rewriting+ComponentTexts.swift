import KFPChecker
import KFPSource
import KFPSpec
import KFPSyntax
import KFPTypes

extension Rewriting {
  /// Component texts in a script: what is given by value, and has a type of its own, is a text.
  mutating func replaceComponentTexts() {
    for call in facts.module.calls
    where facts.path(ofCallee: call) == "kfp.components.load_component_from_text" {
      guard let argument = facts.argument("text", at: 0, of: call.expression, in: call.cell),
        let literal = PlainLiteral(argument.value, facts.trees[call.cell]),
        let documents = try? readYAML(literal.text), let document = documents.first
      else { continue }
      let uses = PlaceholderUses(of: document)
      for input in document["inputs"]?.elements ?? [] {
        guard let name = input["name"], let text = name.text, uses.values.contains(text),
          !uses.files.contains(text), case .artifact = PathType(legacyText: input["type"]?.text)
        else { continue }
        if let type = input["type"] {
          if let word = type.text, let span = literal.span(of: word, at: type.mark) {
            edits[call.cell].replace(span, by: "String")
          }
        } else if let span = literal.span(of: text, at: name.mark), literal.isFlow(input.mark) {
          edits[call.cell].make([edits[call.cell].insertion(", type: String", at: span.end)])
        }
      }
    }
  }
}

/// A text literal in whose source every character is itself.
private struct PlainLiteral {
  let text: String
  private let source: SourceText
  private let start: UInt32
  private let lines: [Substring]

  init?(_ id: ExprID, _ tree: Tree) {
    guard case .constant(.string(let text, _)) = tree[id] else { return nil }
    let written = tree.text(of: id)
    let isRaw = written.hasPrefix("r")
    let content = isRaw ? written.dropFirst() : written[...]
    for quotes in ["\"\"\"", "'''", "\"", "'"] where content.hasPrefix(quotes) {
      guard content.dropFirst(quotes.count).dropLast(quotes.count) == text else { return nil }
      self.text = text
      source = tree.source
      start = tree.span(of: id).start + UInt32(quotes.utf8.count + (isRaw ? 1 : 0))
      lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      return
    }
    return nil
  }

  private func offset(of mark: YAMLMark) -> UInt32? {
    guard mark.line >= 1, mark.line <= lines.count else { return nil }
    let before = lines[..<(mark.line - 1)].reduce(0) { $0 + $1.utf8.count + 1 }
    let column = lines[mark.line - 1].unicodeScalars.prefix(mark.column - 1)
    return start + UInt32(before + String(column).utf8.count)
  }

  /// Where a word stands whose place in the text is known; nil where it is written in another way.
  func span(of word: String, at mark: YAMLMark) -> Span? {
    guard let offset = offset(of: mark) else { return nil }
    let span = Span(source: source.id, start: offset, end: offset + UInt32(word.utf8.count))
    return source.text(of: span) == word ? span : nil
  }

  /// Whether the map at a place is written in braces.
  func isFlow(_ mark: YAMLMark) -> Bool {
    guard let offset = offset(of: mark), Int(offset) < source.bytes.count else { return false }
    return source.bytes[Int(offset)] == UInt8(ascii: "{")
  }
}
