import KFPSource
import KFPSyntax

/// The trees of a session's cells. A cell that stands where it stood, with the text that it had, is
/// not parsed again when the session grows.
struct ParsedPieces: Sendable {
  private struct Parsed: Sendable {
    var name: String
    var bytes: [UInt8]
    var tree: Tree
    var diagnostics: [Diagnostic]
  }

  /// By the number of the text: spans of a tree name it.
  private var pieces: [Parsed] = []

  /// The trees of all texts, which stand in a map in this order.
  mutating func trees(of texts: [SourceText], reporting bag: inout DiagnosticBag) -> [Tree] {
    for (index, text) in texts.enumerated() {
      if index < pieces.count, pieces[index].name == text.name, pieces[index].bytes == text.bytes {
        continue
      }
      var found = DiagnosticBag()
      let tree = parse(text, reporting: &found)
      let parsed = Parsed(
        name: text.name, bytes: text.bytes, tree: tree, diagnostics: found.diagnostics)
      if index < pieces.count { pieces[index] = parsed } else { pieces.append(parsed) }
    }
    pieces.removeLast(pieces.count - texts.count)
    for diagnostic in pieces.lazy.flatMap(\.diagnostics) { bag.report(diagnostic) }
    return pieces.map(\.tree)
  }

  /// Adds a text that was parsed elsewhere.
  mutating func append(_ text: SourceText, _ tree: Tree, _ bag: DiagnosticBag) {
    pieces.append(
      Parsed(name: text.name, bytes: text.bytes, tree: tree, diagnostics: bag.diagnostics))
  }

  /// The trees of all texts.
  var trees: [Tree] { pieces.map(\.tree) }

  /// The tree of a text, if it is among those parsed last.
  func tree(at index: Int) -> Tree? {
    pieces.indices.contains(index) ? pieces[index].tree : nil
  }
}
