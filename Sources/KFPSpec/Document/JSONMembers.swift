public import KFPTypes
import OrderedCollections

/// Collects the members of an object, leaving out what protobuf's JSON leaves out.
struct JSONMembers {
  private(set) var members: OrderedDictionary<String, JSONValue> = [:]

  var value: JSONValue { .object(members) }
  var isEmpty: Bool { members.isEmpty }

  /// Adds a member.
  private mutating func put(_ key: String, _ value: JSONValue) {
    // Most objects are small: the first member makes room for others.
    if members.isEmpty { members.reserveCapacity(4) }
    members[key] = value
  }

  /// Adds a member, unless there is no value.
  mutating func add(_ key: String, _ value: JSONValue?) {
    if let value { put(key, value) }
  }

  /// Adds a text, unless it is the default.
  mutating func add(_ key: String, text: String?) {
    if let text, !text.isEmpty { put(key, .string(text)) }
  }

  /// Adds a truth value, unless it is the default.
  mutating func add(_ key: String, flag: Bool) {
    if flag { put(key, .bool(true)) }
  }

  /// Adds a whole number, unless it is the default.
  mutating func add(_ key: String, number: Int?) {
    if let number, number != 0 { put(key, .integer(number)) }
  }

  /// Adds a number of type `double`, unless it is the default.
  mutating func add(_ key: String, double: Double?) {
    if let double, double != 0 { put(key, .double(double)) }
  }

  /// Adds an object, unless it has no members.
  mutating func add(_ key: String, nonEmpty other: JSONMembers) {
    if !other.isEmpty { put(key, other.value) }
  }

  /// Adds a map, unless it is empty.
  mutating func add<Value>(
    _ key: String, map: OrderedDictionary<String, Value>, _ transform: (Value) -> JSONValue
  ) {
    if !map.isEmpty { put(key, .object(map.mapValues(transform))) }
  }

  /// Adds a list, unless it is empty.
  mutating func add<Value>(_ key: String, list: [Value], _ transform: (Value) -> JSONValue) {
    if !list.isEmpty { put(key, .array(list.map(transform))) }
  }
}

extension JSONValue {
  /// An object of members that are there.
  static func members(_ pairs: KeyValuePairs<String, JSONValue?>) -> JSONValue {
    var members = JSONMembers()
    for (key, value) in pairs { members.add(key, value) }
    return members.value
  }

  /// The value as `google.protobuf.Value` holds it: all numbers are of type `double`.
  public var withDoubles: JSONValue {
    switch self {
    case .null, .bool, .double, .string: self
    case .integer(let value): .double(Double(value))
    case .array(let values): .array(values.map(\.withDoubles))
    case .object(let members): .object(members.mapValues(\.withDoubles))
    }
  }
}
