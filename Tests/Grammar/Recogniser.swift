import KFPSource

@testable import KFPSyntax

/// Finds out whether a text is a sentence of the grammar, and with which productions.
///
/// The text is cut by the lexer; a token is then read by its own production, byte by byte. For every
/// node and beginning all possible ends are kept, so alternatives may stand in any order.
struct Recogniser {
  private let grammar: Grammar
  private let source: SourceText
  private let tokens: [Token]
  private var memory: [Key: [Int]] = [:]
  private(set) var used: Set<String> = []
  /// How far any reading came.
  private(set) var furthest = 0

  private struct Key: Hashable {
    let node: Int
    let start: Int
  }

  private static let tokenNames: Set<String> = [
    "NEWLINE", "INDENT", "DEDENT", "NAME", "NUMBER", "REAL", "IMAGINARY", "STRING", "BYTES",
    "FSTRING_START", "FSTRING_MIDDLE", "FSTRING_END", "FORMAT_TEXT",
  ]

  init(_ grammar: Grammar, _ source: SourceText) {
    self.grammar = grammar
    self.source = source
    var lexer = Lexer(source, recovers: false)
    let lexed = lexer.lex()
    var tokens = lexed.tokens.filter { $0.kind != .endOfText }
    // The second of two braces belongs to the text of no token.
    for index in tokens.indices.dropLast() where tokens[index].kind == .fStringMiddle {
      tokens[index].end = tokens[index + 1].start
    }
    self.tokens = tokens
    if !lexed.comments.isEmpty { used.insert("COMMENT") }
  }

  /// Whether the whole text is a sentence of the production.
  mutating func accepts(_ production: String) -> Bool {
    guard ends(ofProduction: production, from: 0).contains(tokens.count) else { return false }
    mark(production: production, from: 0, to: tokens.count)
    return true
  }

  /// The line at which every reading ended.
  var furthestLine: Int {
    let offset = furthest < tokens.count ? Int(tokens[furthest].start) : source.bytes.count
    return source.bytes.prefix(offset).count { $0 == 10 } + 1
  }

  // MARK: Ends

  private mutating func ends(ofProduction name: String, from start: Int) -> [Int] {
    if Self.tokenNames.contains(name) {
      guard start < tokens.count, isToken(name, tokens[start]) else { return [] }
      furthest = max(furthest, start + 1)
      return [start + 1]
    }
    guard let body = grammar.productions[name] else { return [] }
    return ends(of: body, from: start)
  }

  private mutating func ends(of node: Int, from start: Int) -> [Int] {
    switch grammar.nodes[node] {
    case .literal(let bytes):
      guard start < tokens.count, isLiteral(tokens[start], bytes) else { return [] }
      furthest = max(furthest, start + 1)
      return [start + 1]
    case .range: return []
    case .condition: return [start]
    default: break
    }
    let key = Key(node: node, start: start)
    if let known = memory[key] { return known }
    var found: Set<Int> = []
    switch grammar.nodes[node] {
    case .reference(let name): found.formUnion(ends(ofProduction: name, from: start))
    case .choice(let choices):
      for choice in choices { found.formUnion(ends(of: choice, from: start)) }
    case .sequence(let items):
      found = [start]
      for item in items {
        var next: Set<Int> = []
        for end in found { next.formUnion(ends(of: item, from: end)) }
        found = next
        if found.isEmpty { break }
      }
    case .optional(let inner):
      found = Set(ends(of: inner, from: start)).union([start])
    case .repetition(let inner):
      found = [start]
      var open = [start]
      while let end = open.popLast() {
        for next in ends(of: inner, from: end) where found.insert(next).inserted {
          open.append(next)
        }
      }
    case .literal, .range, .condition: break
    }
    let sorted = found.sorted()
    memory[key] = sorted
    return sorted
  }

  // MARK: Tokens

  private func text(_ token: Token) -> ArraySlice<UInt8> {
    source.bytes[Int(token.start)..<Int(token.end)]
  }

  private func isLiteral(_ token: Token, _ bytes: [UInt8]) -> Bool {
    switch token.kind {
    case .newline, .indent, .dedent, .string, .fStringMiddle, .fStringStart, .fStringEnd: false
    default: text(token).elementsEqual(bytes)
    }
  }

  private func isToken(_ name: String, _ token: Token) -> Bool {
    switch name {
    case "NEWLINE": return token.kind == .newline
    case "INDENT": return token.kind == .indent
    case "DEDENT": return token.kind == .dedent
    case "FSTRING_END": return token.kind == .fStringEnd
    default: break
    }
    let kind: TokenKind =
      switch name {
      case "NAME": .name
      case "STRING", "BYTES": .string
      case "FSTRING_START": .fStringStart
      case "FSTRING_MIDDLE", "FORMAT_TEXT": .fStringMiddle
      default: .number
      }
    guard token.kind == kind else { return false }
    let spelling = Spelling(grammar, Array(text(token)))
    return spelling.matches(name)
  }

  // MARK: Which productions were used

  private mutating func mark(production name: String, from start: Int, to end: Int) {
    used.insert(name)
    if Self.tokenNames.contains(name) {
      guard !["NEWLINE", "INDENT", "DEDENT", "FSTRING_END"].contains(name) else { return }
      used.formUnion(Spelling(grammar, Array(text(tokens[start]))).productions(of: name))
    } else if let body = grammar.productions[name] {
      mark(body, from: start, to: end)
    }
  }

  private mutating func mark(_ node: Int, from start: Int, to end: Int) {
    switch grammar.nodes[node] {
    case .literal, .range, .condition: return
    case .reference(let name): mark(production: name, from: start, to: end)
    case .choice(let choices):
      guard let fit = choices.first(where: { ends(of: $0, from: start).contains(end) }) else {
        return
      }
      mark(fit, from: start, to: end)
    case .optional(let inner):
      if start < end { mark(inner, from: start, to: end) }
    case .sequence(let items):
      guard let borders = path(items[...], from: start, to: end) else { return }
      for (item, border) in zip(items, borders) { mark(item, from: border.0, to: border.1) }
    case .repetition(let inner):
      var position = start
      while position < end {
        let steps = ends(of: inner, from: position).filter { $0 > position }
        let next = steps.first {
          $0 == end || ends(of: node, from: $0).contains(end)
        }
        guard let next else { return }
        mark(inner, from: position, to: next)
        position = next
      }
    }
  }

  private mutating func path(
    _ items: ArraySlice<Int>, from start: Int, to end: Int
  ) -> [(Int, Int)]? {
    guard let first = items.first else { return start == end ? [] : nil }
    for middle in ends(of: first, from: start) where middle <= end {
      if let rest = path(items.dropFirst(), from: middle, to: end) {
        return [(start, middle)] + rest
      }
    }
    return nil
  }
}

/// The bytes of one token, read by a production in capitals.
struct Spelling {
  private let grammar: Grammar
  private let bytes: [UInt8]

  init(_ grammar: Grammar, _ bytes: [UInt8]) {
    self.grammar = grammar
    self.bytes = bytes
  }

  func matches(_ production: String) -> Bool {
    guard let body = grammar.productions[production] else { return false }
    return ends(of: body, from: 0)[bytes.count] != nil
  }

  /// The productions of one reading.
  func productions(of production: String) -> Set<String> {
    guard let body = grammar.productions[production] else { return [] }
    return ends(of: body, from: 0)[bytes.count] ?? []
  }

  /// Every possible end with the productions of one way to it.
  private func ends(of node: Int, from start: Int) -> [Int: Set<String>] {
    switch grammar.nodes[node] {
    case .literal(let text):
      return bytes[start...].starts(with: text) ? [start + text.count: []] : [:]
    case .range(let first, let last):
      guard start < bytes.count, first...last ~= bytes[start] else { return [:] }
      return [start + 1: []]
    case .condition(let words):
      guard words == "beyond ASCII" else { return [start: []] }
      return start < bytes.count && bytes[start] >= 0x80 ? [start + 1: []] : [:]
    case .reference(let name):
      guard let body = grammar.productions[name] else { return [:] }
      return ends(of: body, from: start).mapValues { $0.union([name]) }
    case .choice(let choices):
      return choices.reduce(into: [:]) { found, choice in
        found.merge(ends(of: choice, from: start)) { first, _ in first }
      }
    case .optional(let inner):
      return ends(of: inner, from: start).merging([start: []]) { first, _ in first }
    case .sequence(let items):
      var found: [Int: Set<String>] = [start: []]
      for item in items { found = step(item, behind: found) }
      return found
    case .repetition(let inner):
      var found: [Int: Set<String>] = [start: []]
      var border = found
      while !border.isEmpty {
        border = step(inner, behind: border).filter { found[$0.key] == nil }
        found.merge(border) { first, _ in first }
      }
      return found
    }
  }

  private func step(_ node: Int, behind found: [Int: Set<String>]) -> [Int: Set<String>] {
    var next: [Int: Set<String>] = [:]
    for (middle, names) in found {
      next.merge(ends(of: node, from: middle).mapValues { $0.union(names) }) { first, _ in first }
    }
    return next
  }
}
