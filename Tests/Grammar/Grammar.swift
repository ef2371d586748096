/// A grammar in the notation that `grammar/kfps.ebnf` explains at its beginning.
struct Grammar: Sendable {
  typealias NodeID = Int

  enum Node: Sendable {
    case literal([UInt8])
    case range(UInt8, UInt8)
    case reference(String)
    case condition(String)
    case sequence([NodeID])
    case choice([NodeID])
    case optional(NodeID)
    case repetition(NodeID)
  }

  private(set) var nodes: [Node] = []
  private(set) var productions: [String: NodeID] = [:]
  /// The names of the productions in the order of the file.
  private(set) var names: [String] = []
  /// What is wrong with the text.
  private(set) var problems: [String] = []

  init(_ text: String) {
    var reader = EBNFReader(text)
    while let name = reader.word() {
      reader.expect("=")
      let body = alternatives(&reader)
      reader.expect(";")
      if productions[name] != nil { problems.append("\(name) is defined twice") }
      productions[name] = body
      names.append(name)
      if !reader.problems.isEmpty { break }
    }
    problems += reader.problems
    if !reader.isAtEnd { problems.append("the text goes on behind \(names.last ?? "nothing")") }
    for case .reference(let name) in nodes where productions[name] == nil {
      problems.append("\(name) is not defined")
    }
  }

  /// Whether a production is a token, whose pieces follow one another without blanks.
  static func isToken(_ name: String) -> Bool { name.first?.isUppercase ?? false }

  private mutating func add(_ node: Node) -> NodeID {
    nodes.append(node)
    return nodes.count - 1
  }

  private mutating func alternatives(_ reader: inout EBNFReader) -> NodeID {
    var choices = [sequence(&reader)]
    while reader.accept("|") { choices.append(sequence(&reader)) }
    return choices.count == 1 ? choices[0] : add(.choice(choices))
  }

  private mutating func sequence(_ reader: inout EBNFReader) -> NodeID {
    var items: [NodeID] = []
    while let item = item(&reader) { items.append(item) }
    if items.isEmpty { reader.complain("something") }
    return items.count == 1 ? items[0] : add(.sequence(items))
  }

  private mutating func item(_ reader: inout EBNFReader) -> NodeID? {
    if let text = reader.quoted() {
      guard reader.accept("…") else { return add(.literal(text)) }
      guard let end = reader.quoted(), let first = text.first, let last = end.first else {
        reader.complain("the end of a range")
        return nil
      }
      return add(.range(first, last))
    }
    if let words = reader.condition() { return add(.condition(words)) }
    if let name = reader.word() { return add(.reference(name)) }
    for (open, close) in [("[", "]"), ("{", "}"), ("(", ")")] where reader.accept(open) {
      let inner = alternatives(&reader)
      reader.expect(close)
      if open == "(" { return inner }
      return add(open == "[" ? .optional(inner) : .repetition(inner))
    }
    return nil
  }
}

/// Cuts the notation into its pieces.
private struct EBNFReader {
  private let scalars: [Unicode.Scalar]
  private var position = 0
  private(set) var problems: [String] = []

  init(_ text: String) { scalars = Array(text.unicodeScalars) }

  var isAtEnd: Bool { position >= scalars.count }

  private var current: Unicode.Scalar? { isAtEnd ? nil : scalars[position] }

  private mutating func skipBlanks() {
    while let scalar = current {
      if scalar == " " || scalar == "\n" {
        position += 1
      } else if scalar == "(", position + 1 < scalars.count, scalars[position + 1] == "*" {
        position += 2
        while position + 1 < scalars.count,
          scalars[position] != "*" || scalars[position + 1] != ")"
        {
          position += 1
        }
        position += 2
      } else {
        return
      }
    }
  }

  mutating func accept(_ text: String) -> Bool {
    guard current == text.unicodeScalars.first else { return false }
    position += 1
    skipBlanks()
    return true
  }

  mutating func expect(_ text: String) {
    if !accept(text) { complain(text) }
  }

  mutating func complain(_ wanted: String) {
    guard problems.isEmpty else { return }
    let line = scalars.prefix(position).count { $0 == "\n" } + 1
    problems.append("line \(line): expected \(wanted)")
  }

  mutating func word() -> String? {
    skipBlanks()
    let start = position
    while let scalar = current, scalar == "_" || scalar.properties.isAlphabetic { position += 1 }
    guard position > start else { return nil }
    let word = String(String.UnicodeScalarView(scalars[start..<position]))
    skipBlanks()
    return word
  }

  mutating func condition() -> String? {
    guard current == "?" else { return nil }
    position += 1
    let start = position
    while let scalar = current, scalar != "?" { position += 1 }
    let words = String(String.UnicodeScalarView(scalars[start..<position]))
    position += 1
    skipBlanks()
    return words.split(separator: " ").joined(separator: " ")
  }

  mutating func quoted() -> [UInt8]? {
    guard let quote = current, quote == "\"" || quote == "'" else { return nil }
    // `'"""'` holds three quotes of the other kind.
    position += 1
    var text = ""
    while let scalar = current, scalar != quote {
      position += 1
      guard scalar == "\\", let escaped = current else {
        text.unicodeScalars.append(scalar)
        continue
      }
      position += 1
      switch escaped {
      case "n": text += "\n"
      case "t": text += "\t"
      case "r": text += "\r"
      default: text.unicodeScalars.append(escaped)
      }
    }
    position += 1
    skipBlanks()
    return Array(text.utf8)
  }
}
