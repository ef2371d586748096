// Two of the four styles: ReST (`:param x: ...`) and Google (`Args:`).

private let parameterWords: Set<String> = [
  "param", "parameter", "arg", "argument", "attribute", "key", "keyword",
]
private let returnWords: Set<String> = ["return", "returns", "yield", "yields"]
private let raiseWords: Set<String> = ["raises", "raise", "except", "exception"]

// MARK: ReST

extension ParsedDocstring {
  /// Reads `:param x: ...`; nil where a line that starts with a colon makes no sense.
  static func rest(_ text: DocstringText) -> ParsedDocstring? {
    let starts = text.lineStarts.filter { $0 < text.endIndex && text[$0] == ":" }
    var parsed = ParsedDocstring(beforeSections: text[..<(starts.first ?? text.endIndex)])
    var hasReturns = false
    var returnTypes: Set<String> = []
    for (position, start) in starts.enumerated() {
      let end = position + 1 < starts.count ? starts[position + 1] : text.endIndex
      let chunk = text[start..<end].drop { $0 == ":" }
      guard let (head, tail) = chunk.divided(at: ":") else { return nil }
      let words = head.split(whereSeparator: isPythonSpace)
      guard let key = words.first?.string else { return nil }
      let description = tail.stripped.withCleanedRest
      if key == "type", words.count == 2 { continue }
      if key == "rtype", words.count <= 2 {
        returnTypes.insert(words.count == 2 ? words[1].string : "")
        continue
      }
      if parameterWords.contains(key) {
        guard words.count == 2 || words.count == 3 else { return nil }
        parsed.addParameter(words[words.count - 1], description)
        continue
      }
      if returnWords.contains(key) || raiseWords.contains(key), words.count > 2 { return nil }
      if returnWords.contains(key) { hasReturns = true }
      parsed.addOther()
    }
    if !hasReturns { parsed.count += returnTypes.count }
    return parsed
  }
}

// MARK: Google

/// A section of a docstring in Google's style.
private struct GoogleSection {
  enum Kind {
    /// One item after another, each with a name.
    case parameters
    /// The same, but not about parameters.
    case names
    /// One text.
    case text
  }

  static let kinds: [String: Kind] = [
    "Arguments": .parameters, "Args": .parameters, "Parameters": .parameters,
    "Params": .parameters, "Attributes": .parameters,
    "Raises": .names, "Exceptions": .names, "Except": .names,
    "Example": .text, "Examples": .text, "Returns": .text, "Yields": .text,
  ]

  var title: String
  var kind: Kind
  /// Where the title begins and where its line ends.
  var heading: Range<Int>

  /// All headings: alone on their line, with a colon.
  static func all(in text: DocstringText) -> [GoogleSection] {
    var result: [GoogleSection] = []
    var start = text.startIndex
    for line in text.lines {
      defer { start = line.endIndex + 1 }
      let content = line.strippedRight
      guard content.last == ":" else { continue }
      let title = content.dropLast().string
      if let kind = kinds[title] {
        result.append(GoogleSection(title: title, kind: kind, heading: start..<line.endIndex))
      }
    }
    return result
  }
}

extension ParsedDocstring {
  /// Reads sections such as `Args:`; nil where one of them makes no sense.
  static func google(_ text: DocstringText) -> ParsedDocstring? {
    let sections = GoogleSection.all(in: text)
    var parsed = ParsedDocstring(
      beforeSections: text[..<(sections.first?.heading.lowerBound ?? text.endIndex)])
    // A section whose title occurs again keeps its place and gets the later text.
    var chunks: [(section: GoogleSection, text: DocstringText)] = []
    for (position, section) in sections.enumerated() {
      let next =
        position + 1 < sections.count
        ? sections[position + 1].heading.lowerBound : text.endIndex
      let chunk = firstBlock(text[section.heading.upperBound..<next]).strippedOfNewlines
      if let known = chunks.firstIndex(where: { $0.section.title == section.title }) {
        chunks[known].text = chunk
      } else {
        chunks.append((section, chunk))
      }
    }
    for (section, chunk) in chunks {
      guard parsed.addGoogle(section, chunk) else { return nil }
    }
    return parsed
  }

  /// The text up to the first line that is not indented.
  private static func firstBlock(_ text: DocstringText) -> DocstringText {
    for index in text.indices.dropLast() where text[index] == "\n" {
      if !isPythonSpace(text[index + 1]) { return text[..<index] }
    }
    return text
  }

  /// Adds what a section says; false where it makes no sense.
  private mutating func addGoogle(_ section: GoogleSection, _ chunk: DocstringText) -> Bool {
    guard section.kind != .text else {
      addOther()
      return true
    }
    let indent = chunk[..<chunk.afterSpace(chunk.startIndex)]
    var starts: [Int] = []
    var index = chunk.startIndex
    while index < chunk.endIndex {
      let end = index + indent.count
      if chunk.isLineStart(index), chunk[index...].starts(with: indent), end < chunk.endIndex,
        !isPythonSpace(chunk[end])
      {
        starts.append(index)
        index = end
      }
      index += 1
    }
    guard !starts.isEmpty else { return false }
    for (position, start) in starts.enumerated() {
      let end = position + 1 < starts.count ? starts[position + 1] : chunk.endIndex
      let part = chunk[(start + indent.count)..<end].strippedOfNewlines
      guard let (head, tail) = part.divided(at: ":") else { return false }
      guard section.kind == .parameters else {
        addOther()
        continue
      }
      var before = head
      if let (first, rest) = head.divided(at: "\n") { before = first + rest.cleaned }
      let description = (tail.first == " " ? tail.dropFirst() : tail).withCleanedRest
      addParameter(Self.nameBeforeType(before), description.strippedOfNewlines)
    }
    return true
  }

  /// The name in `name (type)`; the whole text where no type follows in parentheses.
  private static func nameBeforeType(_ text: DocstringText) -> DocstringText {
    let content = text.strippedLeft
    for open in content.indices.dropFirst() {
      guard content[open] == "(" else { continue }
      let name = content[..<open].strippedRight
      // A name is on one line.
      guard !name.contains("\n") else { return text }
      let rest = content[(open + 1)...]
      for close in rest.indices where rest[close] == ")" {
        let type = rest[..<close].stripped
        if !type.isEmpty, !type.contains("\n") { return name }
      }
    }
    return text
  }
}
