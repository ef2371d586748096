import KFPTypes
import OrderedCollections

/// Computes expressions over the values that their names stand for.
struct ExpressionEvaluator {
  let names: [String: ExpressionValue]

  /// The depth of an expression is bounded by its parser.
  func value(_ expression: Expression) throws(ConditionProblem) -> ExpressionValue {
    switch expression {
    case .literal(let value): return value
    case .identifier(let name):
      if let value = names[name] { return value }
      throw ConditionProblem("there is no name `\(name)` in an expression")
    case .list(let expressions):
      var values: [JSONValue] = []
      for expression in expressions { values.append(try value(expression).asJSON) }
      return .json(.array(values))
    case .member(let base, let name): return try member(try value(base), name)
    case .index(let base, let key): return try element(try value(base), try value(key).unwrapped)
    case .has(let base, let name):
      guard case .json(.object(let members)) = try value(base) else {
        throw ConditionProblem("`has` asks for a member of a map")
      }
      return .bool(members[name] != nil)
    case .not(let operand): return .bool(!(try bool(operand, of: "!")))
    case .negative(let operand): return try negative(try value(operand).unwrapped)
    case .all(let operands): return .bool(try combined(operands, decisive: false, of: "&&"))
    case .any(let operands): return .bool(try combined(operands, decisive: true, of: "||"))
    case .binary(let name, let left, let right): return try binary(name, left, right)
    case .conditional(let condition, let then, let otherwise):
      return try value(try bool(condition, of: "?") ? then : otherwise)
    case .call(let name, let arguments): return try call(name, arguments)
    case .method(let base, let name, let arguments):
      return try method(try value(base).unwrapped, name, arguments)
    }
  }

  func bool(_ expression: Expression, of name: String) throws(ConditionProblem) -> Bool {
    let result = try value(expression).unwrapped
    if case .bool(let value) = result { return value }
    throw ConditionProblem("`\(name)` needs a truth value, not \(result.kindInWords)")
  }

  /// `&&` and `||` do not care about the order of their operands: one that decides hides errors in
  /// others, also in those before it.
  private func combined(
    _ operands: [Expression], decisive: Bool, of name: String
  ) throws(ConditionProblem) -> Bool {
    var problem: ConditionProblem?
    for operand in operands {
      do throws(ConditionProblem) {
        if try bool(operand, of: name) == decisive { return decisive }
      } catch {
        problem = problem ?? error
      }
    }
    if let problem { throw problem }
    return !decisive
  }

  // MARK: Parts

  private func member(
    _ base: ExpressionValue, _ name: String
  ) throws(ConditionProblem) -> ExpressionValue {
    guard case .json(.object(let members)) = base else {
      throw ConditionProblem("\(base.kindInWords) has no member `\(name)`")
    }
    if let value = members[name] { return .json(value) }
    throw ConditionProblem("there is no member `\(name)`")
  }

  private func element(
    _ base: ExpressionValue, _ key: ExpressionValue
  ) throws(ConditionProblem) -> ExpressionValue {
    switch (base, key) {
    case (.json(.object(let members)), .string(let name)):
      if let value = members[name] { return .json(value) }
      throw ConditionProblem("there is no value under `\(name)`")
    case (.json(.array(let values)), .int(let index)):
      return try element(values, index)
    case (.json(.array(let values)), .double(let number)):
      guard let index = Int(exactly: number) else {
        throw ConditionProblem("a list has no element at \(pythonRepr(of: number))")
      }
      return try element(values, index)
    default:
      throw ConditionProblem(
        "\(base.kindInWords) has no element under \(key.kindInWords)")
    }
  }

  private func element(
    _ values: [JSONValue], _ index: Int
  ) throws(ConditionProblem) -> ExpressionValue {
    if values.indices.contains(index) { return .json(values[index]) }
    throw ConditionProblem(
      "the list has \(values.count) elements, there is none at index \(index)")
  }

  // MARK: Operators

  private func negative(_ value: ExpressionValue) throws(ConditionProblem) -> ExpressionValue {
    switch value {
    case .int(let number):
      let (result, overflow) = 0.subtractingReportingOverflow(number)
      if !overflow { return .int(result) }
      throw ConditionProblem("the whole number does not fit into 64 bits")
    case .double(let number): return .double(-number)
    default: throw ConditionProblem("`-` needs a number, not \(value.kindInWords)")
    }
  }

  private func binary(
    _ name: Expression.BinaryOperator, _ left: Expression, _ right: Expression
  ) throws(ConditionProblem) -> ExpressionValue {
    let types = (left.staticType, right.staticType)
    if name != .within, types.0 != .any, types.1 != .any, types.0 != types.1 {
      throw ConditionProblem(
        "`\(name.rawValue)` cannot stand between \(types.0.rawValue) and \(types.1.rawValue)")
    }
    let a = try value(left).unwrapped
    let b = try value(right).unwrapped
    switch name {
    case .equal: return .bool(Self.areEqual(a, b))
    case .notEqual: return .bool(!Self.areEqual(a, b))
    case .within: return .bool(try isWithin(a, b))
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      return .bool(try compare(name, a, b))
    case .add, .subtract, .multiply, .divide, .remainder: return try arithmetic(name, a, b)
    }
  }

  /// Values of different kinds are unequal, which is no error; numbers are equal by value.
  private static func areEqual(_ a: ExpressionValue, _ b: ExpressionValue) -> Bool {
    switch (a, b) {
    case (.int(let a), .double(let b)), (.double(let b), .int(let a)): Double(a) == b
    default: a == b
    }
  }

  private func isWithin(
    _ value: ExpressionValue, _ base: ExpressionValue
  ) throws(ConditionProblem) -> Bool {
    switch base {
    case .json(.array(let values)):
      return values.contains { Self.areEqual(value, ExpressionValue.json($0).unwrapped) }
    case .json(.object(let members)):
      if case .string(let name) = value { return members[name] != nil }
      return false
    default: throw ConditionProblem("`in` needs a list or a map, not \(base.kindInWords)")
    }
  }

  private func compare(
    _ name: Expression.BinaryOperator, _ a: ExpressionValue, _ b: ExpressionValue
  ) throws(ConditionProblem) -> Bool {
    func ordered<Value: Comparable>(_ a: Value, _ b: Value) -> Bool {
      switch name {
      case .less: a < b
      case .lessOrEqual: a <= b
      case .greater: a > b
      default: a >= b
      }
    }
    switch (a, b) {
    case (.int(let a), .int(let b)): return ordered(a, b)
    case (.double(let a), .double(let b)): return ordered(a, b)
    case (.int(let a), .double(let b)): return ordered(Double(a), b)
    case (.double(let a), .int(let b)): return ordered(a, Double(b))
    case (.bool(let a), .bool(let b)): return ordered(a ? 1 : 0, b ? 1 : 0)
    case (.string(let a), .string(let b)):
      let order = a == b ? 0 : a.precedesByCodePoint(b) ? -1 : 1
      return ordered(order, 0)
    default:
      throw ConditionProblem(
        "`\(name.rawValue)` cannot compare \(a.kindInWords) and \(b.kindInWords)")
    }
  }

  private func arithmetic(
    _ name: Expression.BinaryOperator, _ a: ExpressionValue, _ b: ExpressionValue
  ) throws(ConditionProblem) -> ExpressionValue {
    switch (name, a, b) {
    case (.add, .string(let a), .string(let b)): return .string(a + b)
    case (.add, .json(.array(let a)), .json(.array(let b))): return .json(.array(a + b))
    case (.add, .double(let a), .double(let b)): return .double(a + b)
    case (.subtract, .double(let a), .double(let b)): return .double(a - b)
    case (.multiply, .double(let a), .double(let b)): return .double(a * b)
    case (.divide, .double(let a), .double(let b)): return .double(a / b)
    case (_, .int(let a), .int(let b)):
      if b == 0, name == .divide || name == .remainder {
        throw ConditionProblem("a whole number is divided by zero")
      }
      let (result, overflow) =
        switch name {
        case .add: a.addingReportingOverflow(b)
        case .subtract: a.subtractingReportingOverflow(b)
        case .multiply: a.multipliedReportingOverflow(by: b)
        case .divide: a.dividedReportingOverflow(by: b)
        default: a.remainderReportingOverflow(dividingBy: b)
        }
      if !overflow { return .int(result) }
      throw ConditionProblem("the whole number does not fit into 64 bits")
    default:
      throw ConditionProblem(
        "`\(name.rawValue)` cannot stand between \(a.kindInWords) and \(b.kindInWords)")
    }
  }
}
