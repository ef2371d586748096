import KFPSource
import OrderedCollections

/// A field of a named tuple, a dataclass or a typed dictionary.
struct ClassField {
  /// Its name.
  let name: String
  /// The value of its annotation.
  let type: Value
  /// The value it has when none is given.
  let defaultValue: Value?
  /// What makes that value anew each time (`field(default_factory=list)`).
  let defaultFactory: Value?
  /// Where it is declared.
  let span: Span?

  init(
    name: String, type: Value, defaultValue: Value? = nil, defaultFactory: Value? = nil,
    span: Span? = nil
  ) {
    self.name = name
    self.type = type
    self.defaultValue = defaultValue
    self.defaultFactory = defaultFactory
    self.span = span
  }
}

/// A class: of the script, or one of Python's own types.
final class ClassObject: Object {
  /// What its instances are.
  enum Kind {
    case plain
    case exception
    case namedTuple
    case dataclass(isFrozen: Bool)
    case typedDictionary
    case enumeration
    /// One of Python's own types, such as `int`, whose values are no `InstanceObject`s.
    case builtin
  }

  /// Its name.
  let name: String
  /// What its instances are.
  var kind: Kind
  /// The class itself and its bases, nearest first.
  private(set) var lineage: [ClassObject] = []
  /// What its body binds, in order.
  var members: OrderedDictionary<String, Value>
  /// The fields of named tuples, dataclasses and typed dictionaries, inherited ones first.
  var fields: [ClassField] = []
  /// The annotated names of its body, in order.
  var annotations: [ClassField] = []
  /// How a value of one of Python's own types is made.
  var construct: NativeFunction.Body?
  /// Whether a value is one of Python's own type.
  var matches: ((Value) -> Bool)?
  /// Where it is defined; nil for Python's own.
  let span: Span?

  let typeName = "type"

  init(
    _ name: String, kind: Kind = .plain, bases: [ClassObject] = [],
    members: OrderedDictionary<String, Value> = [:], span: Span? = nil
  ) {
    self.name = name
    self.kind = kind
    self.members = members
    self.span = span
    // Depth first, the last occurrence of a shared base stays: C3 for what scripts do.
    var lineage: [ClassObject] = []
    for base in bases.reversed() {
      for ancestor in base.lineage.reversed() where !lineage.contains(where: { $0 === ancestor }) {
        lineage.insert(ancestor, at: 0)
      }
    }
    self.lineage = []
    self.ancestors = lineage
    self.lineage = [self] + lineage
  }

  /// The bases and theirs, nearest first.
  let ancestors: [ClassObject]

  /// What the class or the nearest base binds to a name.
  func member(_ name: String) -> Value? {
    for ancestor in lineage { if let value = ancestor.members[name] { return value } }
    return nil
  }

  /// Whether it is the other class or derived from it.
  func derives(from other: ClassObject) -> Bool { lineage.contains { $0 === other } }

  /// Whether it is the class of this name or derived from it.
  func derives(fromNamed name: String) -> Bool { lineage.contains { $0.name == name } }

  var attributeNames: [String] { lineage.flatMap { Array($0.members.keys) } }

  func attribute(_ name: String, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    if let value = member(name) {
      guard case .object(let object) = value else { return value }
      if let descriptor = object as? DescriptorObject {
        switch descriptor.kind {
        case .property: return value
        case .staticmethod: return descriptor.function
        case .classmethod:
          return .object(BoundMethod(descriptor.function, receiver: .object(self)))
        }
      }
      return value
    }
    switch name {
    case "__name__", "__qualname__": return .string(self.name)
    case "__module__": return .string("__main__")
    case "__annotations__":
      let result = DictObject([:])
      for field in annotations { result[field.name] = field.type }
      return .dict(result)
    case "__doc__": return Value.none
    case "__mro__": return .tuple(lineage.map { .object($0) })
    case "__bases__": return .tuple(ancestors.prefix(1).map { .object($0) })
    case "__dict__":
      let result = DictObject([:])
      for (name, value) in members { result[name] = value }
      return .dict(result)
    case "__members__":
      let result = DictObject([:])
      for (name, value) in enumerationMembers { result[name] = value }
      return .dict(result)
    case "_fields": return .tuple(fields.map { .string($0.name) })
    case "_make":
      return .object(
        NativeFunction(name) { (call, evaluator) throws(Raised) in
          let values = try evaluator.items(of: call.first, at: call.span)
          return try evaluator.call(
            .object(self), Call(positional: values, calleeSpan: call.calleeSpan, span: call.span))
        })
    default: return nil
    }
  }

  func setAttribute(
    _ name: String, to value: Value, at span: Span, in evaluator: Evaluator
  ) throws(Raised) -> Bool {
    if case .builtin = kind { return false }
    members[name] = value
    return true
  }

  func call(_ call: Call, in evaluator: Evaluator) throws(Raised) -> Value? {
    try evaluator.makeInstance(of: self, call)
  }

  func item(_ key: Value, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    if case .enumeration = kind, case .string(let name) = key { return members[name] }
    if case .builtin = kind {
      let arguments: [Value]
      if case .tuple(let values) = key { arguments = values } else { arguments = [key] }
      return .object(
        TypingAlias(name: name, module: "", arguments: arguments, origin: .object(self)))
    }
    if member("__class_getitem__") != nil || derives(fromNamed: "Generic") {
      return .object(self)
    }
    return nil
  }

  func operate(
    _ operation: String, _ other: Value, isReflected: Bool, at span: Span, in evaluator: Evaluator
  ) throws(Raised) -> Value? {
    switch operation {
    case "|": return TypingAlias.union(.object(self), other, isReflected: isReflected)
    case "in" where isReflected:
      if case .object(let member as InstanceObject) = other { return .bool(member.type === self) }
      return .bool(false)
    default: return nil
    }
  }

  /// The members of an enumeration, in order.
  var enumerationMembers: [(String, Value)] {
    members.compactMap { name, value in
      if case .object(let member as InstanceObject) = value, member.type === self {
        return (name, value)
      }
      return nil
    }
  }

  func iterate(at span: Span, in evaluator: Evaluator) throws(Raised) -> [Value]? {
    guard case .enumeration = kind else { return nil }
    return enumerationMembers.map(\.1)
  }

  func count(at span: Span, in evaluator: Evaluator) throws(Raised) -> Int? {
    guard case .enumeration = kind else { return nil }
    return enumerationMembers.count
  }

  func isClass(of value: Value) -> Bool? {
    if let matches { return matches(value) }
    guard case .object(let instance as InstanceObject) = value else { return false }
    return instance.type.derives(from: self)
  }

  func text(at span: Span, in evaluator: Evaluator) throws(Raised) -> String {
    if case .builtin = kind { return "<class '\(name)'>" }
    if case .exception = kind, self.span == nil { return "<class '\(name)'>" }
    return "<class '__main__.\(name)'>"
  }
}
