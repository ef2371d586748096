// The other two of the four styles: Numpydoc (underlined titles) and Epydoc (`@param x: ...`).

// MARK: Numpydoc

/// A section of a docstring in Numpydoc's style.
private struct NumpydocSection {
  enum Kind {
    case parameters
    /// Items with a key, but not about parameters.
    case keys
    case examples
    case text
  }

  static let titles: [(title: String, kind: Kind)] = [
    ("Parameters", .parameters), ("Params", .parameters), ("Arguments", .parameters),
    ("Args", .parameters), ("Other Parameters", .parameters), ("Other Params", .parameters),
    ("Other Arguments", .parameters), ("Other Args", .parameters), ("Receives", .parameters),
    ("Receive", .parameters), ("Raises", .keys), ("Raise", .keys), ("Warns", .keys),
    ("Warn", .keys), ("Attributes", .parameters), ("Attribute", .parameters),
    ("Returns", .keys), ("Return", .keys), ("Yields", .keys), ("Yield", .keys),
    ("Examples", .examples), ("Example", .examples), ("Warnings", .text), ("Warning", .text),
    ("See Also", .text), ("Related", .text), ("Notes", .text), ("Note", .text),
    ("References", .text), ("Reference", .text),
  ]

  var kind: Kind
  /// The title with its underline.
  var heading: Range<Int>

  static func all(in text: DocstringText) -> [NumpydocSection] {
    var result: [NumpydocSection] = []
    var end = text.startIndex
    for start in text.lineStarts where start >= end && start < text.endIndex {
      if let section = starting(at: start, in: text) {
        result.append(section)
        end = section.heading.upperBound
      }
    }
    return result
  }

  private static func starting(at start: Int, in text: DocstringText) -> NumpydocSection? {
    for (title, kind) in titles where text.has(title, at: start) {
      let length = title.unicodeScalars.count
      // White space with a newline, then as many hyphens as the title has letters.
      let dashes = text.afterSpace(start + length)
      guard dashes > start + length, text[dashes - 1] == "\n",
        text.has(String(repeating: "-", count: length), at: dashes),
        let end = lineEnd(afterSpaceAt: dashes + length, in: text)
      else { continue }
      return NumpydocSection(kind: kind, heading: start..<end)
    }
    return deprecation(at: start, in: text)
  }

  /// `.. deprecated::`
  private static func deprecation(at start: Int, in text: DocstringText) -> NumpydocSection? {
    guard text.has("..", at: start) else { return nil }
    let word = text.afterSpace(start + 2)
    guard text.has("deprecated", at: word) else { return nil }
    let colons = text.afterSpace(word + 10)
    guard text.has("::", at: colons) else { return nil }
    return NumpydocSection(kind: .text, heading: start..<(colons + 2))
  }

  /// The last end of a line within the white space at a position; nil if there is none.
  private static func lineEnd(afterSpaceAt index: Int, in text: DocstringText) -> Int? {
    var end = text.afterSpace(index)
    if end == text.endIndex { return end }
    while end > index {
      end -= 1
      if text[end] == "\n" { return end }
    }
    return nil
  }
}

extension ParsedDocstring {
  /// Reads sections with underlined titles.
  static func numpydoc(_ text: DocstringText) -> ParsedDocstring {
    let sections = NumpydocSection.all(in: text)
    var parsed = ParsedDocstring(
      beforeSections: text[..<(sections.first?.heading.lowerBound ?? text.endIndex)])
    for (position, section) in sections.enumerated() {
      let end =
        position + 1 < sections.count
        ? sections[position + 1].heading.lowerBound : text.endIndex
      parsed.addNumpydoc(section.kind, text[section.heading.upperBound..<end])
    }
    return parsed
  }

  private mutating func addNumpydoc(_ kind: NumpydocSection.Kind, _ text: DocstringText) {
    switch kind {
    case .text: addOther()
    case .examples: count += Self.exampleCount(text)
    case .keys, .parameters:
      let starts = text.lineStarts.filter { $0 < text.endIndex && !isPythonSpace(text[$0]) }
      for (position, start) in starts.enumerated() {
        let end = position + 1 < starts.count ? starts[position + 1] : text.endIndex
        let item = text[start..<end].divided(at: "\n")
        let key = item?.before ?? text[start..<end]
        guard kind == .parameters else {
          addOther()
          continue
        }
        let name = key.divided(at: ":")?.before.strippedRight ?? key
        // The value keeps the newline before its first line, so that line has a margin too.
        let value = item.map { ["\n"] + $0.after } ?? []
        addParameter(name, DocstringText(value).cleaned.stripped)
      }
    }
  }

  /// Each run of `>>>` lines with the lines after it is one example, and so is text before.
  private static func exampleCount(_ text: DocstringText) -> Int {
    let content = text.dedented.stripped
    guard !content.isEmpty else { return 0 }
    var count = 0
    var wasSnippet = false
    for (position, line) in content.lines.enumerated() {
      let isSnippet = line.has(">>>", at: line.startIndex)
      if position == 0 || (isSnippet && !wasSnippet) { count += 1 }
      wasSnippet = isSnippet
    }
    return count
  }
}

// MARK: Epydoc

/// A field of a docstring in Epydoc's style.
private struct EpydocField {
  enum Kind { case parameter, returned, raised, other }

  var kind: Kind
  var key: String
  var name: DocstringText
  var description: DocstringText

  /// Reads `@key name: description`; nil where it makes no sense.
  init?(_ chunk: DocstringText) {
    let kinds: [(kind: Kind, keys: [String], isNamed: Bool?)] = [
      (.parameter, ["param", "keyword", "type"], true),
      (.parameter, ["ivar", "cvar", "var"], true),
      (.raised, ["raise"], nil),
      (.returned, ["return", "rtype", "yield", "ytype"], false),
    ]
    for (kind, keys, isNamed) in kinds {
      for index in chunk.indices {
        for key in keys where chunk.has(key, at: index) {
          let afterKey = index + key.unicodeScalars.count
          var end = isNamed == true ? nil : Self.colon(at: afterKey, in: chunk)
          var name = chunk[afterKey..<afterKey]
          if end == nil, isNamed != false, let word = Self.word(at: afterKey, in: chunk) {
            name = chunk[afterKey..<word].stripped
            end = Self.colon(at: word, in: chunk)
          }
          guard let end else { continue }
          self.init(kind: kind, key: key, name: name, after: chunk[end...])
          return
        }
      }
    }
    self.init(other: chunk)
  }

  /// Any other word, with any number of names, before a colon.
  private init?(other chunk: DocstringText) {
    for index in chunk.indices where Self.isWordStart(chunk[index]) {
      let keyEnd = Self.wordEnd(index, in: chunk)
      guard keyEnd > index + 1 else { continue }
      var end = keyEnd
      while let next = Self.word(at: end, in: chunk) { end = next }
      guard let colon = Self.colon(at: end, in: chunk) else { continue }
      let key = chunk[index..<keyEnd].string
      let known: Set<String> = [
        "param", "ivar", "cvar", "var", "keyword", "type", "return", "rtype", "yield", "ytype",
      ]
      guard !known.contains(key) else { return nil }
      self.init(kind: .other, key: key, name: [], after: chunk[colon...])
      return
    }
    return nil
  }

  private init(kind: Kind, key: String, name: DocstringText, after: DocstringText) {
    self.kind = kind
    self.key = key
    self.name = name
    description = after.stripped.withCleanedRest
  }

  private static func isWordStart(_ scalar: Unicode.Scalar) -> Bool {
    // The range that Epydoc's reader uses has the characters between the large and small letters.
    ("A"..."z").contains(scalar)
  }

  private static func wordEnd(_ start: Int, in text: DocstringText) -> Int {
    var end = start
    while end < text.endIndex, isWordStart(text[end]) || ("0"..."9").contains(text[end]) {
      end += 1
    }
    return end
  }

  /// The end of white space, a word and perhaps a question mark; nil if they do not stand here.
  private static func word(at index: Int, in text: DocstringText) -> Int? {
    let start = text.afterSpace(index)
    guard start > index, start < text.endIndex, isWordStart(text[start]) else { return nil }
    let end = wordEnd(start, in: text)
    return text.has("?", at: end) ? end + 1 : end
  }

  private static func colon(at index: Int, in text: DocstringText) -> Int? {
    text.has(":", at: index) ? index + 1 : nil
  }
}

extension ParsedDocstring {
  /// Reads `@param x: ...`; nil where a line that starts with `@` makes no sense.
  static func epydoc(_ text: DocstringText) -> ParsedDocstring? {
    let starts = text.lineStarts.filter { $0 < text.endIndex && text[$0] == "@" }
    var parsed = ParsedDocstring(beforeSections: text[..<(starts.first ?? text.endIndex)])
    var fields: [EpydocField] = []
    for (position, start) in starts.enumerated() {
      let end = position + 1 < starts.count ? starts[position + 1] : text.endIndex
      guard let field = EpydocField(text[start..<end]) else { return nil }
      fields.append(field)
    }
    guard fields.agreeOnGenerator else { return nil }
    var seen: Set<String> = []
    for field in fields {
      switch field.kind {
      case .raised, .other: parsed.addOther()
      case .returned:
        if seen.insert("return").inserted { parsed.addOther() }
      case .parameter:
        guard seen.insert(field.name.string).inserted else { continue }
        let described = fields.last {
          $0.kind == .parameter && $0.name == field.name && $0.key != "type"
        }
        parsed.addParameter(field.name, described?.description)
      }
    }
    return parsed
  }
}

extension [EpydocField] {
  /// Whether all fields about the returned value say the same about being a generator.
  fileprivate var agreeOnGenerator: Bool {
    let returned = filter { $0.kind == .returned }.map { $0.key.hasPrefix("y") }
    return Set(returned).count < 2
  }
}
