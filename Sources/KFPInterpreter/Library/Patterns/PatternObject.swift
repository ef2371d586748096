import KFPSource
import OrderedCollections

/// `re.compile(...)`.
final class PatternObject: Object {
  static let methods = [
    "match", "fullmatch", "search", "findall", "finditer", "split", "sub", "subn",
  ]

  private let source: String
  let pattern: Pattern

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
    case "groupindex":
      let names = DictObject([:])
      for (name, number) in pattern.groupNames.sorted(by: { $0.value < $1.value }) {
        names[name] = .int(number)
      }
      return .dict(names)
    default:
      guard Self.methods.contains(name) else { return nil }
      return .object(
        NativeFunction(name) { [self] (call, evaluator) throws(Raised) in
          let hasReplacement = name == "sub" || name == "subn"
          let names =
            hasReplacement
            ? ["repl", "string", "count"]
            : name == "split" ? ["string", "maxsplit"] : ["string", "pos", "endpos"]
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
    if !hasReplacement, name != "split" { searched.narrow(values.dropFirst()) }
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
    match.map { .object(MatchObject($0, text, of: self)) } ?? .none
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
      let found = MatchObject(match, searched.scalars, of: self)
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
  private static let limit = 2_000_000

  private(set) var scalars: [Unicode.Scalar]
  private var matcher: PatternMatcher
  private(set) var position = 0
  private var mustTake = false
  private let span: Span
  private let evaluator: Evaluator

  init(_ pattern: Pattern, _ text: String, at span: Span, in evaluator: Evaluator) {
    scalars = Array(text.unicodeScalars)
    matcher = PatternMatcher(pattern, scalars, limit: Self.limit)
    self.span = span
    self.evaluator = evaluator
  }

  /// Searches a part of the text only: from a place, to a place.
  mutating func narrow(_ bounds: ArraySlice<Value?>) {
    guard case .int(let start)? = bounds.first ?? nil else { return }
    position = max(0, start)
    if case .int(let end)? = bounds.dropFirst().first ?? nil {
      scalars = Array(scalars.prefix(max(0, end)))
      matcher = PatternMatcher(matcher.pattern, scalars, limit: Self.limit)
    }
  }

  func text(in range: Range<Int>) -> String { MatchObject.text(scalars[range]) }

  mutating func match(isWhole: Bool) throws(Raised) -> PatternMatcher.Match? {
    guard position <= scalars.count else { return nil }
    do throws(PatternMatcher.Exhausted) {
      return try matcher.match(at: position, isWhole: isWhole)
    } catch {
      throw tooMuch
    }
  }

  mutating func next() throws(Raised) -> PatternMatcher.Match? {
    let before = matcher.steps
    let match: PatternMatcher.Match?
    do throws(PatternMatcher.Exhausted) {
      match = try matcher.search(from: position, mustTake: mustTake)
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
      // Behind a match of nothing, there may be one of something at the same place.
      position = match.range.upperBound
      mustTake = match.range.isEmpty
    }
    return matches
  }

  private var tooMuch: Raised {
    evaluator.needed(
      OpaqueValue(description: "re.search(...)", importSpan: span), at: span,
      for: "takes too long to match")
  }
}
