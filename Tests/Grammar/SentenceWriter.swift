/// Writes sentences of the grammar by chance, the same ones for the same seed.
///
/// Where a production has alternatives it prefers those that were taken least; beyond a depth it takes
/// the one that ends soonest. The conditions of the grammar are known here by their words.
struct SentenceWriter {
  private let grammar: Grammar
  private let keywords: Set<String>
  /// How many levels a node needs at least.
  private let heights: [Int]
  private var random: SplitMix
  private(set) var uses: [Int]
  private(set) var reached: Set<String> = []
  /// Conditions whose words are not known.
  private(set) var strangers: Set<String> = []

  private var text = ""
  private var depth = 0
  private var maximumDepth = 0
  private var isTight = false
  private var isAtLineStart = true
  private var indentation = 0
  private var brackets = 0
  /// How many brackets were open where each open field of an f-string began.
  private var fields: [Int] = []
  private var quotes: [String] = []
  /// The names in each open list of parameters or arguments.
  private var parameters: [Set<String>] = []

  init(_ grammar: Grammar, seed: UInt64) {
    self.grammar = grammar
    keywords = Set(Self.literals(of: "keyword", in: grammar))
    heights = Self.heights(of: grammar)
    random = SplitMix(state: seed)
    uses = Array(repeating: 0, count: grammar.nodes.count)
  }

  /// A sentence of a production.
  mutating func sentence(of production: String, depth: Int) -> String {
    text = ""
    maximumDepth = depth
    isAtLineStart = true
    write(production: production)
    return text
  }

  private mutating func write(production name: String) {
    guard let body = grammar.productions[name] else { return }
    reached.insert(name)
    let wasTight = isTight
    if Grammar.isToken(name) {
      if !wasTight, name != "INDENT", name != "DEDENT" { startPiece() }
    } else if wasTight {
      // A phrase inside a token has blanks around it.
      text += " "
      isAtLineStart = true
    }
    isTight = Grammar.isToken(name)
    depth += 1
    let start = text.endIndex
    let isField = name == "FIELD" || name == "FORMAT_FIELD"
    let isParameters = ["parameters", "lambda_parameters", "arguments"].contains(name)
    if isField { fields.append(brackets) }
    if isParameters { parameters.append([]) }
    write(body, since: start)
    if isField { fields.removeLast() }
    if isParameters { parameters.removeLast() }
    if name == "FSTRING_START" {
      let opening = String(text[start...])
      quotes.append(String(opening.drop { $0 != "'" && $0 != "\"" }))
    }
    depth -= 1
    isTight = wasTight
    if wasTight, !Grammar.isToken(name) { text += " " }
    if name == "NEWLINE" { isAtLineStart = true }
  }

  /// The blank before a piece of a phrase, or the indentation of its line.
  private mutating func startPiece() {
    if isAtLineStart {
      if fields.isEmpty { text += String(repeating: "    ", count: indentation) }
    } else {
      text += " "
    }
    isAtLineStart = false
  }

  private mutating func write(_ node: Int, since start: String.Index) {
    uses[node] += 1
    switch grammar.nodes[node] {
    case .literal(let bytes): write(literal: String(decoding: bytes, as: UTF8.self))
    case .range(let first, let last):
      let byte = first + UInt8(random.below(Int(last - first) + 1))
      text.unicodeScalars.append(Unicode.Scalar(byte))
    case .reference(let name): write(production: name)
    case .condition(let words): satisfy(words, since: start)
    case .sequence(let items):
      for item in items { write(item, since: start) }
    case .choice(let choices): write(chosen(among: choices), since: start)
    case .optional(let inner):
      if wants(inner) { write(inner, since: start) }
    case .repetition(let inner):
      var rounds = 0
      while rounds < 3, wants(inner) {
        write(inner, since: start)
        rounds += 1
      }
    }
  }

  private mutating func write(literal: String) {
    if !isTight {
      startPiece()
      if ["(", "[", "{"].contains(literal) { brackets += 1 }
      if [")", "]", "}"].contains(literal) { brackets -= 1 }
    }
    text += literal
  }

  private mutating func wants(_ node: Int) -> Bool {
    guard isAllowed(node) else { return false }
    if uses[node] == 0, depth + heights[node] < maximumDepth * 2 { return true }
    return depth + heights[node] <= maximumDepth && random.below(3) == 0
  }

  private mutating func chosen(among choices: [Int]) -> Int {
    let allowed = choices.filter(isAllowed)
    let fitting = allowed.filter { depth + heights[$0] <= maximumDepth }
    guard !fitting.isEmpty else {
      return allowed.min { heights[$0] < heights[$1] } ?? choices[0]
    }
    if random.below(2) == 0 {
      let least = fitting.map { uses[$0] }.min() ?? 0
      let rare = fitting.filter { uses[$0] == least }
      return rare[random.below(rare.count)]
    }
    return fitting[random.below(fitting.count)]
  }

  /// Whether the condition at the beginning of a node holds here.
  private func isAllowed(_ node: Int) -> Bool {
    switch grammar.nodes[node] {
    case .condition(let words):
      let quote = quotes.last ?? "\""
      switch words {
      case "in brackets": return fields.last.map { brackets > $0 } ?? true
      case "in single quotes": return quote.hasPrefix("'")
      case "in double quotes": return quote.hasPrefix("\"")
      case "in triple quotes": return quote.utf8.count == 3
      default: return true
      }
    case .sequence(let items): return items.first.map(isAllowed) ?? true
    case .reference("lambda"): return fields.last.map { brackets > $0 } ?? true
    default: return true
    }
  }

  private mutating func satisfy(_ words: String, since start: String.Index) {
    switch words {
    case "no keyword":
      if keywords.contains(String(text[start...])) { text += "x" }
    case "no wildcard":
      if text.hasSuffix(" _") || text[start...] == "_" { text += "x" }
    case "new parameter", "new argument":
      let name = text[start...].drop { $0 == " " }
      if parameters.last?.contains(String(name)) ?? false { text += "\(text.utf8.count)" }
      parameters[parameters.count - 1].insert(String(text[start...].drop { $0 == " " }))
    case "beyond ASCII":
      let letters = ["é", "ß", "π", "变", "Я"]
      text += letters[random.below(letters.count)]
    case "end of line": text += "\n"
    case "further right": indentation += 1
    case "block ends": indentation -= 1
    case "closes": text += quotes.popLast() ?? ""
    case "in brackets", "in single quotes", "in double quotes", "in triple quotes": break
    default: strangers.insert(words)
    }
  }

  private static func literals(of production: String, in grammar: Grammar) -> [String] {
    guard let body = grammar.productions[production], case .choice(let words) = grammar.nodes[body]
    else { return [] }
    return words.compactMap {
      guard case .literal(let bytes) = grammar.nodes[$0] else { return nil }
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  private static func heights(of grammar: Grammar) -> [Int] {
    let unknown = 1_000
    var heights = Array(repeating: unknown, count: grammar.nodes.count)
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      for (index, node) in grammar.nodes.enumerated() {
        let height =
          switch node {
          case .literal, .range, .condition, .optional, .repetition: 0
          case .reference(let name): (grammar.productions[name].map { heights[$0] } ?? 0) + 1
          case .sequence(let items): items.map { heights[$0] }.max() ?? 0
          case .choice(let items): items.map { heights[$0] }.min() ?? 0
          }
        if height < heights[index] {
          heights[index] = height
          hasChanged = true
        }
      }
    }
    return heights
  }
}

/// A small generator of numbers.
struct SplitMix {
  var state: UInt64

  mutating func below(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
  }
}
