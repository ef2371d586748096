import KFPGraph
import KFPSource
import KFPTypes
import OrderedCollections

/// A run-time value as the script sees it. It can be passed on, compared, looped over, collected and
/// written into a text; every other use is explained.
final class ChannelObject: Object {
  /// The value.
  let channel: Channel
  /// What it is called in messages, such as `first.output`.
  let label: String

  init(_ channel: Channel, label: String) {
    self.channel = channel
    self.label = label
  }

  let typeName = "run-time value"

  /// `a run-time int`.
  var typeDescription: String { channel.type.pythonName }

  var attributeNames: [String] { ["name", "channel_type", "task_name"] }

  func attribute(_ name: String, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    if case .item(let group) = channel.origin, case .parameter(let type) = channel.type {
      return try field(name, of: group, type: type, at: span, in: evaluator)
    }
    if let value = ownAttribute(name, in: evaluator) { return value }
    throw evaluator.failure(.fieldOfRuntimeValue(name, of: self, at: span))
  }

  private static let ownNames: Set<String> = [
    "name", "task_name", "channel_type", "full_name", "pattern", "task", "pipeline", "value",
    "is_artifact_list",
  ]

  private func ownAttribute(_ name: String, in evaluator: Evaluator) -> Value? {
    switch (name, channel.origin) {
    case ("name", .input(_, let name)), ("name", .output(_, let name)): return .string(name)
    case ("task_name", .output(let task, _)): return .string(evaluator.studio.task(task).name)
    case ("task_name", _): return Value.none
    case ("channel_type", _):
      switch channel.type {
      case .parameter(let text): return .string(text.description)
      case .artifact(let schema, _): return .string("\(schema.title)@\(schema.version)")
      }
    case ("is_artifact_list", _):
      guard case .artifact(_, let isList) = channel.type else { return nil }
      return .bool(isList)
    case ("task", .output(let task, _)):
      return evaluator.studio.object(of: task).map { .object($0) }
    default: return nil
    }
  }

  /// `item.key` of a loop.
  private func field(
    _ name: String, of group: GroupID, type: TypeText, at span: Span, in evaluator: Evaluator
  ) throws(Raised) -> Value? {
    if name.hasPrefix("__") { return nil }
    let items = evaluator.studio.loopConstants(of: group)
    if Self.ownNames.contains(name) {
      if let items, items.contains(where: { $0[name] != nil }) {
        throw evaluator.failure(.reservedField(name, of: self, at: span))
      }
      return ownAttribute(name, in: evaluator)
    }
    if let items, let complaint = missingField(name, in: items, at: span) {
      throw evaluator.failure(complaint)
    }
    if type.parameterType != .struct, items == nil, type.parameterType != .string {
      throw evaluator.failure(.fieldOfRuntimeValue(name, of: self, at: span))
    }
    let fieldType = type.fieldType
    guard fieldType.isParameter else {
      throw evaluator.failure(.itemTypeUnusable(fieldType, of: "`\(label).\(name)`", at: span))
    }
    let field = Channel(origin: .field(group, key: name), type: .parameter(fieldType))
    return .object(ChannelObject(field, label: "\(label).\(name)"))
  }

  private func missingField(_ name: String, in items: [JSONValue], at span: Span) -> Diagnostic? {
    let keys = items.first?.objectValue?.keys.map { $0 } ?? []
    if keys.isEmpty {
      // A text may be JSON with the field inside; the backend parses it.
      let areTexts = items.allSatisfy { $0.stringValue?.utf8.first == UInt8(ascii: "{") }
      return areTexts ? nil : .fieldOfPlainItem(name, of: self, at: span)
    }
    guard let index = items.firstIndex(where: { $0[name] == nil }) else { return nil }
    return .missingField(name, of: self, keys: keys, item: index, at: span)
  }

  func operate(
    _ operation: String, _ other: Value, isReflected: Bool, at span: Span, in evaluator: Evaluator
  ) throws(Raised) -> Value? {
    if case .unknown = other { return .unknown }
    guard var comparison = Condition.Comparison(rawValue: operation) else {
      throw evaluator.failure(
        .operationOnRuntimeValue(operation, on: self, other, at: span))
    }
    // Python asks the right side first where its type is derived from that of the left side, as the
    // types of loop items are derived from the type of plain values.
    if !isReflected, !isDerived, case .object(let right as ChannelObject) = other, right.isDerived {
      return .object(
        try ConditionObject.make(
          right, comparison.mirrored, .object(self), at: span, in: evaluator))
    }
    if isReflected { comparison = comparison.mirrored }
    return .object(
      try ConditionObject.make(self, comparison, other, at: span, in: evaluator))
  }

  /// Whether Python's type of the value is derived from that of plain run-time values.
  private var isDerived: Bool {
    switch channel.origin {
    case .item, .field, .oneOf: true
    case .input, .output, .collected: false
    }
  }

  func call(_ call: Call, in evaluator: Evaluator) throws(Raised) -> Value? {
    throw evaluator.failure(.callOfRuntimeValue(self, at: call.span))
  }

  func item(_ key: Value, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    throw evaluator.failure(.indexOfRuntimeValue(self, key, at: span))
  }

  func iterate(at span: Span, in evaluator: Evaluator) throws(Raised) -> [Value]? {
    throw evaluator.failure(.iterationOverRuntimeValue(self, at: span))
  }

  func count(at span: Span, in evaluator: Evaluator) throws(Raised) -> Int? {
    throw evaluator.failure(.lengthOfRuntimeValue(self, at: span))
  }

  func truth(at span: Span, in evaluator: Evaluator) throws(Raised) -> Bool {
    if evaluator.isInInstalledPackage { return true }
    throw evaluator.failure(.truthOfRuntimeValue(self, at: span))
  }

  func text(at span: Span, in evaluator: Evaluator) throws(Raised) -> String {
    if let complaint = Diagnostic.textOfRuntimeValue(self, at: span) {
      throw evaluator.failure(complaint)
    }
    return evaluator.studio.embedded.text(for: channel) ?? ""
  }

  func format(_ spec: String, at span: Span, in evaluator: Evaluator) throws(Raised) -> String? {
    throw evaluator.failure(.formatOfRuntimeValue(self, spec, at: span))
  }

  var observed: Interpretation.Observation.Piece? { .channel(channel) }
}

extension PipelineStudio {
  /// What a loop over constants runs over; nil for other loops.
  func loopConstants(of group: GroupID) -> [JSONValue]? {
    guard case .loop(.constants(let items), _) = self.group(group).kind else { return nil }
    return items
  }
}

extension Condition.Comparison {
  /// The comparison with its sides exchanged.
  var mirrored: Self {
    switch self {
    case .equal, .notEqual: self
    case .less: .greater
    case .lessEqual: .greaterEqual
    case .greater: .less
    case .greaterEqual: .lessEqual
    }
  }
}
