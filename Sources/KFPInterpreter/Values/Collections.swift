import OrderedCollections

/// A dictionary. Keys are those that Python can hash and scripts use.
final class DictObject {
  var members: OrderedDictionary<HashableValue, Value>
  init(_ members: OrderedDictionary<HashableValue, Value>) { self.members = members }
}

/// A set.
final class SetObject {
  var elements: OrderedSet<HashableValue>
  init(_ elements: OrderedSet<HashableValue>) { self.elements = elements }
}

/// A value that can be a key; `1`, `1.0` and `True` are the same key, as in Python.
struct HashableValue: Hashable {
  /// The value itself.
  let value: Value
  private let key: Key

  private enum Key: Hashable {
    case none
    case number(Double)
    case string(String)
    case bytes([UInt8])
    case tuple([Key])
    case object(ObjectIdentifier)
  }

  /// Creates a key, or nil for what Python cannot hash (lists, dictionaries, sets).
  init?(_ value: Value) {
    guard let key = Self.key(of: value) else { return nil }
    self.value = value
    self.key = key
  }

  private static func key(of value: Value) -> Key? {
    switch value {
    case .none: return Key.none
    case .bool(let value): return .number(value ? 1 : 0)
    case .int(let value): return .number(Double(value))
    case .float(let value): return .number(value)
    case .string(let value): return .string(value)
    case .bytes(let value): return .bytes(value)
    case .tuple(let values):
      var keys: [Key] = []
      for value in values {
        guard let key = key(of: value) else { return nil }
        keys.append(key)
      }
      return .tuple(keys)
    case .object(let object): return .object(ObjectIdentifier(object))
    case .list, .dict, .set, .opaque, .unknown: return nil
    }
  }

  static func == (left: HashableValue, right: HashableValue) -> Bool { left.key == right.key }
  func hash(into hasher: inout Hasher) { hasher.combine(key) }
}
