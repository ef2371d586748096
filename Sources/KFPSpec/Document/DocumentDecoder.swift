import KFPTypes
import OrderedCollections

/// Reads fields of messages out of located values and gathers what is wrong with them, each with
/// its path and place. A field that is wrong is left out; reading goes on.
struct DocumentDecoder {
  let document: Int
  var problems: [SpecProblem] = []
  private var path: [SpecPath.Step] = []

  init(document: Int) { self.document = document }

  /// The fields of one message.
  struct Fields {
    let members: [LocatedJSON.Member]
    /// Where the message begins.
    let mark: YAMLMark
    /// What the message is, such as `a task`.
    let noun: String

    /// The value of a field that is there and not `null`, which protobuf takes for not there.
    subscript(key: String) -> LocatedJSON? {
      guard let value = members.first(where: { $0.key == key })?.value,
        value.content != .scalar(.null)
      else { return nil }
      return value
    }

    /// Whether a field is there, be it `null`.
    func has(_ key: String) -> Bool { members.contains { $0.key == key } }
  }

  // MARK: Problems

  mutating func report(_ kind: SpecProblem.Kind, _ message: String, at mark: YAMLMark) {
    problems.append(
      SpecProblem(
        kind, path: SpecPath(path), message: message, mark: mark, document: document))
  }

  mutating func reportType(_ value: LocatedJSON, wanted: String) {
    report(.wrongType, "\(wanted) is needed here, not \(value.kindInWords)", at: value.mark)
  }

  mutating func reportMissing(_ key: String, in fields: Fields) {
    report(.missingField, "\(fields.noun) needs the field `\(key)`", at: fields.mark)
  }

  // MARK: Moving

  /// Reads something below a key.
  mutating func below<Result>(_ key: String, _ body: (inout Self) -> Result) -> Result {
    path.append(.key(key))
    defer { path.removeLast() }
    return body(&self)
  }

  /// Reads something below an index.
  mutating func below<Result>(index: Int, _ body: (inout Self) -> Result) -> Result {
    path.append(.index(index))
    defer { path.removeLast() }
    return body(&self)
  }

  // MARK: Messages

  /// The fields of a message; unknown ones are reported.
  mutating func fields(_ value: LocatedJSON, _ noun: String, known: [String]) -> Fields? {
    guard let members = value.members else {
      reportType(value, wanted: "\(noun) (a map)")
      return nil
    }
    for member in members where !known.contains(member.key) {
      below(member.key) { decoder in
        decoder.report(
          .unknownField, "\(noun) has no field `\(member.key)` that kfps knows",
          at: member.keyMark)
      }
    }
    return Fields(members: members, mark: value.mark, noun: noun)
  }

  /// Reads the message in a field.
  mutating func message<Result>(
    _ fields: Fields, _ key: String, required: Bool = false,
    _ body: (inout Self, LocatedJSON) -> Result?
  ) -> Result? {
    guard let value = fields[key] else {
      if required { reportMissing(key, in: fields) }
      return nil
    }
    return below(key) { body(&$0, value) }
  }

  /// Reads the map in a field; entries that are wrong are left out.
  mutating func map<Result>(
    _ fields: Fields, _ key: String, _ body: (inout Self, String, LocatedJSON) -> Result?
  ) -> OrderedDictionary<String, Result> {
    guard let value = fields[key] else { return [:] }
    return below(key) { decoder in
      guard let members = value.members else {
        decoder.reportType(value, wanted: "a map")
        return [:]
      }
      var results = OrderedDictionary<String, Result>(minimumCapacity: members.count)
      for member in members {
        let result = decoder.below(member.key) { body(&$0, member.key, member.value) }
        if let result { results[member.key] = result }
      }
      return results
    }
  }

  /// Reads the list in a field; elements that are wrong are left out.
  mutating func list<Result>(
    _ fields: Fields, _ key: String, _ body: (inout Self, LocatedJSON) -> Result?
  ) -> [Result] {
    guard let value = fields[key] else { return [] }
    return below(key) { decoder in
      guard let elements = value.elements else {
        decoder.reportType(value, wanted: "a list")
        return []
      }
      var results: [Result] = []
      results.reserveCapacity(elements.count)
      for (index, element) in elements.enumerated() {
        if let result = decoder.below(index: index, { body(&$0, element) }) {
          results.append(result)
        }
      }
      return results
    }
  }

  // MARK: Scalars

  mutating func text(_ value: LocatedJSON) -> String? {
    if let text = value.text { return text }
    reportType(value, wanted: "a text")
    return nil
  }

  mutating func text(_ fields: Fields, _ key: String, required: Bool = false) -> String? {
    message(fields, key, required: required) { $0.text($1) }
  }

  mutating func texts(_ fields: Fields, _ key: String) -> [String] {
    list(fields, key) { $0.text($1) }
  }

  mutating func flag(_ fields: Fields, _ key: String) -> Bool {
    message(fields, key) { decoder, value in
      if case .scalar(.bool(let flag)) = value.content { return flag }
      decoder.reportType(value, wanted: "a truth value")
      return nil
    } ?? false
  }

  mutating func integer(_ fields: Fields, _ key: String) -> Int? {
    message(fields, key) { decoder, value in
      if case .scalar(let scalar) = value.content, let number = scalar.integerValue {
        return number
      }
      decoder.reportType(value, wanted: "a whole number")
      return nil
    }
  }

  mutating func double(_ fields: Fields, _ key: String) -> Double? {
    message(fields, key) { decoder, value in
      if case .scalar(let scalar) = value.content, let number = scalar.numberValue {
        return number
      }
      decoder.reportType(value, wanted: "a number")
      return nil
    }
  }

  /// A `google.protobuf.Value`, whose numbers are doubles and which may be `null`.
  func value(_ fields: Fields, _ key: String) -> JSONValue? {
    fields.members.first { $0.key == key }?.value.json.withDoubles
  }
}
