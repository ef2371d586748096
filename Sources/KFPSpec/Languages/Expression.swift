import KFPTypes

/// An expression of the part of CEL (Common Expression Language) that documents use.
indirect enum Expression: Hashable, Sendable {
  case literal(ExpressionValue)
  case identifier(String)
  case list([Expression])
  case member(Expression, String)
  case index(Expression, Expression)
  case call(String, [Expression])
  case method(Expression, String, [Expression])
  /// `has(value.name)`
  case has(Expression, String)
  case not(Expression)
  case negative(Expression)
  case all([Expression])
  case any([Expression])
  case binary(BinaryOperator, Expression, Expression)
  case conditional(Expression, Expression, Expression)

  enum BinaryOperator: String, Hashable, Sendable {
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case within = "in"
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case remainder = "%"
  }
}

/// A value of the language. Whole numbers of the language and numbers of JSON are different things:
/// `1 / 2` is 0, but every number in JSON is a double.
enum ExpressionValue: Hashable, Sendable {
  case bool(Bool)
  case int(Int)
  case double(Double)
  case string(String)
  /// A value of a parameter, or a part of one.
  case json(JSONValue)

  /// The same value with scalars out of their JSON.
  var unwrapped: ExpressionValue {
    guard case .json(let json) = self else { return self }
    switch json {
    case .bool(let value): return .bool(value)
    case .integer(let value): return .double(Double(value))
    case .double(let value): return .double(value)
    case .string(let value): return .string(value)
    case .null, .array, .object: return self
    }
  }

  /// The value as JSON.
  var asJSON: JSONValue {
    switch self {
    case .bool(let value): .bool(value)
    case .int(let value): .integer(value)
    case .double(let value): .double(value)
    case .string(let value): .string(value)
    case .json(let value): value
    }
  }

  /// What kind of value it is, in words.
  var kindInWords: String {
    switch unwrapped {
    case .bool: "a truth value"
    case .int: "a whole number"
    case .double: "a number"
    case .string: "a text"
    case .json(.array): "a list"
    case .json(.object): "a map"
    case .json: "null"
    }
  }
}

extension Expression {
  /// The type that is known before any value is: values of parameters are of any type.
  var staticType: StaticType {
    switch self {
    case .literal(let value):
      switch value {
      case .bool: return .bool
      case .int: return .int
      case .double: return .double
      case .string: return .string
      case .json: return .any
      }
    case .not, .all, .any, .has: return .bool
    case .binary(let op, let left, let right):
      switch op {
      case .add, .subtract, .multiply, .divide, .remainder:
        let type = left.staticType
        return type == .any ? right.staticType : type
      default: return .bool
      }
    case .negative(let operand): return operand.staticType
    case .call(let name, _):
      switch name {
      case "int", "size": return .int
      case "double": return .double
      case "string": return .string
      case "bool": return .bool
      default: return .any
      }
    case .method(_, let name, _): return name == "size" ? .int : .bool
    case .identifier(let name): return name == "string_value" ? .string : .any
    case .list, .member, .index, .conditional: return .any
    }
  }

  enum StaticType: String {
    case bool = "a truth value"
    case int = "a whole number"
    case double = "a fractional number"
    case string = "a text"
    case any
  }
}
