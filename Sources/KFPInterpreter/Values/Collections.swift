import OrderedCollections

/// A dictionary. Keys are those that Python can hash and scripts use.
final class DictObject {
  var members: OrderedDictionary<HashableValue, Value>
  /// What `collections.defaultdict` calls for a missing key.
  var defaultFactory: Value?
  /// The name of its type where that is not `dict`.
  var typeName = "dict"

  init(_ members: OrderedDictionary<HashableValue, Value>) { self.members = members }

  /// The value under a text.
  subscript(key: String) -> Value? {
    get { HashableValue(.string(key)).flatMap { members[$0] } }
    set {
      guard let key = HashableValue(.string(key)) else { return }
      members[key] = newValue
    }
  }
}

/// A set.
final class SetObject {
  var elements: OrderedSet<HashableValue>
  /// Whether it is a `frozenset`.
  var isFrozen = false

  init(_ elements: OrderedSet<HashableValue>) { self.elements = elements }
}

/// A value that can be a key; `1`, `1.0` and `True` are the same key, as in Python.
struct HashableValue: Hashable {
  /// The value itself.
  let value: Value
  private let key: Key

  private enum Key: Hashable {
    case none
    case integer(Int)
    case number(Double)
    case string(String)
    case bytes([UInt8])
    case tuple([Key])
    case object(ObjectIdentifier)
    indirect case identity(String, Key)
  }

  /// Creates a key, or nil for what Python cannot hash (lists, dictionaries, sets).
  init?(_ value: Value) {
    guard let key = Self.key(of: value, depth: 0) else { return nil }
    self.value = value
    self.key = key
  }

  private static func key(of value: Value, depth: Int) -> Key? {
    guard depth < 100 else { return nil }
    switch value {
    case .none: return Key.none
    case .bool(let value): return .integer(value ? 1 : 0)
    case .int(let value): return .integer(value)
    case .float(let value):
      if let whole = Int(exactly: value) { return .integer(whole) }
      return .number(value)
    case .string(let value): return .string(value)
    case .bytes(let value): return .bytes(value)
    case .tuple(let values):
      var keys: [Key] = []
      keys.reserveCapacity(values.count)
      for value in values {
        guard let key = key(of: value, depth: depth + 1) else { return nil }
        keys.append(key)
      }
      return .tuple(keys)
    case .object(let object):
      if let identity = object.identity, let key = key(of: identity, depth: depth + 1) {
        return .identity(object.typeName, key)
      }
      return .object(ObjectIdentifier(object))
    case .set(let set):
      return set.isFrozen ? .object(ObjectIdentifier(set)) : nil
    case .list, .dict, .opaque, .unknown: return nil
    }
  }

  static func == (left: HashableValue, right: HashableValue) -> Bool { left.key == right.key }
  func hash(into hasher: inout Hasher) { hasher.combine(key) }
}
