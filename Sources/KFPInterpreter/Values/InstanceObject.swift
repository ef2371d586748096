import KFPSource
import KFPSyntax
import OrderedCollections

/// An instance of a class of the script, an exception, or a named tuple.
final class InstanceObject: Object {
  /// Its class.
  let type: ClassObject
  /// Its attributes, in order of first assignment.
  var attributes: OrderedDictionary<String, Value> = [:]

  init(_ type: ClassObject) { self.type = type }

  var typeName: String { type.name }
  var attributeNames: [String] { Array(attributes.keys) + type.attributeNames }

  /// The values of the fields in order.
  var fieldValues: [Value] { type.fields.map { attributes[$0.name] ?? .none } }

  private var isNamedTuple: Bool { if case .namedTuple = type.kind { true } else { false } }

  /// Calls a method such as `__len__`; nil where the class has none.
  func callMethod(
    _ name: String, _ arguments: [Value], at span: Span, in evaluator: Evaluator
  ) throws(Raised) -> Value? {
    guard let method = type.member(name) else { return nil }
    let call = Call(positional: [.object(self)] + arguments, calleeSpan: span, span: span)
    return try evaluator.call(method, call)
  }

  func attribute(_ name: String, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    if let value = attributes[name] { return value }
    if let value = type.member(name) { return try bind(value, at: span, in: evaluator) }
    switch name {
    case "__class__": return .object(type)
    case "__dict__":
      let result = DictObject([:])
      for (name, value) in attributes { result[name] = value }
      return .dict(result)
    case "_asdict" where isNamedTuple:
      return .object(
        NativeFunction(name) { (_, _) throws(Raised) in
          let result = DictObject([:])
          for field in self.type.fields { result[field.name] = self.attributes[field.name] }
          return .dict(result)
        })
    case "_replace" where isNamedTuple:
      return .object(
        NativeFunction(name) { (call, _) throws(Raised) in
          let copy = InstanceObject(self.type)
          copy.attributes = self.attributes
          for keyword in call.keywords { copy.attributes[keyword.name] = keyword.value }
          return .object(copy)
        })
    case "with_traceback":
      return .object(NativeFunction(name) { (_, _) throws(Raised) in .object(self) })
    case "__cause__", "__context__", "__doc__", "__traceback__": return Value.none
    default: break
    }
    return try callMethod("__getattr__", [.string(name)], at: span, in: evaluator)
  }

  private func bind(
    _ value: Value, at span: Span, in evaluator: Evaluator
  ) throws(Raised) -> Value {
    guard case .object(let object) = value else { return value }
    if object is FunctionObject || object is NativeFunction {
      return .object(BoundMethod(value, receiver: .object(self)))
    }
    guard let descriptor = object as? DescriptorObject else { return value }
    switch descriptor.kind {
    case .staticmethod: return descriptor.function
    case .classmethod: return .object(BoundMethod(descriptor.function, receiver: .object(type)))
    case .property:
      return try evaluator.call(
        descriptor.function, Call(positional: [.object(self)], calleeSpan: span, span: span))
    }
  }

  func setAttribute(
    _ name: String, to value: Value, at span: Span, in evaluator: Evaluator
  ) throws(Raised) -> Bool {
    switch type.kind {
    case .namedTuple, .dataclass(isFrozen: true): return false
    default: break
    }
    if case .object(let descriptor as DescriptorObject) = type.member(name),
      descriptor.kind == .property
    {
      guard let setter = descriptor.setter else { return false }
      _ = try evaluator.call(
        setter, Call(positional: [.object(self), value], calleeSpan: span, span: span))
      return true
    }
    if try callMethod("__setattr__", [.string(name), value], at: span, in: evaluator) != nil {
      return true
    }
    attributes[name] = value
    return true
  }

  func call(_ call: Call, in evaluator: Evaluator) throws(Raised) -> Value? {
    guard let method = type.member("__call__") else { return nil }
    var call = call
    call.positional.insert(Call.Argument(value: .object(self), span: call.calleeSpan), at: 0)
    return try evaluator.call(method, call)
  }

  func item(_ key: Value, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    if isNamedTuple { return try evaluator.item(of: .tuple(fieldValues), key, at: span) }
    return try callMethod("__getitem__", [key], at: span, in: evaluator)
  }

  func setItem(
    _ key: Value, to value: Value, at span: Span, in evaluator: Evaluator
  ) throws(Raised) -> Bool {
    try callMethod("__setitem__", [key, value], at: span, in: evaluator) != nil
  }

  private static let methods: [String: (String, String)] = [
    "+": ("__add__", "__radd__"), "-": ("__sub__", "__rsub__"), "*": ("__mul__", "__rmul__"),
    "/": ("__truediv__", "__rtruediv__"), "//": ("__floordiv__", "__rfloordiv__"),
    "%": ("__mod__", "__rmod__"), "**": ("__pow__", "__rpow__"), "|": ("__or__", "__ror__"),
    "&": ("__and__", "__rand__"), "^": ("__xor__", "__rxor__"), "==": ("__eq__", "__eq__"),
    "!=": ("__ne__", "__ne__"), "<": ("__lt__", "__gt__"), "<=": ("__le__", "__ge__"),
    ">": ("__gt__", "__lt__"), ">=": ("__ge__", "__le__"), "in": ("", "__contains__"),
    "<<": ("__lshift__", "__rlshift__"), ">>": ("__rshift__", "__rrshift__"),
    "@": ("__matmul__", "__rmatmul__"), "neg": ("__neg__", ""), "pos": ("__pos__", ""),
    "~": ("__invert__", ""),
  ]

  func operate(
    _ operation: String, _ other: Value, isReflected: Bool, at span: Span, in evaluator: Evaluator
  ) throws(Raised) -> Value? {
    if let pair = Self.methods[operation] {
      let name = isReflected ? pair.1 : pair.0
      if !name.isEmpty,
        let result = try callMethod(
          name, ["neg", "pos", "~"].contains(operation) ? [] : [other], at: span, in: evaluator)
      {
        return result
      }
      if operation == "!=",
        let equal = try callMethod("__eq__", [other], at: span, in: evaluator)
      {
        return .bool(!(try evaluator.truth(of: equal, at: span)))
      }
    }
    guard let plain = plainValue else { return nil }
    let plainOther: Value
    if case .object(let instance as InstanceObject) = other {
      if case .enumeration = type.kind, instance.type !== type { return nil }
      if case .dataclass = type.kind, instance.type !== type { return nil }
      guard let value = instance.plainValue else { return nil }
      plainOther = value
    } else {
      if case .dataclass = type.kind { return nil }
      plainOther = other
    }
    if let comparison = ComparisonOperator(rawValue: operation) {
      return try isReflected
        ? evaluator.compare(plainOther, comparison, plain, at: span)
        : evaluator.compare(plain, comparison, plainOther, at: span)
    }
    return try isReflected
      ? evaluator.operate(operation, plainOther, plain, at: span)
      : evaluator.operate(operation, plain, plainOther, at: span)
  }

  /// The value that stands for the object in operations: the tuple of a named tuple or dataclass,
  /// and the text or number of an enumeration's member that is also a text or number.
  var plainValue: Value? {
    switch type.kind {
    case .namedTuple, .dataclass: return .tuple(fieldValues)
    case .enumeration:
      guard type.derives(fromNamed: "str") || type.derives(fromNamed: "int") else { return nil }
      return attributes["value"]
    default: return nil
    }
  }

  var identity: Value? {
    switch type.kind {
    case .namedTuple, .dataclass(isFrozen: true): return .tuple(fieldValues)
    default: return nil
    }
  }

  func iterate(at span: Span, in evaluator: Evaluator) throws(Raised) -> [Value]? {
    if isNamedTuple { return fieldValues }
    guard let result = try callMethod("__iter__", [], at: span, in: evaluator) else { return nil }
    if case .object(let object) = result, object === self {
      var values: [Value] = []
      while true {
        do throws(Raised) {
          guard let next = try callMethod("__next__", [], at: span, in: evaluator) else { break }
          values.append(next)
          try evaluator.charge(1, at: span)
        } catch {
          guard error.isException("StopIteration") else { throw error }
          break
        }
      }
      return values
    }
    return try evaluator.items(of: result, at: span)
  }

  func count(at span: Span, in evaluator: Evaluator) throws(Raised) -> Int? {
    if isNamedTuple { return type.fields.count }
    guard case .int(let count)? = try callMethod("__len__", [], at: span, in: evaluator) else {
      return nil
    }
    return count
  }

  func truth(at span: Span, in evaluator: Evaluator) throws(Raised) -> Bool {
    if let result = try callMethod("__bool__", [], at: span, in: evaluator) {
      return try evaluator.truth(of: result, at: span)
    }
    if let count = try count(at: span, in: evaluator) { return count != 0 }
    return true
  }

  func enter(at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    try callMethod("__enter__", [], at: span, in: evaluator)
  }

  func text(at span: Span, in evaluator: Evaluator) throws(Raised) -> String {
    if let result = try callMethod("__str__", [], at: span, in: evaluator) {
      return try evaluator.text(of: result, at: span)
    }
    switch type.kind {
    case .exception: return try evaluator.exceptionText(of: self, at: span)
    case .enumeration:
      if case .string(let name) = attributes["name"] { return "\(type.name).\(name)" }
      return type.name
    default: return try representation(at: span, in: evaluator)
    }
  }

  func representation(at span: Span, in evaluator: Evaluator) throws(Raised) -> String {
    if let result = try callMethod("__repr__", [], at: span, in: evaluator) {
      return try evaluator.text(of: result, at: span)
    }
    switch type.kind {
    case .namedTuple, .dataclass:
      var texts: [String] = []
      for field in type.fields {
        let value = attributes[field.name] ?? .none
        texts.append("\(field.name)=\(try evaluator.representation(of: value, at: span))")
      }
      return "\(type.name)(\(texts.joined(separator: ", ")))"
    case .exception:
      guard case .tuple(let values) = attributes["args"] else { return "\(type.name)()" }
      var texts: [String] = []
      for value in values { texts.append(try evaluator.representation(of: value, at: span)) }
      return "\(type.name)(\(texts.joined(separator: ", ")))"
    case .enumeration:
      let name = try evaluator.text(of: attributes["name"] ?? .none, at: span)
      let value = try evaluator.representation(of: attributes["value"] ?? .none, at: span)
      return "<\(type.name).\(name): \(value)>"
    default: return "<\(type.name) object>"
    }
  }

  func format(_ spec: String, at span: Span, in evaluator: Evaluator) throws(Raised) -> String? {
    if let result = try callMethod("__format__", [.string(spec)], at: span, in: evaluator) {
      return try evaluator.text(of: result, at: span)
    }
    guard let plainValue, case .enumeration = type.kind else { return nil }
    return try evaluator.formatted(plainValue, spec: spec, at: span)
  }
}
