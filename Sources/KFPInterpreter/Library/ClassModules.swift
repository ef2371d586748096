import KFPSource
import OrderedCollections

/// `dataclasses.field(...)`.
final class FieldObject: Object {
  let defaultValue: Value?
  let defaultFactory: Value?
  let typeName = "Field"

  init(defaultValue: Value?, defaultFactory: Value?) {
    self.defaultValue = defaultValue
    self.defaultFactory = defaultFactory
  }
}

extension Evaluator {
  func registerDataclasses() {
    let module = module("dataclasses")
    module.define("field") { (call, _) throws(Raised) in
      .object(
        FieldObject(
          defaultValue: call.keyword("default"), defaultFactory: call.keyword("default_factory")))
    }
    module.define("dataclass") { (call, evaluator) throws(Raised) in
      var isFrozen = false
      if case .bool(true)? = call.keyword("frozen") { isFrozen = true }
      if case .object(let type as ClassObject) = call.first {
        evaluator.makeDataclass(type, isFrozen: isFrozen)
        return .object(type)
      }
      if case .opaque = call.first { return call.first }
      return .object(
        NativeFunction("dataclass") { (call, evaluator) throws(Raised) in
          guard case .object(let type as ClassObject) = call.first else { return call.first }
          evaluator.makeDataclass(type, isFrozen: isFrozen)
          return .object(type)
        })
    }
    module.define("asdict") { (call, evaluator) throws(Raised) in
      try evaluator.plainDict(call.first, depth: 0, at: call.span)
    }
    module.define("astuple") { (call, _) throws(Raised) in
      guard case .object(let instance as InstanceObject) = call.first else { return .none }
      return .tuple(instance.fieldValues)
    }
    module.define("replace") { (call, evaluator) throws(Raised) in
      guard case .object(let instance as InstanceObject) = call.first else {
        throw evaluator.typeError(
          "replace() should be called on dataclass instances", at: call.span)
      }
      let copy = InstanceObject(instance.type)
      copy.attributes = instance.attributes
      for keyword in call.keywords { copy.attributes[keyword.name] = keyword.value }
      return .object(copy)
    }
    module.define("is_dataclass") { (call, _) throws(Raised) in
      var type: ClassObject?
      if case .object(let object as ClassObject) = call.first { type = object }
      if case .object(let object as InstanceObject) = call.first { type = object.type }
      if let type, case .dataclass = type.kind { return .bool(true) }
      return .bool(false)
    }
    module.define("fields") { (call, _) throws(Raised) in
      var type: ClassObject?
      if case .object(let object as ClassObject) = call.first { type = object }
      if case .object(let object as InstanceObject) = call.first { type = object.type }
      let description = ClassObject("Field")
      return .tuple(
        (type?.fields ?? []).map { field in
          let instance = InstanceObject(description)
          instance.attributes["name"] = .string(field.name)
          instance.attributes["type"] = field.type
          instance.attributes["default"] = field.defaultValue ?? Value.none
          return .object(instance)
        })
    }
  }

  private func makeDataclass(_ type: ClassObject, isFrozen: Bool) {
    type.kind = .dataclass(isFrozen: isFrozen)
    var own: [ClassField] = []
    for field in type.annotations {
      if case .object(let alias as TypingAlias) = field.type, alias.name == "ClassVar" { continue }
      guard case .object(let given as FieldObject)? = field.defaultValue else {
        own.append(field)
        continue
      }
      type.members[field.name] = given.defaultValue
      own.append(
        ClassField(
          name: field.name, type: field.type, defaultValue: given.defaultValue,
          defaultFactory: given.defaultFactory, span: field.span))
    }
    var fields = type.ancestors.first?.fields ?? []
    for field in own {
      if let index = fields.firstIndex(where: { $0.name == field.name }) {
        fields[index] = field
      } else {
        fields.append(field)
      }
    }
    type.fields = fields
  }

  private func plainDict(_ value: Value, depth: Int, at span: Span) throws(Raised) -> Value {
    guard depth < 100 else { throw exception("RecursionError", "too deep", at: span) }
    switch value {
    case .object(let instance as InstanceObject):
      guard case .dataclass = instance.type.kind else { return value }
      let result = DictObject([:])
      for field in instance.type.fields {
        result[field.name] = try plainDict(
          instance.attributes[field.name] ?? .none, depth: depth + 1, at: span)
      }
      return .dict(result)
    case .list(let list):
      var values: [Value] = []
      for element in list.elements {
        values.append(try plainDict(element, depth: depth + 1, at: span))
      }
      return .list(ListObject(values))
    case .dict(let dict):
      let result = DictObject([:])
      for (key, value) in dict.members {
        result.members[key] = try plainDict(value, depth: depth + 1, at: span)
      }
      return .dict(result)
    default: return value
    }
  }

  func registerEnumerations() {
    let base = ClassObject("Enum", kind: .enumeration)
    var members: [(String, Value)] = [("Enum", .object(base))]
    for (name, kind) in [("IntEnum", "int"), ("StrEnum", "str"), ("IntFlag", "int")] {
      guard case .object(let plain as ClassObject)? = builtins[kind] else { continue }
      let type = ClassObject(name, kind: .enumeration, bases: [plain, base])
      if name == "StrEnum" || name == "IntEnum" {
        type.members["__str__"] = .object(
          NativeFunction("__str__") { (call, evaluator) throws(Raised) in
            let value = try evaluator.attribute(of: call.first, "value", at: call.span)
            return .string(try evaluator.text(of: value, at: call.span))
          })
      }
      members.append((name, .object(type)))
    }
    members.append(("Flag", .object(ClassObject("Flag", kind: .enumeration, bases: [base]))))
    let module = module("enum", members)
    module.define("auto") { (_, _) throws(Raised) in .object(AutoObject()) }
    module.define("unique") { (call, _) throws(Raised) in call.first }
    let abstract = self.module("abc", [("ABC", .object(ClassObject("ABC")))])
    for name in ["abstractmethod", "abstractproperty"] {
      abstract.define(name) { (call, _) throws(Raised) in call.first }
    }
    abstract["ABCMeta"] = .object(ClassObject("ABCMeta"))
  }
}
