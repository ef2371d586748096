import KFPGraph
import KFPSource
import KFPTypes

/// A comparison that is decided when tasks run: `flip.output == 'heads'`.
final class ConditionObject: Object {
  /// The comparison.
  let condition: Condition
  /// Where it stands.
  let span: Span

  let typeName = "run-time comparison"

  init(_ condition: Condition, at span: Span) {
    self.condition = condition
    self.span = span
  }

  /// Makes a comparison of a run-time value with something else, and judges whether the backend
  /// can decide it.
  static func make(
    _ left: ChannelObject, _ comparison: Condition.Comparison, _ right: Value, at span: Span,
    in evaluator: Evaluator
  ) throws(Raised) -> ConditionObject {
    let operand: Argument
    switch right {
    case .object(let other as ChannelObject):
      if let complaint = complaint(left, other, at: span) { throw evaluator.failure(complaint) }
      operand = .channel(other.channel)
    case .bool(let value): operand = .constant(.bool(value))
    case .int(let value): operand = .constant(.integer(value))
    case .float(let value): operand = .constant(.double(value))
    case .string(let text):
      if let embedded = evaluator.studio.embedded.channels(in: text).first {
        throw evaluator.failure(.comparisonWithTemplate(left, embedded, at: span))
      }
      operand = .constant(.string(text))
    case .object(let task as TaskObject):
      throw evaluator.failure(.comparisonWithTask(task, at: span))
    default:
      throw evaluator.failure(
        .comparisonWithOther(left, evaluator.kindName(of: right), at: span))
    }
    if case .constant(let constant) = operand,
      let complaint = complaint(left, comparison, constant, at: span)
    {
      throw evaluator.failure(complaint)
    }
    return ConditionObject(
      Condition(left: .channel(left.channel), comparison, right: operand), at: span)
  }

  /// What is wrong with comparing two run-time values, or nil.
  private static func complaint(
    _ left: ChannelObject, _ right: ChannelObject, at span: Span
  ) -> Diagnostic? {
    for side in [left, right] {
      if let complaint = Diagnostic.comparisonOfCompound(side, at: span) { return complaint }
    }
    guard let a = left.parameterType, let b = right.parameterType, a != b else { return nil }
    let numbers: Set<ParameterType> = [.integer, .double]
    if numbers.contains(a), numbers.contains(b) { return nil }
    return .comparisonOfTypes(left, b.pythonName, "`\(right.label)`", at: span)
  }

  /// What is wrong with comparing a run-time value with a constant, or nil.
  private static func complaint(
    _ left: ChannelObject, _ comparison: Condition.Comparison, _ right: JSONValue, at span: Span
  ) -> Diagnostic? {
    if let complaint = Diagnostic.comparisonOfCompound(left, at: span) { return complaint }
    guard let type = left.parameterType else { return nil }
    switch (type, right) {
    case (.string, .string(let text)):
      return text.utf8.contains { $0 == 0x27 || $0 == 0x5C || $0 == 0x0A }
        ? .comparisonWithQuotes(left, at: span) : nil
    // The document quotes a number beside a text: '1'.
    case (.string, .integer), (.string, .double), (.string, .bool): return nil
    case (.integer, .integer), (.integer, .double), (.double, .integer), (.double, .double):
      return nil
    case (.boolean, .bool): return nil
    default:
      return .comparisonOfTypes(
        left, PortType(constant: right)?.pythonName ?? "None",
        "the constant", at: span)
    }
  }

  var observed: Interpretation.Observation.Piece? { .comparison(condition) }

  func truth(at span: Span, in evaluator: Evaluator) throws(Raised) -> Bool {
    if evaluator.isInInstalledPackage { return true }
    throw evaluator.failure(.truthOfComparison(at: self.span))
  }

  func operate(
    _ operation: String, _ other: Value, isReflected: Bool, at span: Span, in evaluator: Evaluator
  ) throws(Raised) -> Value? {
    switch operation {
    case "==", "!=": return nil
    default: throw evaluator.failure(.truthOfComparison(at: span))
    }
  }

  func attribute(_ name: String, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    name == "operator" ? .string(condition.comparison.rawValue) : nil
  }
}

extension ChannelObject {
  /// The type of a parameter; nil for artifacts.
  var parameterType: ParameterType? {
    guard case .parameter(let text) = channel.type else { return nil }
    return text.comparedType
  }
}
