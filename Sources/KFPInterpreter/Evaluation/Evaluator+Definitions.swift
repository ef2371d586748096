import KFPSource
import KFPSyntax
import OrderedCollections

extension Evaluator {
  /// `def name(...): ...`, with its decorators.
  func define(_ definition: FunctionDef, at id: StmtID, in frame: Frame) throws(Raised) {
    let function = FunctionObject(
      name: definition.name.text, unit: frame.unit, definition: definition, lambdaBody: nil,
      parameters: definition.parameters,
      defaults: try defaults(of: definition.parameters, in: frame), scope: frame.scope,
      module: frame.module, span: frame.unit.tree.span(of: id))
    if definition.decorators.isEmpty, frame.module === main {
      definedFunctions[function.span] = function
    }
    let value = try decorate(.object(function), with: definition.decorators, in: frame)
    bind(definition.name, value, in: frame)
  }

  private func decorate(
    _ value: Value, with decorators: [ExprID], in frame: Frame
  ) throws(Raised) -> Value {
    var result = value
    // Decorators are evaluated in order and applied from the last to the first.
    var functions: [(Value, Span)] = []
    for decorator in decorators {
      functions.append(
        (try evaluate(decorator, in: frame), frame.unit.tree.span(of: decorator)))
    }
    for (function, span) in functions.reversed() {
      let argument = Call.Argument(value: result, span: span)
      result = try call(
        function,
        Call(positional: [argument], keywords: [], calleeSpan: span, span: span))
    }
    return result
  }

  /// `class Name(...): ...`, with its decorators.
  func define(_ definition: ClassDef, at id: StmtID, in frame: Frame) throws(Raised) {
    var bases: [Value] = []
    for base in definition.bases { bases.append(try evaluate(base, in: frame)) }
    let scope = Scope(.classBody, parent: frame.scope)
    let body = Frame(
      unit: frame.unit, scope: scope, module: frame.module, isRecovering: false)
    _ = try execute(definition.body, in: body)
    let value = try makeClass(definition, bases, scope, in: frame)
    if case .object(let type as ClassObject) = value {
      for member in scope.names.values { adopt(member, type) }
    }
    bind(
      definition.name, try decorate(value, with: definition.decorators, in: frame), in: frame)
  }

  private func adopt(_ member: Value, _ type: ClassObject) {
    switch member {
    case .object(let function as FunctionObject): function.owner = type
    case .object(let descriptor as DescriptorObject):
      adopt(descriptor.function, type)
      if let setter = descriptor.setter { adopt(setter, type) }
    default: break
    }
  }

  private func makeClass(
    _ definition: ClassDef, _ bases: [Value], _ scope: Scope, in frame: Frame
  ) throws(Raised) -> Value {
    let span = definition.name.span
    var kind = ClassObject.Kind.plain
    var classes: [ClassObject] = []
    for base in bases {
      switch base {
      case .unknown: return .unknown
      case .opaque(let opaque):
        return .opaque(
          OpaqueValue(description: definition.name.text, importSpan: opaque.importSpan))
      case .object(let base as ClassObject):
        if case .builtin = base.kind, !["object", "str", "int", "float"].contains(base.name) {
          throw unsupported("a class that extends `\(base.name)`", at: span)
        }
        if case .builtin = base.kind {
        } else if case .plain = base.kind {
        } else {
          kind = base.kind
        }
        if base.name != "object" { classes.append(base) }
      case .object(let alias as TypingAlias):
        if alias.name == "NamedTuple" { kind = .namedTuple }
        if alias.name == "TypedDict" { kind = .typedDictionary }
      case .object(let object):
        let members = Dictionary(uniqueKeysWithValues: scope.names.map { ($0.key, $0.value) })
        if let value = try object.subclass(
          named: definition.name.text, members: members, at: span, in: self)
        {
          return value
        }
        throw typeError("'\(object.typeName)' object is not an acceptable base type", at: span)
      default:
        throw typeError("'\(typeName(of: base))' object is not a class", at: span)
      }
    }
    // What would change how the class behaves is better refused than left out.
    for name in ["__new__", "__get__", "__set__", "__getattribute__", "__prepare__"] {
      if scope.names[name] != nil { throw unsupported("`\(name)` of a class", at: span) }
    }
    let type = ClassObject(
      definition.name.text, kind: kind, bases: classes, members: scope.names, span: span)
    finish(type, annotations: scope.annotations)
    try announce(type, definition, at: span, in: frame)
    return .object(type)
  }

  /// Calls `__init_subclass__` of the nearest base that has one.
  private func announce(
    _ type: ClassObject, _ definition: ClassDef, at span: Span, in frame: Frame
  ) throws(Raised) {
    guard
      let hook = type.ancestors.lazy.compactMap({ $0.members["__init_subclass__"] }).first
    else { return }
    var keywords: [(String, Value)] = []
    for keyword in definition.keywords {
      guard let name = keyword.name, name.text != "metaclass" else { continue }
      keywords.append((name.text, try evaluate(keyword.value, in: frame)))
    }
    var function = hook
    if case .object(let descriptor as DescriptorObject) = hook { function = descriptor.function }
    _ = try call(
      function,
      Call(positional: [.object(type)], keywords: keywords, calleeSpan: span, span: span))
  }

  /// Gives a class the fields and members that its kind implies.
  private func finish(_ type: ClassObject, annotations: [ClassField]) {
    let inherited = type.ancestors.first?.fields ?? []
    switch type.kind {
    case .namedTuple, .typedDictionary, .dataclass:
      type.fields =
        inherited.filter { old in
          !annotations.contains { $0.name == old.name }
        } + annotations
    case .enumeration: makeEnumerationMembers(of: type)
    case .plain, .exception, .builtin: break
    }
    type.annotations = annotations
  }

  private func makeEnumerationMembers(of type: ClassObject) {
    var last = 0
    for (name, value) in type.members where !name.hasPrefix("_") {
      var value = value
      switch value {
      case .object(is FunctionObject), .object(is DescriptorObject), .object(is NativeFunction):
        continue
      case .object(is AutoObject):
        value = type.derives(fromNamed: "StrEnum") ? .string(name.lowercased()) : .int(last + 1)
      default: break
      }
      if case .int(let number) = value { last = number }
      let equal = type.enumerationMembers.first { _, member in
        guard case .object(let member as InstanceObject) = member,
          let old = member.attributes["value"]
        else { return false }
        return HashableValue(old) == HashableValue(value) && HashableValue(value) != nil
      }
      if let equal {
        type.members[name] = equal.1
        continue
      }
      let member = InstanceObject(type)
      member.attributes["name"] = .string(name)
      member.attributes["value"] = value
      type.members[name] = .object(member)
    }
  }

  /// `Class(...)`.
  func makeInstance(of type: ClassObject, _ call: Call) throws(Raised) -> Value {
    if let construct = type.construct {
      if call.hasUnknown { return .unknown }
      return try construct(call, self)
    }
    if case .enumeration = type.kind { return try enumerationMember(of: type, call) }
    if case .typedDictionary = type.kind {
      let dict = DictObject([:])
      for keyword in call.keywords { dict[keyword.name] = keyword.value }
      return .dict(dict)
    }
    let instance = InstanceObject(type)
    if case .exception = type.kind {
      instance.attributes["args"] = .tuple(call.positional.map(\.value))
    }
    if let initialiser = type.member("__init__") {
      var call = call
      call.positional.insert(
        Call.Argument(value: .object(instance), span: call.calleeSpan), at: 0)
      _ = try self.call(initialiser, call)
      return .object(instance)
    }
    switch type.kind {
    case .namedTuple, .dataclass: try fillFields(of: instance, call)
    case .exception: break
    default:
      if !call.positional.isEmpty || !call.keywords.isEmpty {
        throw typeError("\(type.name)() takes no arguments", at: call.span)
      }
    }
    return .object(instance)
  }

  private func enumerationMember(
    of type: ClassObject, _ call: Call
  ) throws(Raised) -> Value {
    if case .unknown = call.first { return .unknown }
    for (_, member) in type.enumerationMembers {
      guard case .object(let instance as InstanceObject) = member else { continue }
      if case .object(let given as InstanceObject) = call.first, given === instance {
        return member
      }
      if try equal(instance.attributes["value"] ?? .none, call.first, at: call.span) {
        return member
      }
    }
    let shown = try representation(of: call.first, at: call.span)
    throw valueError("\(shown) is not a valid \(type.name)", at: call.span)
  }

  private func fillFields(of instance: InstanceObject, _ call: Call) throws(Raised) {
    let type = instance.type
    let names = type.fields.map(\.name)
    // A dataclass field made by `field(default_factory=...)` carries the factory in its default.
    let values = try call.bound(to: names, of: type.name + ".__init__", in: self)
    for (field, value) in zip(type.fields, values) {
      if let value {
        instance.attributes[field.name] = value
      } else if let factory = field.defaultFactory {
        instance.attributes[field.name] = try self.call(factory, [], at: call.span)
      } else if let value = field.defaultValue {
        instance.attributes[field.name] = value
      } else {
        throw typeError(
          "\(type.name).__init__() missing 1 required positional argument: '\(field.name)'",
          at: call.span)
      }
    }
    if case .dataclass = type.kind {
      _ = try instance.callMethod("__post_init__", [], at: call.span, in: self)
    }
  }

  /// `super()`.
  func superObject(at span: Span, in frame: Frame) throws(Raised) -> Value {
    var current: Frame? = frame
    if frame.function == nil { current = frames.last }
    guard let owner = current?.function?.owner, let receiver = current?.receiver else {
      throw exception("RuntimeError", "super(): no arguments", at: span)
    }
    return .object(SuperObject(owner: owner, receiver: receiver))
  }
}

/// `enum.auto()`.
final class AutoObject: Object {
  let typeName = "auto"
}

/// `super()`: the members of the bases, bound to the same object.
final class SuperObject: Object {
  private let owner: ClassObject
  private let receiver: Value

  let typeName = "super"

  init(owner: ClassObject, receiver: Value) {
    self.owner = owner
    self.receiver = receiver
  }

  func attribute(_ name: String, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    let lineage: [ClassObject]
    switch receiver {
    case .object(let instance as InstanceObject): lineage = instance.type.lineage
    case .object(let type as ClassObject): lineage = type.lineage
    default: lineage = owner.lineage
    }
    let position = lineage.firstIndex { $0 === owner } ?? -1
    for ancestor in lineage[(position + 1)...] {
      guard let value = ancestor.members[name] else { continue }
      guard case .object(let object) = value else { return value }
      if let descriptor = object as? DescriptorObject {
        switch descriptor.kind {
        case .staticmethod: return descriptor.function
        case .classmethod: return .object(BoundMethod(descriptor.function, receiver: receiver))
        case .property: return try evaluator.call(descriptor.function, [receiver], at: span)
        }
      }
      return .object(BoundMethod(value, receiver: receiver))
    }
    if name == "__init_subclass__" {
      return .object(NativeFunction(name) { (_, _) throws(Raised) in .none })
    }
    guard case .object(let instance as InstanceObject) = receiver else { return nil }
    switch name {
    case "__init__":
      return .object(
        NativeFunction(name) { (call, _) throws(Raised) in
          if case .exception = instance.type.kind {
            instance.attributes["args"] = .tuple(call.positional.map(\.value))
          }
          return .none
        })
    case "__str__", "__repr__":
      return .object(
        NativeFunction(name) { (_, evaluator) throws(Raised) in
          if case .exception = instance.type.kind {
            return .string(try evaluator.exceptionText(of: instance, at: span))
          }
          return .string("<\(instance.type.name) object>")
        })
    case "__setattr__":
      return .object(
        NativeFunction(name) { (call, _) throws(Raised) in
          if call.positional.count == 2, case .string(let name) = call.first {
            instance.attributes[name] = call.positional[1].value
          }
          return .none
        })
    case "__post_init__", "__exit__", "__init_subclass__":
      return .object(NativeFunction(name) { (_, _) throws(Raised) in .none })
    default: return nil
    }
  }
}
