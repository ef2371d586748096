import KFPReport

/// A chapter of the book about the language, as `kfps help` prints it.
struct BookChapter: Hashable, Sendable {
  /// The word that asks for it.
  let topic: String
  /// Its Markdown.
  let text: String

  /// The heading of the chapter, without its number.
  var title: String {
    let line = text.prefix { !$0.isNewline }.drop { $0 == "#" || $0 == " " }
    let isNumbered = line.first?.isNumber ?? false
    return String(isNumbered ? line.drop { $0 != " " }.dropFirst() : line)
  }

  /// The headings inside the chapter.
  var headings: [String] {
    var isCode = false
    return text.split(separator: "\n").compactMap { line in
      if line.hasPrefix("```") { isCode.toggle() }
      guard !isCode, line.hasPrefix("## ") || line.hasPrefix("### ") else { return nil }
      return String(line.drop { $0 == "#" || $0 == " " })
    }
  }

  /// The chapter as lines of a terminal: programs stand to the right, headings are strong.
  func lines(ink: Ink) -> [String] {
    var isCode = false
    return text.split(separator: "\n", omittingEmptySubsequences: false).compactMap { line in
      if line.hasPrefix("```") {
        isCode.toggle()
        return nil
      }
      if isCode { return line.isEmpty ? "" : "    \(line)" }
      guard line.hasPrefix("#") else { return String(line) }
      return ink.strong(String(line.drop { $0 == "#" || $0 == " " }))
    }
  }

  /// The chapters that a word means: the one of that name, else those whose name begins with it or
  /// holds it, else those with a heading that does.
  static func chapters(named word: String) -> [BookChapter] {
    let word = word.lowercased()
    func chapters(_ test: (BookChapter) -> Bool) -> [BookChapter]? {
      let found = bookChapters.filter(test)
      return found.isEmpty ? nil : found
    }
    return chapters { $0.topic == word } ?? chapters { $0.topic.hasPrefix(word) }
      ?? chapters { $0.topic.contains(word) }
      ?? chapters { $0.headings.contains { $0.lowercased().contains(word) } }
      ?? (word.hasSuffix("s") ? self.chapters(named: String(word.dropLast())) : [])
  }
}
