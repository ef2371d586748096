import KFPSource
import KFPSyntax
import OrderedCollections

extension Evaluator {
  func executeMatch(
    _ subject: ExprID, _ cases: [MatchCase], in frame: Frame
  ) throws(Raised) -> Flow {
    let value = try evaluate(subject, in: frame)
    if case .unknown = value { throw .reported }
    for item in cases {
      guard try matches(value, item.pattern, in: frame) else { continue }
      if let test = item.guardTest {
        let isTrue = try truth(
          of: try evaluate(test, in: frame), at: frame.unit.tree.span(of: test))
        guard isTrue else { continue }
      }
      return try execute(item.body, in: frame)
    }
    return .normal
  }

  private func matches(
    _ value: Value, _ id: PatternID, in frame: Frame
  ) throws(Raised) -> Bool {
    let span = frame.unit.tree.span(of: id)
    try step(at: span)
    switch frame.unit.tree[id] {
    case .value(let expression):
      let wanted = try evaluate(expression, in: frame)
      return try truth(of: try compare(value, .equal, wanted, at: span), at: span)
    case .singleton(let constant):
      switch (constant, value) {
      case (.none, .none): return true
      case (.bool(let wanted), .bool(let given)): return wanted == given
      default: return false
      }
    case .as(let pattern, let name):
      if let pattern, !(try matches(value, pattern, in: frame)) { return false }
      if let name { bind(name, value, in: frame) }
      return true
    case .or(let patterns):
      for pattern in patterns { if try matches(value, pattern, in: frame) { return true } }
      return false
    case .sequence(let patterns): return try matchesSequence(value, patterns, span, in: frame)
    case .mapping(let keys, let patterns, let rest):
      return try matchesMapping(value, keys, patterns, rest, span, in: frame)
    case .class(let type, let patterns, let names, let keywordPatterns):
      let wanted = try evaluate(type, in: frame)
      guard try isInstance(value, wanted, at: span) else { return false }
      var fields: [String] = []
      if case .object(let instance as InstanceObject) = value {
        fields = instance.type.fields.map(\.name)
      } else if patterns.count == 1 {
        return try matches(value, patterns[0], in: frame)
      }
      guard patterns.count <= fields.count else { return false }
      let all =
        zip(fields + [], patterns).map { ($0, $1) }
        + zip(names.map(\.text), keywordPatterns).map { ($0, $1) }
      for (name, pattern) in all {
        guard let member = try attributeIfPresent(of: value, name, at: span),
          try matches(member, pattern, in: frame)
        else { return false }
      }
      return true
    case .star, .missing: return false
    }
  }

  private func matchesSequence(
    _ value: Value, _ patterns: [PatternID], _ span: Span, in frame: Frame
  ) throws(Raised) -> Bool {
    let values: [Value]
    switch value {
    case .list(let list): values = list.elements
    case .tuple(let elements): values = elements
    case .object(let object as InstanceObject):
      guard case .namedTuple = object.type.kind else { return false }
      values = object.fieldValues
    default: return false
    }
    let star = patterns.firstIndex {
      if case .star = frame.unit.tree[$0] { true } else { false }
    }
    guard let star else {
      guard values.count == patterns.count else { return false }
      for (value, pattern) in zip(values, patterns) {
        guard try matches(value, pattern, in: frame) else { return false }
      }
      return true
    }
    let after = patterns.count - star - 1
    guard values.count >= star + after else { return false }
    for index in 0..<star {
      guard try matches(values[index], patterns[index], in: frame) else { return false }
    }
    for index in 0..<after {
      guard
        try matches(
          values[values.count - after + index], patterns[star + 1 + index], in: frame)
      else { return false }
    }
    if case .star(let name?) = frame.unit.tree[patterns[star]] {
      bind(name, .list(ListObject(Array(values[star..<values.count - after]))), in: frame)
    }
    return true
  }

  private func matchesMapping(
    _ value: Value, _ keys: [ExprID], _ patterns: [PatternID], _ rest: Identifier?, _ span: Span,
    in frame: Frame
  ) throws(Raised) -> Bool {
    guard case .dict(let dict) = value else { return false }
    var others = dict.members
    for (key, pattern) in zip(keys, patterns) {
      let key = try hashable(try evaluate(key, in: frame), at: span)
      guard let member = dict.members[key], try matches(member, pattern, in: frame) else {
        return false
      }
      others.removeValue(forKey: key)
    }
    if let rest { bind(rest, .dict(DictObject(others)), in: frame) }
    return true
  }

  /// `isinstance(value, wanted)`.
  func isInstance(_ value: Value, _ wanted: Value, at span: Span) throws(Raised) -> Bool {
    switch wanted {
    case .tuple(let types):
      for type in types { if try isInstance(value, type, at: span) { return true } }
      return false
    case .object(let alias as TypingAlias):
      if alias.name == "|" || alias.name == "Union" || alias.name == "Optional" {
        let types = alias.name == "Optional" ? alias.arguments + [.none] : alias.arguments
        return try isInstance(value, .tuple(types), at: span)
      }
      if alias.name == "Any" { return true }
      if let origin = alias.origin { return try isInstance(value, origin, at: span) }
      let names = [
        "List": "list", "Dict": "dict", "Tuple": "tuple", "Set": "set", "Type": "type",
        "FrozenSet": "frozenset",
      ]
      if let name = names[alias.name] { return typeName(of: value) == name }
      if ["Mapping", "MutableMapping"].contains(alias.name) {
        if case .dict = value { return true }
        return false
      }
      if ["Sequence", "Iterable", "Collection"].contains(alias.name) {
        switch value {
        case .list, .tuple, .string, .bytes: return true
        case .dict, .set: return alias.name != "Sequence"
        default: return false
        }
      }
      if alias.name == "Callable" {
        if case .object(let object) = value {
          return object is FunctionObject || object is NativeFunction || object is BoundMethod
            || object is ClassObject
        }
        return false
      }
    case .object(let object):
      if let result = object.isClass(of: value) { return result }
    case .none:
      if case .none = value { return true }
      return false
    case .opaque:
      // A value that was made here is of no type that is not read; one that was not may be.
      if case .opaque(let opaque) = value {
        throw needed(opaque, at: span, for: "its type is needed here")
      }
      return false
    case .unknown: throw .reported
    default: break
    }
    throw typeError(
      "isinstance() arg 2 must be a type, a tuple of types, or a union", at: span)
  }
}
