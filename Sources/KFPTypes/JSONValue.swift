public import OrderedCollections

/// A JSON value. Objects keep the order of their keys, which does not count in comparisons.
///
/// Whole numbers and floating-point numbers are kept apart, because documents write them apart
/// (`3` in a retry policy, `3.0` in a default value).
public enum JSONValue: Sendable {
  case null
  case bool(Bool)
  case integer(Int)
  case double(Double)
  case string(String)
  case array([JSONValue])
  case object(OrderedDictionary<String, JSONValue>)
}

extension JSONValue: Hashable {
  /// Numbers are equal by value (`3` and `3.0`), objects regardless of order.
  public static func == (left: JSONValue, right: JSONValue) -> Bool {
    switch (left, right) {
    case (.null, .null): return true
    case (.bool(let a), .bool(let b)): return a == b
    case (.integer(let a), .integer(let b)): return a == b
    case (.double(let a), .double(let b)): return a == b
    case (.integer(let a), .double(let b)), (.double(let b), .integer(let a)):
      return Double(a) == b
    case (.string(let a), .string(let b)): return a == b
    case (.array(let a), .array(let b)): return a == b
    case (.object(let a), .object(let b)):
      return a.count == b.count && a.allSatisfy { key, value in b[key] == value }
    default: return false
    }
  }

  /// Hashes numbers by value and objects regardless of order.
  public func hash(into hasher: inout Hasher) {
    switch self {
    case .null: hasher.combine(0)
    case .bool(let value): hasher.combine(value)
    case .integer(let value): hasher.combine(Double(value))
    case .double(let value): hasher.combine(value)
    case .string(let value): hasher.combine(value)
    case .array(let values): hasher.combine(values)
    case .object(let members):
      var sum = 0
      for (key, value) in members {
        var inner = Hasher()
        inner.combine(key)
        inner.combine(value)
        sum &+= inner.finalize()
      }
      hasher.combine(sum)
    }
  }
}

extension JSONValue {
  /// The text of a string value.
  public var stringValue: String? {
    if case .string(let value) = self { value } else { nil }
  }

  /// The value of a number, whole or not.
  public var numberValue: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .double(let value): value
    default: nil
    }
  }

  /// The value of a number that is whole and fits.
  public var integerValue: Int? {
    switch self {
    case .integer(let value): value
    case .double(let value): Int(exactly: value)
    default: nil
    }
  }

  /// The value of a Boolean.
  public var boolValue: Bool? {
    if case .bool(let value) = self { value } else { nil }
  }

  /// The elements of an array.
  public var arrayValue: [JSONValue]? {
    if case .array(let value) = self { value } else { nil }
  }

  /// The members of an object.
  public var objectValue: OrderedDictionary<String, JSONValue>? {
    if case .object(let value) = self { value } else { nil }
  }

  /// The member of an object with this key; nil for other values and unknown keys.
  public subscript(key: String) -> JSONValue? {
    objectValue?[key]
  }
}
