/// Reads regular expressions: what pipelines use of Python's `re`.
struct PatternParser {
  /// Why an expression was not read.
  enum Problem: Error, Equatable {
    /// It is wrong in Python, too.
    case wrong(String)
    /// Python understands it, and this does not.
    case unsupported
  }

  /// How an expression is read.
  struct Flags: Equatable {
    var ignoresCase = false
    var isMultiline = false
    var dotTakesLineEnds = false
    /// Whether blanks and comments in it mean nothing.
    var isVerbose = false
  }

  private let text: [Unicode.Scalar]
  private var position = 0
  private var flags: Flags
  private var groupCount = 0
  private var groupNames: [String: Int] = [:]
  private var depth = 0

  private init(_ text: String, _ flags: Flags) {
    self.text = Array(text.unicodeScalars)
    self.flags = flags
  }

  static func parse(_ text: String, flags: Flags) throws(Problem) -> Pattern {
    var parser = PatternParser(text, flags)
    let root = try parser.choice()
    guard parser.position == parser.text.count else { throw .wrong("unbalanced parenthesis") }
    return Pattern(
      root: root, groupCount: parser.groupCount, groupNames: parser.groupNames,
      ignoresCase: parser.flags.ignoresCase)
  }

  private var next: Unicode.Scalar? { position < text.count ? text[position] : nil }

  private mutating func take(_ wanted: String) -> Bool {
    let scalars = Array(wanted.unicodeScalars)
    guard text[position...].starts(with: scalars) else { return false }
    position += scalars.count
    return true
  }

  private mutating func choice() throws(Problem) -> Pattern.Node {
    guard depth < 100 else { throw .unsupported }
    depth += 1
    defer { depth -= 1 }
    var options = [try sequence()]
    while take("|") { options.append(try sequence()) }
    return options.count == 1 ? options[0] : .choice(options)
  }

  private mutating func sequence() throws(Problem) -> Pattern.Node {
    var parts: [Pattern.Node] = []
    while true {
      skipBlanks()
      guard let scalar = next, scalar != "|", scalar != ")" else { break }
      guard let part = try atom() else { continue }
      skipBlanks()
      parts.append(try repeated(part))
    }
    return parts.count == 1 ? parts[0] : .sequence(parts)
  }

  private mutating func skipBlanks() {
    guard flags.isVerbose else { return }
    while let scalar = next {
      if scalar == "#" {
        while let scalar = next, scalar != "\n" { position += scalar == "\n" ? 0 : 1 }
      } else if !scalar.properties.isWhitespace {
        return
      } else {
        position += 1
      }
    }
  }

  // MARK: Repetitions

  private mutating func repeated(_ part: Pattern.Node) throws(Problem) -> Pattern.Node {
    let bounds: (Int, Int)
    if take("*") {
      bounds = (0, Int.max)
    } else if take("+") {
      bounds = (1, Int.max)
    } else if take("?") {
      bounds = (0, 1)
    } else if next == "{", let counted = counts() {
      bounds = counted
    } else {
      return part
    }
    guard bounds.0 <= bounds.1 else { throw .wrong("min repeat greater than max repeat") }
    guard bounds.0 <= 10_000 else { throw .unsupported }
    let isLazy = take("?")
    if !isLazy, next == "+" { throw .unsupported }
    if let scalar = next, scalar == "*" || scalar == "+" || scalar == "?" {
      throw .wrong("multiple repeat")
    }
    return .repetition(part, least: bounds.0, most: bounds.1, isLazy: isLazy)
  }

  /// `{2}`, `{2,}`, `{,3}`, `{2,3}`; nil where the brace is just one.
  private mutating func counts() -> (Int, Int)? {
    let start = position
    position += 1
    let least = digits()
    var most = least
    if take(",") { most = digits() ?? Int.max }
    guard take("}"), least != nil || most != nil else {
      position = start
      return nil
    }
    return (least ?? 0, most ?? Int.max)
  }

  private mutating func digits() -> Int? {
    var value: Int?
    while let scalar = next, ("0"..."9").contains(scalar), (value ?? 0) < 100_000_000 {
      value = (value ?? 0) * 10 + Int(scalar.value - 0x30)
      position += 1
    }
    return value
  }

  // MARK: Atoms

  private mutating func atom() throws(Problem) -> Pattern.Node? {
    guard let scalar = next else { return nil }
    position += 1
    switch scalar {
    case ".": return .one(dot)
    case "^": return .place(flags.isMultiline ? .lineStart : .start)
    case "$": return .place(flags.isMultiline ? .lineEnd : .lastEnd)
    case "[": return .one(try set())
    case "(": return try group()
    case "\\": return try escape()
    case "*", "+", "?": throw .wrong("nothing to repeat")
    default: return .one(Self.only(scalar))
    }
  }

  private var dot: Pattern.CharacterSet {
    flags.dotTakesLineEnds
      ? Pattern.CharacterSet(isNegated: true) : Pattern.CharacterSet(classes: [.notLineEnd])
  }

  private static func only(_ scalar: Unicode.Scalar) -> Pattern.CharacterSet {
    Pattern.CharacterSet(ranges: [scalar.value...scalar.value])
  }

  private mutating func group() throws(Problem) -> Pattern.Node? {
    if take("?:") { return try closed(try choice()) }
    if take("?=") { return .ahead(try closed(try choice()), isNegated: false) }
    if take("?!") { return .ahead(try closed(try choice()), isNegated: true) }
    for (mark, isNegated) in [("?<=", false), ("?<!", true)] where take(mark) {
      let part = try closed(try choice())
      guard let length = part.length else {
        throw .wrong("look-behind requires fixed-width pattern")
      }
      return .behind(part, length: length, isNegated: isNegated)
    }
    if take("?#") {
      while let scalar = next, scalar != ")" { position += scalar == ")" ? 0 : 1 }
      guard take(")") else { throw .wrong("missing ), unterminated comment") }
      return nil
    }
    if take("?P<") {
      let name = try name(before: ">")
      let number = try newGroup()
      groupNames[name] = number
      return .group(try closed(try choice()), number: number)
    }
    if take("?P=") {
      guard let number = groupNames[try name(before: ")")] else {
        throw .wrong("unknown group name")
      }
      return .reference(number)
    }
    if next == "?" {
      guard position == 1, takeFlags() else { throw .unsupported }
      return nil
    }
    let number = try newGroup()
    return .group(try closed(try choice()), number: number)
  }

  private mutating func newGroup() throws(Problem) -> Int {
    guard groupCount < 100 else { throw .unsupported }
    groupCount += 1
    return groupCount
  }

  private mutating func closed(_ node: Pattern.Node) throws(Problem) -> Pattern.Node {
    guard take(")") else { throw .wrong("missing ), unterminated subpattern") }
    return node
  }

  private mutating func name(before end: Unicode.Scalar) throws(Problem) -> String {
    let start = position
    while next != nil, next != end { position += 1 }
    guard next == end, position > start else { throw .wrong("missing group name") }
    defer { position += 1 }
    var name = String.UnicodeScalarView()
    name.append(contentsOf: text[start..<position])
    guard let first = name.first, first.isWordCharacter, first.properties.numericType == nil,
      name.allSatisfy(\.isWordCharacter)
    else { throw .wrong("bad character in group name '\(name)'") }
    return String(name)
  }

  /// `(?i)`, `(?ms)` at the start.
  private mutating func takeFlags() -> Bool {
    position += 1
    while let scalar = next {
      position += 1
      switch scalar {
      case "i": flags.ignoresCase = true
      case "m": flags.isMultiline = true
      case "s": flags.dotTakesLineEnds = true
      case "x": flags.isVerbose = true
      case "u", "a": break
      case ")": return true
      default: return false
      }
    }
    return false
  }

  // MARK: Escapes and sets

  private mutating func escape() throws(Problem) -> Pattern.Node {
    guard let scalar = next else { throw .wrong("bad escape (end of pattern)") }
    switch scalar {
    case "A": position += 1; return .place(.start)
    case "Z": position += 1; return .place(.end)
    case "b": position += 1; return .place(.border)
    case "B": position += 1; return .place(.noBorder)
    case "1"..."9":
      guard let number = digits(), number <= groupCount else {
        throw .wrong("invalid group reference")
      }
      return .reference(number)
    default: return .one(try escapedSet())
    }
  }

  /// What stands behind a backslash, as a set.
  private mutating func escapedSet() throws(Problem) -> Pattern.CharacterSet {
    guard let scalar = next else { throw .wrong("bad escape (end of pattern)") }
    position += 1
    switch scalar {
    case "d": return .init(classes: [.digit])
    case "D": return .init(classes: [.notDigit])
    case "w": return .init(classes: [.word])
    case "W": return .init(classes: [.notWord])
    case "s": return .init(classes: [.space])
    case "S": return .init(classes: [.notSpace])
    case "n": return Self.only("\n")
    case "t": return Self.only("\t")
    case "r": return Self.only("\r")
    case "f": return Self.only("\u{C}")
    case "v": return Self.only("\u{B}")
    case "a": return Self.only("\u{7}")
    case "0": return Self.only("\0")
    case "x": return Self.only(try hexadecimal(2))
    case "u": return Self.only(try hexadecimal(4))
    case "U": return Self.only(try hexadecimal(8))
    default:
      if ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) {
        throw .wrong("bad escape \\\(scalar)")
      }
      return Self.only(scalar)
    }
  }

  private mutating func hexadecimal(_ count: Int) throws(Problem) -> Unicode.Scalar {
    guard position + count <= text.count else { throw .wrong("incomplete escape") }
    var digits = String.UnicodeScalarView()
    digits.append(contentsOf: text[position..<(position + count)])
    guard let value = UInt32(String(digits), radix: 16), let scalar = Unicode.Scalar(value) else {
      throw .wrong("incomplete escape")
    }
    position += count
    return scalar
  }

  private mutating func set() throws(Problem) -> Pattern.CharacterSet {
    var set = Pattern.CharacterSet(isNegated: take("^"))
    var isFirst = true
    while isFirst || next != "]" {
      guard let scalar = next else { throw .wrong("unterminated character set") }
      isFirst = false
      position += 1
      let low = scalar == "\\" ? try setEscape() : Self.only(scalar)
      guard let first = low.single, next == "-", position + 1 < text.count,
        text[position + 1] != "]"
      else {
        set.ranges += low.ranges
        set.classes += low.classes
        continue
      }
      position += 1
      guard let end = next else { throw .wrong("unterminated character set") }
      position += 1
      let high = end == "\\" ? try setEscape() : Self.only(end)
      guard let last = high.single, first <= last else { throw .wrong("bad character range") }
      set.ranges.append(first...last)
    }
    position += 1
    return set
  }

  private mutating func setEscape() throws(Problem) -> Pattern.CharacterSet {
    if take("b") { return Self.only("\u{8}") }
    return try escapedSet()
  }
}

extension Pattern.CharacterSet {
  /// The one character that it is, if so.
  fileprivate var single: UInt32? {
    guard classes.isEmpty, ranges.count == 1, ranges[0].count == 1 else { return nil }
    return ranges[0].lowerBound
  }
}
