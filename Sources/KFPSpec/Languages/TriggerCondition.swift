public import KFPTypes
import OrderedCollections

/// The condition under which a task runs, such as
/// `int(inputs.parameter_values['pipelinechannel--n']) > 3`.
public struct TriggerCondition: Hashable, Sendable {
  /// The condition as the document has it.
  public let text: String
  private let expression: Expression

  /// Reads a condition.
  public init(_ text: String) throws(ConditionProblem) {
    self.text = text
    expression = try ExpressionParser.parse(text)
  }

  /// The inputs of the task that the condition mentions, in order and once each.
  public var parameterNames: [String] {
    var names: OrderedSet<String> = []
    expression.visit { part in
      switch part {
      case .index(.member(.identifier("inputs"), let field), .literal(.string(let name)))
      where field == "parameter_values" || field == "parameters":
        names.append(name)
      case .member(.member(.identifier("inputs"), let field), let name)
      where field == "parameter_values" || field == "parameters":
        names.append(name)
      default: break
      }
    }
    return Array(names)
  }

  /// Whether the condition holds for these parameters of the task. A condition that has no truth
  /// value (an input is missing, kinds of values do not fit) is an error, and does not count as
  /// either answer.
  public func evaluate(parameters: [String: JSONValue]) throws(ConditionProblem) -> Bool {
    let values = OrderedDictionary(uniqueKeysWithValues: parameters.map { ($0.key, $0.value) })
    var inputs: OrderedDictionary<String, JSONValue> = ["parameter_values": .object(values)]
    // The spelling of the first documents: a message with one field for each kind of value.
    inputs["parameters"] = .object(values.mapValues(Self.legacyValue))
    let evaluator = ExpressionEvaluator(names: ["inputs": .json(.object(inputs))])
    return try evaluator.bool(expression, of: "condition")
  }

  private static func legacyValue(_ value: JSONValue) -> JSONValue {
    let text = value.stringValue ?? value.jsonText()
    var members: OrderedDictionary<String, JSONValue> = ["string_value": .string(text)]
    if let number = value.numberValue {
      members["double_value"] = .double(number)
      members["int_value"] = .double(number)
    }
    return .object(members)
  }
}

/// What is taken out of a parameter, such as `parseJson(string_value)["k"]`.
public struct ExpressionSelector: Hashable, Sendable {
  /// The selector as the document has it.
  public let text: String
  private let expression: Expression

  /// Reads a selector.
  public init(_ text: String) throws(ConditionProblem) {
    self.text = text
    expression = try ExpressionParser.parse(text)
  }

  /// Takes the part out of a value.
  public func evaluate(_ value: JSONValue) throws(ConditionProblem) -> JSONValue {
    var names: [String: ExpressionValue] = [
      "string_value": .string(value.stringValue ?? value.jsonText())
    ]
    switch value {
    case .bool: names["bool_value"] = .json(value)
    case .integer, .double: names["number_value"] = .json(value)
    case .array: names["list_value"] = .json(value)
    case .object: names["struct_value"] = .json(value)
    case .null, .string: break
    }
    return try ExpressionEvaluator(names: names).value(expression).asJSON
  }
}

extension Expression {
  /// Calls a function with every part of the expression, outer parts first.
  func visit(_ body: (Expression) -> Void) {
    body(self)
    switch self {
    case .literal, .identifier: break
    case .list(let parts), .all(let parts), .any(let parts), .call(_, let parts):
      for part in parts { part.visit(body) }
    case .member(let part, _), .has(let part, _), .not(let part), .negative(let part):
      part.visit(body)
    case .index(let first, let second), .binary(_, let first, let second):
      first.visit(body)
      second.visit(body)
    case .method(let base, _, let parts):
      base.visit(body)
      for part in parts { part.visit(body) }
    case .conditional(let first, let second, let third):
      first.visit(body)
      second.visit(body)
      third.visit(body)
    }
  }
}
