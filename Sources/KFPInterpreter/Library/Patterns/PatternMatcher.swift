/// Matches a regular expression against a text, within a bound of steps and depth.
struct PatternMatcher {
  /// What was matched.
  struct Match: Sendable {
    /// The whole, in scalars of the text.
    var range: Range<Int>
    /// The groups; nil for those that took no part.
    var groups: [Range<Int>?]
  }

  /// The search took too much work.
  struct Exhausted: Error {}

  let pattern: Pattern
  let text: [Unicode.Scalar]
  /// The steps that were done.
  private(set) var steps = 0
  private let limit: Int
  private var groups: [Range<Int>?]
  private var depth = 0
  private var isExhausted = false

  private typealias Continuation = (inout PatternMatcher, Int) -> Bool

  init(_ pattern: Pattern, _ text: [Unicode.Scalar], limit: Int) {
    self.pattern = pattern
    self.text = text
    self.limit = limit
    groups = Array(repeating: nil, count: pattern.groupCount + 1)
  }

  /// The match that starts at a place; `isWhole` asks for one that ends with the text.
  mutating func match(
    at start: Int, isWhole: Bool = false, mustTake: Bool = false
  ) throws(Exhausted) -> Match? {
    groups = Array(repeating: nil, count: pattern.groupCount + 1)
    var end: Int?
    _ = matches(pattern.root, at: start) { matcher, position in
      if isWhole, position != matcher.text.count { return false }
      if mustTake, position == start { return false }
      end = position
      return true
    }
    if isExhausted { throw Exhausted() }
    return end.map { Match(range: start..<$0, groups: groups) }
  }

  /// The first match at or after a place; `mustTake` asks that one at the place takes something.
  mutating func search(from start: Int, mustTake: Bool = false) throws(Exhausted) -> Match? {
    guard start <= text.count else { return nil }
    for position in start...text.count {
      if let match = try match(at: position, mustTake: mustTake && position == start) {
        return match
      }
    }
    return nil
  }

  private mutating func matches(
    _ node: Pattern.Node, at position: Int, _ then: Continuation
  ) -> Bool {
    steps += 1
    guard steps < limit, depth < 1000, !isExhausted else {
      isExhausted = true
      return false
    }
    depth += 1
    defer { depth -= 1 }
    switch node {
    case .one(let set): return takes(set, at: position) && then(&self, position + 1)
    case .sequence(let parts): return matchesAll(parts[...], at: position, then)
    case .choice(let options):
      return options.contains { matches($0, at: position, then) }
    case .repetition(.one(let set), let least, let most, let isLazy):
      return matchesRun(of: set, least, most, isLazy, at: position, then)
    case .repetition(let part, let least, let most, let isLazy):
      return matchesAgain(part, least, most, isLazy, at: position, then)
    case .group(let part, let number):
      let before = groups[number]
      if matches(
        part, at: position,
        { matcher, end in
          let inner = matcher.groups[number]
          matcher.groups[number] = position..<end
          if then(&matcher, end) { return true }
          matcher.groups[number] = inner
          return false
        })
      {
        return true
      }
      groups[number] = before
      return false
    case .reference(let number):
      guard let range = groups[number] else { return false }
      let end = position + range.count
      guard end <= text.count else { return false }
      for (left, right) in zip(range, position..<end) where !isSame(text[left], text[right]) {
        return false
      }
      return then(&self, end)
    case .ahead(let part, let isNegated):
      let before = groups
      let isThere = matches(part, at: position) { _, _ in true }
      if isNegated { groups = before }
      return isThere != isNegated && then(&self, position)
    case .behind(let part, let length, let isNegated):
      let before = groups
      let isThere =
        position >= length && matches(part, at: position - length) { _, end in end == position }
      if isNegated { groups = before }
      return isThere != isNegated && then(&self, position)
    case .place(let place): return isAt(place, position) && then(&self, position)
    }
  }

  private mutating func matchesAll(
    _ parts: ArraySlice<Pattern.Node>, at position: Int, _ then: Continuation
  ) -> Bool {
    var position = position
    var rest = parts
    while case .one(let set)? = rest.first {
      guard takes(set, at: position) else { return false }
      position += 1
      rest.removeFirst()
    }
    guard let first = rest.popFirst() else { return then(&self, position) }
    return matches(first, at: position) { matcher, next in
      rest.isEmpty ? then(&matcher, next) : matcher.matchesAll(rest, at: next, then)
    }
  }

  /// Characters of a set: no recursion for each of them.
  private mutating func matchesRun(
    of set: Pattern.CharacterSet, _ least: Int, _ most: Int, _ isLazy: Bool, at position: Int,
    _ then: Continuation
  ) -> Bool {
    var end = position
    if isLazy {
      while true {
        if end - position >= least, then(&self, end) { return true }
        guard end - position < most, takes(set, at: end), !isExhausted else { return false }
        steps += 1
        end += 1
      }
    }
    while end - position < most, takes(set, at: end) {
      end += 1
      steps += 1
    }
    while end - position >= least {
      if then(&self, end) { return true }
      guard !isExhausted, end > position else { return false }
      end -= 1
    }
    return false
  }

  /// `last` is where the round before began: a part that takes nothing is tried once there.
  private mutating func matchesAgain(
    _ part: Pattern.Node, _ least: Int, _ most: Int, _ isLazy: Bool, after last: Int? = nil,
    at position: Int, _ then: Continuation
  ) -> Bool {
    func again(_ matcher: inout PatternMatcher) -> Bool {
      guard most > 0, least > 0 || position != last else { return false }
      return matcher.matches(part, at: position) { matcher, next in
        matcher.matchesAgain(
          part, max(0, least - 1), most == Int.max ? most : most - 1, isLazy,
          after: least > 0 ? nil : position, at: next, then)
      }
    }
    if least > 0 { return again(&self) }
    if isLazy { return then(&self, position) || again(&self) }
    return again(&self) || then(&self, position)
  }

  private func takes(_ set: Pattern.CharacterSet, at position: Int) -> Bool {
    position < text.count && set.contains(text[position], ignoringCase: pattern.ignoresCase)
  }

  private func isSame(_ left: Unicode.Scalar, _ right: Unicode.Scalar) -> Bool {
    left == right
      || (pattern.ignoresCase
        && left.properties.lowercaseMapping == right.properties.lowercaseMapping)
  }

  private func isAt(_ place: Pattern.Place, _ position: Int) -> Bool {
    switch place {
    case .start: return position == 0
    case .end: return position == text.count
    case .lastEnd:
      return position == text.count || (position == text.count - 1 && text[position] == "\n")
    case .lineStart: return position == 0 || text[position - 1] == "\n"
    case .lineEnd: return position == text.count || text[position] == "\n"
    case .border, .noBorder:
      let before = position > 0 && text[position - 1].isWordCharacter
      let after = position < text.count && text[position].isWordCharacter
      return (before != after) == (place == .border)
    }
  }
}
