import KFPSource
import OrderedCollections

/// `re`: compiling, matching, searching, splitting and replacing.
extension Evaluator {
  func registerPatterns() {
    let re = module("re")
    let flags: [(String, Int)] = [
      ("IGNORECASE", 2), ("I", 2), ("MULTILINE", 8), ("M", 8), ("DOTALL", 16), ("S", 16),
      ("UNICODE", 32), ("U", 32), ("ASCII", 256), ("A", 256),
    ]
    for (name, value) in flags { re[name] = .int(value) }
    if let base = exceptionClass(named: "Exception") {
      re["error"] = .object(ClassObject("error", kind: .exception, bases: [base]))
    }
    for name in ["Pattern", "Match"] { re[name] = .object(InterfaceClass(name)) }
    re.define("escape") { (call, evaluator) throws(Raised) in
      let text = try evaluator.textArgument(call, 0, "escape")
      let special = Set("()[]{}?*+-|^$\\.&~# \t\n\r\u{B}\u{C}".unicodeScalars)
      var result = String.UnicodeScalarView()
      for scalar in text.unicodeScalars {
        if special.contains(scalar) { result.append("\\") }
        result.append(scalar)
      }
      return .string(String(result))
    }
    re.define("compile") { (call, evaluator) throws(Raised) in
      let values = try call.bound(
        to: ["pattern", "flags"], required: 1, of: "compile", in: evaluator)
      return try evaluator.pattern(values[0], flags: values[1], at: call.span)
    }
    for name in PatternObject.methods {
      re.define(name) { (call, evaluator) throws(Raised) in
        let hasReplacement = name == "sub" || name == "subn"
        let names =
          hasReplacement
          ? ["pattern", "repl", "string", "count", "flags"]
          : name == "split"
            ? ["pattern", "string", "maxsplit", "flags"] : ["pattern", "string", "flags"]
        let values = try call.bound(
          to: names, required: hasReplacement ? 3 : 2, of: name, in: evaluator)
        let pattern = try evaluator.pattern(values[0], flags: values.last ?? nil, at: call.span)
        guard case .object(let object as PatternObject) = pattern else { return pattern }
        return try object.run(
          name, Array(values.dropFirst().dropLast()), at: call.span, in: evaluator)
      }
    }
  }

  /// The pattern of a text; opaque where only Python understands it.
  fileprivate func pattern(
    _ value: Value?, flags: Value?, at span: Span
  ) throws(Raised) -> Value {
    guard case .string(let text)? = value else {
      if let value, case .object(is PatternObject) = value { return value }
      throw typeError("first argument must be string or compiled pattern", at: span)
    }
    if text.holdsChannel { throw runTimeText(at: span, for: "used as a pattern") }
    var read = PatternParser.Flags()
    if case .int(let bits)? = flags {
      guard bits & ~(2 | 8 | 16 | 32) == 0 else { return opaquePattern(at: span) }
      read.ignoresCase = bits & 2 != 0
      read.isMultiline = bits & 8 != 0
      read.dotTakesLineEnds = bits & 16 != 0
    }
    try charge(text.utf8.count, at: span)
    do throws(PatternParser.Problem) {
      return .object(PatternObject(text, try PatternParser.parse(text, flags: read)))
    } catch .wrong(let message) {
      throw exception("re.error", message, at: span)
    } catch {
      return opaquePattern(at: span)
    }
  }

  private func opaquePattern(at span: Span) -> Value {
    .opaque(OpaqueValue(description: "re.compile(...)", importSpan: span))
  }
}

/// `re.compile(...)`.
final class PatternObject: Object {
  static let methods = [
    "match", "fullmatch", "search", "findall", "finditer", "split", "sub", "subn",
  ]

  private let source: String
  private let pattern: Pattern

  let typeName = "re.Pattern"
  var attributeNames: [String] { Self.methods + ["pattern", "groups", "groupindex"] }

  init(_ source: String, _ pattern: Pattern) {
    self.source = source
    self.pattern = pattern
  }

  func attribute(_ name: String, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    switch name {
    case "pattern": return .string(source)
    case "groups": return .int(pattern.groupCount)
    default:
      guard Self.methods.contains(name) else { return nil }
      return .object(
        NativeFunction(name) { [self] (call, evaluator) throws(Raised) in
          let hasReplacement = name == "sub" || name == "subn"
          let names =
            hasReplacement
            ? ["repl", "string", "count"] : name == "split" ? ["string", "maxsplit"] : ["string"]
          let values = try call.bound(
            to: names, required: hasReplacement ? 2 : 1, of: name, in: evaluator)
          return try run(name, values, at: call.span, in: evaluator)
        })
    }
  }

  func text(at span: Span, in evaluator: Evaluator) throws(Raised) -> String {
    "re.compile(\(quoted(source)))"
  }

  /// A method, with its arguments in order.
  func run(
    _ name: String, _ values: [Value?], at span: Span, in evaluator: Evaluator
  ) throws(Raised) -> Value {
    let hasReplacement = name == "sub" || name == "subn"
    guard case .string(let text)? = values[hasReplacement ? 1 : 0] else {
      if case .opaque(let opaque)? = values[hasReplacement ? 1 : 0] {
        throw evaluator.needed(opaque, at: span, for: "a text is needed here")
      }
      throw evaluator.typeError("expected string or bytes-like object", at: span)
    }
    if text.holdsChannel { throw evaluator.runTimeText(at: span, for: "searched") }
    var searched = SearchedText(pattern, text, at: span, in: evaluator)
    switch name {
    case "match", "fullmatch":
      return object(try searched.match(isWhole: name == "fullmatch"), in: searched.scalars)
    case "search": return object(try searched.next(), in: searched.scalars)
    case "findall":
      let all = try searched.all(limit: Int.max)
      return .list(ListObject(all.map { found(in: $0, of: searched) }))
    case "finditer":
      let all = try searched.all(limit: Int.max)
      return .object(IteratorObject(all.map { object($0, in: searched.scalars) }))
    case "split": return try split(&searched, values)
    default: return try replace(&searched, values, counts: name == "subn", at: span, evaluator)
    }
  }

  private func object(_ match: PatternMatcher.Match?, in text: [Unicode.Scalar]) -> Value {
    match.map { .object(MatchObject($0, text, names: pattern.groupNames)) } ?? .none
  }

  private func found(in match: PatternMatcher.Match, of searched: SearchedText) -> Value {
    let groups = match.groups.dropFirst().map { range -> Value in
      .string(range.map { searched.text(in: $0) } ?? "")
    }
    switch groups.count {
    case 0: return .string(searched.text(in: match.range))
    case 1: return groups[groups.startIndex]
    default: return .tuple(groups)
    }
  }

  private func limit(_ value: Value?) -> Int {
    if case .int(let count)? = value, count > 0 { count } else { Int.max }
  }

  private func split(
    _ searched: inout SearchedText, _ values: [Value?]
  ) throws(Raised) -> Value {
    var parts: [Value] = []
    var start = 0
    for match in try searched.all(limit: limit(values.count > 1 ? values[1] : nil)) {
      parts.append(.string(searched.text(in: start..<match.range.lowerBound)))
      for range in match.groups.dropFirst() {
        parts.append(range.map { .string(searched.text(in: $0)) } ?? .none)
      }
      start = match.range.upperBound
    }
    parts.append(.string(searched.text(in: start..<searched.scalars.count)))
    return .list(ListObject(parts))
  }

  private func replace(
    _ searched: inout SearchedText, _ values: [Value?], counts: Bool, at span: Span,
    _ evaluator: Evaluator
  ) throws(Raised) -> Value {
    let matches = try searched.all(limit: limit(values.count > 2 ? values[2] : nil))
    var result = ""
    var start = 0
    for match in matches {
      result += searched.text(in: start..<match.range.lowerBound)
      let found = MatchObject(match, searched.scalars, names: pattern.groupNames)
      switch values[0] ?? .none {
      case .string(let template):
        result += try found.expanded(template, at: span, in: evaluator)
      case let function:
        guard
          case .string(let text) = try evaluator.call(function, [.object(found)], at: span)
        else { throw evaluator.typeError("expected str instance", at: span) }
        result += text
      }
      try evaluator.charge(result.utf8.count, at: span)
      start = match.range.upperBound
    }
    result += searched.text(in: start..<searched.scalars.count)
    return counts
      ? .tuple([.string(result), .int(matches.count)]) : .string(result)
  }
}

/// A text in which a pattern is searched, its work counted as the script's.
private struct SearchedText {
  let scalars: [Unicode.Scalar]
  private var matcher: PatternMatcher
  private var position = 0
  private let span: Span
  private let evaluator: Evaluator

  init(_ pattern: Pattern, _ text: String, at span: Span, in evaluator: Evaluator) {
    scalars = Array(text.unicodeScalars)
    matcher = PatternMatcher(pattern, scalars, limit: 2_000_000)
    self.span = span
    self.evaluator = evaluator
  }

  func text(in range: Range<Int>) -> String { MatchObject.text(scalars[range]) }

  mutating func match(isWhole: Bool) throws(Raised) -> PatternMatcher.Match? {
    do throws(PatternMatcher.Exhausted) {
      return try matcher.match(at: 0, isWhole: isWhole)
    } catch {
      throw tooMuch
    }
  }

  mutating func next() throws(Raised) -> PatternMatcher.Match? {
    let before = matcher.steps
    let match: PatternMatcher.Match?
    do throws(PatternMatcher.Exhausted) {
      match = try matcher.search(from: position)
    } catch {
      throw tooMuch
    }
    try evaluator.charge((matcher.steps - before) * 8, at: span)
    return match
  }

  /// The matches that follow each other without overlap.
  mutating func all(limit: Int) throws(Raised) -> [PatternMatcher.Match] {
    var matches: [PatternMatcher.Match] = []
    while matches.count < limit, let match = try next() {
      matches.append(match)
      position = match.range.isEmpty ? match.range.upperBound + 1 : match.range.upperBound
    }
    return matches
  }

  private var tooMuch: Raised {
    evaluator.needed(
      OpaqueValue(description: "re.search(...)", importSpan: span), at: span,
      for: "takes too long to match")
  }
}

/// What `re.match` and its like give.
final class MatchObject: Object {
  private let match: PatternMatcher.Match
  private let scalars: [Unicode.Scalar]
  private let names: [String: Int]

  let typeName = "re.Match"
  let attributeNames = ["group", "groups", "groupdict", "start", "end", "span", "string"]

  init(_ match: PatternMatcher.Match, _ scalars: [Unicode.Scalar], names: [String: Int]) {
    var match = match
    match.groups[0] = match.range
    self.match = match
    self.scalars = scalars
    self.names = names
  }

  static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  func attribute(_ name: String, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    switch name {
    case "string": return .string(Self.text(scalars[...]))
    case "group", "groups", "groupdict", "start", "end", "span":
      return .object(
        NativeFunction(name) { [self] (call, evaluator) throws(Raised) in
          try run(name, call.positional.map(\.value), at: call.span, in: evaluator)
        })
    default: return nil
    }
  }

  private func run(
    _ name: String, _ values: [Value], at span: Span, in evaluator: Evaluator
  ) throws(Raised) -> Value {
    switch name {
    case "groups":
      return .tuple(match.groups.dropFirst().map { text(of: $0) ?? values.first ?? .none })
    case "groupdict":
      let members = DictObject([:])
      for (name, number) in names.sorted(by: { $0.value < $1.value }) {
        members[name] = text(of: match.groups[number]) ?? values.first ?? Value.none
      }
      return .dict(members)
    case "group":
      if values.count > 1 {
        var groups: [Value] = []
        for value in values {
          groups.append(text(of: try range(value, at: span, in: evaluator)) ?? .none)
        }
        return .tuple(groups)
      }
      return text(of: try range(values.first ?? .int(0), at: span, in: evaluator)) ?? .none
    default:
      let range = try range(values.first ?? .int(0), at: span, in: evaluator) ?? -1..<(-1)
      if name == "span" { return .tuple([.int(range.lowerBound), .int(range.upperBound)]) }
      return .int(name == "start" ? range.lowerBound : range.upperBound)
    }
  }

  func item(_ key: Value, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    text(of: try range(key, at: span, in: evaluator)) ?? .some(.none)
  }

  func text(at span: Span, in evaluator: Evaluator) throws(Raised) -> String {
    "<re.Match object; span=(\(match.range.lowerBound), \(match.range.upperBound)), "
      + "match=\(quoted(Self.text(scalars[match.range])))>"
  }

  private func text(of range: Range<Int>?) -> Value? {
    range.map { .string(Self.text(scalars[$0])) }
  }

  private func range(
    _ key: Value, at span: Span, in evaluator: Evaluator
  ) throws(Raised) -> Range<Int>? {
    let number: Int? =
      switch key {
      case .int(let number): number
      case .string(let name): names[name]
      default: nil
      }
    guard let number, match.groups.indices.contains(number) else {
      throw evaluator.exception("IndexError", "no such group", at: span)
    }
    return match.groups[number]
  }

  /// A replacement with `\1`, `\g<1>` and `\g<name>` filled in.
  func expanded(
    _ template: String, at span: Span, in evaluator: Evaluator
  ) throws(Raised) -> String {
    guard template.unicodeScalars.contains("\\") else { return template }
    var result = String.UnicodeScalarView()
    var rest = template.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      guard scalar == "\\", let next = rest.popFirst() else {
        result.append(scalar)
        continue
      }
      var key: Value?
      switch next {
      case "n": result.append("\n")
      case "t": result.append("\t")
      case "r": result.append("\r")
      case "\\": result.append("\\")
      case "g" where rest.first == "<":
        let name = String(rest.dropFirst().prefix { $0 != ">" })
        rest = rest.dropFirst(name.unicodeScalars.count + 2)
        key = Int(name).map { .int($0) } ?? .string(name)
      case "0"..."9": key = .int(Int(next.value - 0x30))
      default:
        result.append("\\")
        result.append(next)
      }
      guard let key else { continue }
      if let range = try range(key, at: span, in: evaluator) {
        result.append(contentsOf: scalars[range])
      }
    }
    return String(result)
  }
}
