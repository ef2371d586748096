/// What a docstring says about a component and its inputs and outputs.
///
/// The official SDK reads docstrings in four styles (ReST, Google, Numpydoc, Epydoc) and takes the
/// one that finds most. Outputs are found by a trick that is kept here: the heading of the section on
/// returned values is replaced by `Args:`, and the text is read again.
public struct DocstringDescriptions: Hashable, Sendable {
  /// What the component is for.
  public let description: String?
  /// What each documented input is for.
  public let inputs: [String: String]
  /// What each documented output is; a single output is called `Output`.
  public let outputs: [String: String]

  /// Reads a docstring as it stands in the source, without its quotes; nil is none.
  public init(docstring: String?) {
    guard let docstring else {
      description = nil
      inputs = [:]
      outputs = [:]
      return
    }
    let text = DocstringText(docstring).cleaned
    let parsed = ParsedDocstring(text)
    description = parsed.description
    inputs = parsed.parameters
    outputs =
      Self.argumentsInsteadOfReturns(text.string).map { text in
        ParsedDocstring(DocstringText(text)).parameters
      } ?? [:]
  }

  /// A docstring without its margin (`inspect.getdoc`).
  public static func cleaned(_ docstring: String) -> String {
    DocstringText(docstring).cleaned.string
  }

  /// The text with its heading of returned values replaced by `Args:`; nil if it has none.
  private static func argumentsInsteadOfReturns(_ text: String) -> String? {
    for heading in ["Returns:", "Returns", "Return:", "Return"] {
      let pieces = DocstringText(text).split(around: heading)
      let hasHeading = pieces.dropFirst().contains { $0.first == "\n" }
      // The word is replaced everywhere, also where it is no heading.
      if hasHeading { return pieces.map(\.string).joined(separator: "Args:") }
    }
    return nil
  }
}

extension ArraySlice<Unicode.Scalar> {
  /// The pieces between all occurrences of a word, from the left.
  fileprivate func split(around word: String) -> [Self] {
    let length = word.unicodeScalars.count
    var pieces: [Self] = []
    var start = startIndex
    var index = startIndex
    while index < endIndex {
      if has(word, at: index) {
        pieces.append(self[start..<index])
        index += length
        start = index
      } else {
        index += 1
      }
    }
    return pieces + [self[start...]]
  }
}

/// A docstring as one of the styles reads it.
struct ParsedDocstring {
  /// The first line, if any.
  var short: DocstringText?
  /// What follows it, up to the first section.
  var long: DocstringText?
  /// The descriptions of parameters, in order; the last one of a name counts.
  var documented: [(name: String, description: String)] = []
  /// How many facts were found.
  var count = 0

  /// Divides what stands before the first section.
  init(beforeSections text: DocstringText) {
    let parts = text.divided(at: "\n") ?? (text, [])
    short = parts.before.isEmpty ? nil : parts.before
    let rest = parts.after.stripped
    long = rest.isEmpty ? nil : rest
  }

  /// Reads a text in the style that finds most; where two find as much, the earlier one counts.
  init(_ text: DocstringText) {
    let text = text.cleaned
    // Numpydoc reads everything, so its result stands in where the others give up.
    var best = ParsedDocstring.numpydoc(text)
    if !text.isEmpty {
      let earlier = [ParsedDocstring.rest(text), ParsedDocstring.google(text)].compactMap { $0 }
      for parsed in earlier.reversed() where parsed.count >= best.count { best = parsed }
      if let parsed = ParsedDocstring.epydoc(text), parsed.count > best.count { best = parsed }
    }
    self = best
  }

  /// Adds a fact that describes no parameter.
  mutating func addOther() { count += 1 }

  /// Adds a fact that describes a parameter.
  mutating func addParameter(_ name: DocstringText, _ description: DocstringText?) {
    count += 1
    documented.append((name.string, description?.string ?? ""))
  }

  /// First line and rest.
  var description: String? {
    guard let short else { return nil }
    guard let long else { return short.stripped.string }
    return (short + ["\n"] + long).stripped.string
  }

  /// What is said about each parameter; nothing where that is empty.
  var parameters: [String: String] {
    var result: [String: String] = [:]
    for (name, description) in documented {
      result[name] = description.isEmpty ? nil : description
    }
    return result
  }
}
