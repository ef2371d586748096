public import KFPTypes
import OrderedCollections

/// A value of a YAML document with its place in the text.
public struct LocatedJSON: Hashable, Sendable {
  /// What it is.
  public var content: Content
  /// Where it begins.
  public var mark: YAMLMark

  /// Creates a value.
  public init(_ content: Content, mark: YAMLMark) {
    self.content = content
    self.mark = mark
  }

  /// What a value is.
  public enum Content: Hashable, Sendable {
    /// Neither a list nor a map.
    case scalar(JSONValue)
    case array([LocatedJSON])
    case object([Member])
  }

  /// A member of a map.
  public struct Member: Hashable, Sendable {
    /// The key.
    public var key: String
    /// Where the key begins.
    public var keyMark: YAMLMark
    /// The value.
    public var value: LocatedJSON

    /// Creates a member.
    public init(key: String, keyMark: YAMLMark, value: LocatedJSON) {
      self.key = key
      self.keyMark = keyMark
      self.value = value
    }
  }
}

extension LocatedJSON {
  /// The value without places.
  public var json: JSONValue {
    switch content {
    case .scalar(let value): return value
    case .array(let values): return .array(values.map(\.json))
    case .object(let members):
      var result = OrderedDictionary<String, JSONValue>(minimumCapacity: members.count)
      for member in members { result[member.key] = member.value.json }
      return .object(result)
    }
  }

  /// The members of a map.
  public var members: [Member]? {
    if case .object(let members) = content { members } else { nil }
  }

  /// The elements of a list.
  public var elements: [LocatedJSON]? {
    if case .array(let values) = content { values } else { nil }
  }

  /// The text of a scalar that is a text.
  public var text: String? {
    if case .scalar(.string(let text)) = content { text } else { nil }
  }

  /// The value of a map under a key.
  public subscript(key: String) -> LocatedJSON? {
    members?.first { $0.key == key }?.value
  }

  /// What the value is, in words: `a list`, `a text`, `nothing`.
  public var kindInWords: String {
    switch content {
    case .array: "a list"
    case .object: "a map"
    case .scalar(let value):
      switch value {
      case .null: "nothing"
      case .bool: "a truth value"
      case .integer: "a whole number"
      case .double: "a number"
      case .string: "a text"
      case .array, .object: "a collection"
      }
    }
  }

  /// The place of the value at the end of a path (for a member of a map, of its key), or of the last
  /// step that exists.
  public func mark(at path: SpecPath) -> YAMLMark {
    var value = self
    var mark = mark
    for step in path.steps {
      switch step {
      case .key(let key):
        guard let member = value.members?.first(where: { $0.key == key }) else { return mark }
        mark = member.keyMark
        value = member.value
      case .index(let index):
        guard let elements = value.elements, elements.indices.contains(index) else { return mark }
        value = elements[index]
        mark = value.mark
      }
    }
    return mark
  }
}
