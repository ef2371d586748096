import KFPSource
import OrderedCollections

/// What `re.match` and its like give.
final class MatchObject: Object {
  private let match: PatternMatcher.Match
  private let scalars: [Unicode.Scalar]
  private let object: PatternObject
  private var names: [String: Int] { object.pattern.groupNames }
  private static let methods = [
    "group", "groups", "groupdict", "start", "end", "span", "expand",
  ]

  let typeName = "re.Match"
  var attributeNames: [String] { Self.methods + ["string", "re", "lastindex"] }

  init(_ match: PatternMatcher.Match, _ scalars: [Unicode.Scalar], of object: PatternObject) {
    var match = match
    match.groups[0] = match.range
    self.match = match
    self.scalars = scalars
    self.object = object
  }

  static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  func attribute(_ name: String, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    switch name {
    case "string": return .string(Self.text(scalars[...]))
    case "re": return .object(object)
    case "lastindex":
      // The group that ended last; of those that end together, the outer one.
      let ended = match.groups.indices.dropFirst().filter { match.groups[$0] != nil }
      let last = ended.max {
        (match.groups[$0]?.upperBound ?? 0, -$0) < (match.groups[$1]?.upperBound ?? 0, -$1)
      }
      return last.map { .int($0) } ?? Value.none
    case _ where Self.methods.contains(name):
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
    case "expand":
      guard case .string(let template)? = values.first else {
        throw evaluator.typeError("expected str instance", at: span)
      }
      return .string(try expanded(template, at: span, in: evaluator))
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
    guard let number = number(key), match.groups.indices.contains(number) else {
      throw evaluator.exception("IndexError", "no such group", at: span)
    }
    return match.groups[number]
  }

  private func number(_ key: Value) -> Int? {
    switch key {
    case .int(let number): number
    case .string(let name): names[name]
    default: nil
    }
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
      case _ where next.isASCII && next.properties.isAlphabetic:
        throw evaluator.patternError("bad escape \\\(next)", at: span)
      default:
        result.append("\\")
        result.append(next)
      }
      guard let key else { continue }
      guard let number = number(key), match.groups.indices.contains(number) else {
        throw evaluator.patternError("invalid group reference", at: span)
      }
      if let range = match.groups[number] { result.append(contentsOf: scalars[range]) }
    }
    return String(result)
  }
}
