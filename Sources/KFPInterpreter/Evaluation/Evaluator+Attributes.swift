import KFPChecker
import KFPSource

extension Evaluator {
  /// `receiver.name`.
  func attribute(of receiver: Value, _ name: String, at span: Span) throws(Raised) -> Value {
    if let value = try attributeIfPresent(of: receiver, name, at: span) { return value }
    throw noAttribute(name, of: receiver, at: span)
  }

  /// `receiver.name`; nil where the value has no such attribute.
  func attributeIfPresent(
    of receiver: Value, _ name: String, at span: Span
  ) throws(Raised) -> Value? {
    switch receiver {
    case .unknown: return .unknown
    case .opaque(let opaque):
      return .opaque(
        OpaqueValue(
          description: "\(opaque.description).\(name)", importSpan: opaque.importSpan))
    case .object(let object):
      if let value = try object.attribute(name, at: span, in: self) { return value }
      if name == "__class__", let type = type(of: receiver) { return .object(type) }
      return nil
    default: break
    }
    switch (receiver, name) {
    case (_, "__class__"): return type(of: receiver).map { .object($0) }
    case (.int(let value), "real"), (.int(let value), "numerator"): return .int(value)
    case (.int, "imag"): return .int(0)
    default: break
    }
    guard builtinMethodNames(of: receiver).contains(name) else { return nil }
    return .object(
      NativeFunction(name, acceptsUnknown: storesUnknown(name)) {
        (call, evaluator) throws(Raised) in
        guard let result = try evaluator.callBuiltinMethod(of: receiver, name, call) else {
          throw evaluator.noAttribute(name, of: receiver, at: span)
        }
        return result
      })
  }

  /// `receiver.name = value`.
  func setAttribute(
    of receiver: Value, _ name: String, to value: Value, at span: Span
  ) throws(Raised) {
    switch receiver {
    case .unknown, .opaque: return
    case .object(let object):
      guard try object.setAttribute(name, to: value, at: span, in: self) else {
        throw exception(
          "AttributeError", "can't set attribute '\(name)'",
          Diagnostic(
            "E0202", "`\(name)` of a \(object.typeName) cannot be set", at: SourceLabel(span)))
      }
    default: throw noAttribute(name, of: receiver, at: span)
    }
  }

  /// An `AttributeError`, with the name that was probably meant.
  func noAttribute(_ name: String, of receiver: Value, at span: Span) -> Raised {
    let candidates: [String]
    var message = "'\(typeName(of: receiver))' object has no attribute '\(name)'"
    var sentence = "a value of type `\(typeName(of: receiver))` has no attribute `\(name)`"
    if case .object(let object) = receiver {
      candidates = object.attributeNames
      sentence = "a \(object.typeName) has no attribute `\(name)`"
      if let module = object as? ModuleObject {
        message = "module '\(module.name)' has no attribute '\(name)'"
        sentence = "the module `\(module.name)` has nothing named `\(name)`"
        if module.isOfLibrary { sentence += " that can be used when the pipeline is put together" }
      } else if let type = object as? ClassObject {
        message = "type object '\(type.name)' has no attribute '\(name)'"
        sentence = "`\(type.name)` has no attribute `\(name)`"
      }
    } else {
      candidates = Array(builtinMethodNames(of: receiver))
    }
    var helps: [Help] = []
    var notes: [String] = []
    if case .object(let module as ModuleObject) = receiver,
      let help = helpForOldMember("\(module.name).\(name)", at: span)
    {
      sentence = "`\(name)` belongs to the first SDK; `\(module.name)` has it no more"
      helps.append(help)
    } else if let nearest = nameMeant(by: name, among: candidates) {
      helps.append(
        Help("write `\(nearest)`", edits: [TextEdit(span, replacement: nearest)]))
    } else if !candidates.isEmpty, candidates.count <= 8 {
      let names = candidates.sorted().map { "`\($0)`" }.joined(separator: ", ")
      notes.append("it has \(names)")
    }
    return exception(
      "AttributeError", message,
      Diagnostic(
        "E0202", sentence, at: SourceLabel(span, "no such attribute"), notes: notes, helps: helps))
  }

  /// The name of a value's type, as Python says it.
  func typeName(of value: Value) -> String {
    switch value {
    case .none: "NoneType"
    case .bool: "bool"
    case .int: "int"
    case .float: "float"
    case .string: "str"
    case .bytes: "bytes"
    case .tuple: "tuple"
    case .list: "list"
    case .dict(let dict): dict.typeName
    case .set(let set): set.isFrozen ? "frozenset" : "set"
    case .object(let object): object.typeName
    case .opaque(let opaque): opaque.description
    case .unknown: "unknown"
    }
  }

  /// The class of a value; nil for objects of the DSL.
  func type(of value: Value) -> ClassObject? {
    switch value {
    case .object(let instance as InstanceObject): return instance.type
    case .object(let object):
      guard case .object(let type as ClassObject) = builtins[object.typeName] else { return nil }
      return type
    case .opaque, .unknown: return nil
    default:
      let name = typeName(of: value)
      if case .object(let type as ClassObject) = builtins[name] { return type }
      if case .object(let type as ClassObject) = nativeModule("types")?[name] { return type }
      return nil
    }
  }
}
