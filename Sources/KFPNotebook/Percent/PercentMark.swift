/// The line that begins a cell in percent format: `# %% [kind] title`.
///
/// VS Code, Spyder and Jupytext read the same lines. A word in square brackets says what the cell
/// holds: `[markdown]`, `[raw]`, `[kernel]`, or the part that a code cell has in a lesson.
struct PercentMark: Hashable {
  var kind: NotebookCell.Kind
  var role: String?
  var title: String

  /// Reads a line, or gives nil for a line that begins no cell.
  init?(_ line: Substring) {
    guard line.hasPrefix("#") else { return nil }
    let rest = line.dropFirst().drop { $0 == " " }
    guard rest.hasPrefix("%%") else { return nil }
    let words = rest.dropFirst(2)
    // `# %%bash` and `# %%%` are comments.
    guard words.first.map({ $0.isWhitespace || $0 == "[" }) ?? true else { return nil }
    kind = .code
    role = nil
    title = words.trimmingBlanks()
    takeWordInBrackets()
  }

  init(of cell: NotebookCell) {
    kind = cell.kind
    role = cell.role
    title = cell.title
  }

  /// The line.
  var text: String {
    let word: String? =
      switch kind {
      case .code: role
      case .markdown: "markdown"
      case .raw: "raw"
      case .kernel: "kernel"
      }
    return ["# %%", word.map { "[\($0)]" } ?? "", oneLine(title)].filter { !$0.isEmpty }
      .joined(separator: " ")
  }

  /// Jupytext puts the word behind the title, so it may stand at either end.
  private mutating func takeWordInBrackets() {
    let word: Substring
    if title.hasPrefix("["), let end = title.firstIndex(of: "]") {
      word = title[title.index(after: title.startIndex)..<end]
      guard take(word) else { return }
      title = title[title.index(after: end)...].trimmingBlanks()
    } else if title.hasSuffix("]"), let start = title.lastIndex(of: "[") {
      word = title[title.index(after: start)...].dropLast()
      guard take(word) else { return }
      title = title[..<start].trimmingBlanks()
    }
  }

  private mutating func take(_ word: Substring) -> Bool {
    switch word {
    case "markdown", "md": kind = .markdown
    case "raw": kind = .raw
    case "kernel": kind = .kernel
    default:
      guard !word.isEmpty, word.utf8.allSatisfy({ $0 >= 0x61 && $0 <= 0x7A || $0 == 0x2D })
      else { return false }
      role = String(word)
    }
    return true
  }
}

/// A text with its line ends made blanks.
func oneLine(_ text: String) -> String {
  text.split(whereSeparator: \.isNewline).joined(separator: " ").trimmingBlanks()
}

extension StringProtocol {
  /// Without blanks at both ends.
  func trimmingBlanks() -> String {
    var text = self[...]
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }

  /// The lines, without their ends.
  var lines: [SubSequence] { split(separator: "\n", omittingEmptySubsequences: false) }
}
