import KFPSource
import OrderedCollections

extension Evaluator {
  /// Adds one of Python's own types.
  @discardableResult
  func defineType(
    _ name: String, matches: @escaping (Value) -> Bool, _ construct: @escaping NativeFunction.Body
  ) -> ClassObject {
    let type = ClassObject(name, kind: .builtin)
    type.matches = matches
    type.construct = construct
    builtins[name] = .object(type)
    return type
  }

  func registerTypes() {
    registerScalarTypes()
    registerCollectionTypes()
    registerDescriptors()
    let plain = defineType("object") { _ in
      true
    } _: { (_, _) throws(Raised) in
      .object(PlainObject())
    }
    plain.members["__doc__"] = Value.none
    let none = ClassObject("NoneType", kind: .builtin)
    none.matches = { if case .none = $0 { true } else { false } }
    module("types", [("NoneType", .object(none))]).define("SimpleNamespace") {
      (call, _) throws(Raised) in
      let instance = InstanceObject(ClassObject("namespace"))
      for keyword in call.keywords { instance.attributes[keyword.name] = keyword.value }
      return .object(instance)
    }
    builtins["Ellipsis"] = .object(EllipsisObject())
    builtins["NotImplemented"] = .object(PlainObject())
    defineType("type") { value in
      if case .object(is ClassObject) = value { true } else { false }
    } _: { (call, evaluator) throws(Raised) in
      let value = call.first
      if let type = evaluator.type(of: value) { return .object(type) }
      if case .object(is ClassObject) = value { return evaluator.builtins["type"] ?? .none }
      if case .opaque(let opaque) = value {
        return .opaque(
          OpaqueValue(description: "type(\(opaque.description))", importSpan: opaque.importSpan))
      }
      return .object(ClassObject(evaluator.typeName(of: value), kind: .builtin))
    }
  }

  private func registerScalarTypes() {
    defineType("int") { value in
      switch value {
      case .int, .bool: true
      default: false
      }
    } _: { (call, evaluator) throws(Raised) in
      let values = try call.bound(to: ["x", "base"], of: "int", in: evaluator)
      return try evaluator.integer(values[0] ?? .int(0), base: values[1], at: call.span)
    }
    defineType("float") {
      if case .float = $0 { true } else { false }
    } _: {
      (call, evaluator) throws(Raised) in
      try evaluator.float(call.positional.first?.value ?? .float(0), at: call.span)
    }
    defineType("bool") {
      if case .bool = $0 { true } else { false }
    } _: {
      (call, evaluator) throws(Raised) in
      .bool(try evaluator.truth(of: call.first, at: call.span))
    }
    let text = defineType("str") {
      if case .string = $0 { true } else { false }
    } _: {
      (call, evaluator) throws(Raised) in
      guard let argument = call.positional.first?.value ?? call.keyword("object") else {
        return .string("")
      }
      if case .bytes(let bytes) = argument, call.positional.count + call.keywords.count > 1 {
        return .string(String(decoding: bytes, as: UTF8.self))
      }
      return .string(try evaluator.text(of: argument, at: call.span))
    }
    for name in stringMethodNames {
      text.members[name] = .object(
        NativeFunction(name) { (call, evaluator) throws(Raised) in
          if name == "maketrans" { return try evaluator.translationTable(call) }
          var rest = call
          guard !rest.positional.isEmpty else {
            throw evaluator.typeError(
              "unbound method str.\(name)() needs an argument", at: call.span)
          }
          let receiver = rest.positional.removeFirst().value
          guard let result = try evaluator.callBuiltinMethod(of: receiver, name, rest) else {
            throw evaluator.noAttribute(name, of: receiver, at: call.span)
          }
          return result
        })
    }
    defineType("bytes") {
      if case .bytes = $0 { true } else { false }
    } _: {
      (call, evaluator) throws(Raised) in
      switch call.first {
      case .string(let text): return .bytes(Array(text.utf8))
      case .bytes, .none: return call.positional.isEmpty ? .bytes([]) : call.first
      case .int(let count):
        try evaluator.charge(max(0, count), at: call.span)
        return .bytes([UInt8](repeating: 0, count: max(0, count)))
      default:
        var bytes: [UInt8] = []
        for value in try evaluator.items(of: call.first, at: call.span) {
          guard case .int(let number) = value, let byte = UInt8(exactly: number) else {
            throw evaluator.valueError("bytes must be in range(0, 256)", at: call.span)
          }
          bytes.append(byte)
        }
        return .bytes(bytes)
      }
    }
  }

  private func registerCollectionTypes() {
    defineType("list") {
      if case .list = $0 { true } else { false }
    } _: {
      (call, evaluator) throws(Raised) in
      guard !call.positional.isEmpty else { return .list(ListObject([])) }
      let values = try evaluator.items(of: call.first, at: call.span)
      try evaluator.chargeItems(values.count, at: call.span)
      return .list(ListObject(values))
    }
    defineType("tuple") { value in
      switch value {
      case .tuple: return true
      case .object(let instance as InstanceObject):
        if case .namedTuple = instance.type.kind { return true }
        return false
      default: return false
      }
    } _: { (call, evaluator) throws(Raised) in
      guard !call.positional.isEmpty else { return .tuple([]) }
      return .tuple(try evaluator.items(of: call.first, at: call.span))
    }
    let dict = defineType("dict") {
      if case .dict = $0 { true } else { false }
    } _: {
      (call, evaluator) throws(Raised) in
      .dict(try evaluator.makeDict(call))
    }
    dict.members["fromkeys"] = .object(
      NativeFunction("fromkeys") { (call, evaluator) throws(Raised) in
        let result = DictObject([:])
        let value = call.positional.count > 1 ? call.positional[1].value : .none
        for key in try evaluator.items(of: call.first, at: call.span) {
          result.members[try evaluator.hashable(key, at: call.span)] = value
        }
        return .dict(result)
      })
    for isFrozen in [false, true] {
      defineType(isFrozen ? "frozenset" : "set") { value in
        if case .set(let set) = value { set.isFrozen == isFrozen } else { false }
      } _: { (call, evaluator) throws(Raised) in
        var values: [Value] = []
        if !call.positional.isEmpty {
          values = try evaluator.items(of: call.first, at: call.span)
        }
        let result = try evaluator.makeSet(values, at: call.span)
        if case .set(let set) = result { set.isFrozen = isFrozen }
        return result
      }
    }
    defineType("range") {
      if case .object(is RangeObject) = $0 { true } else { false }
    } _: {
      (call, evaluator) throws(Raised) in
      var numbers: [Int] = []
      for argument in call.positional {
        numbers.append(try evaluator.index(argument.value, at: argument.span))
      }
      switch numbers.count {
      case 1: return .object(RangeObject(start: 0, stop: numbers[0], step: 1))
      case 2: return .object(RangeObject(start: numbers[0], stop: numbers[1], step: 1))
      case 3:
        guard numbers[2] != 0, numbers[2] != Int.min else {
          throw evaluator.valueError("range() arg 3 must not be zero", at: call.span)
        }
        return .object(RangeObject(start: numbers[0], stop: numbers[1], step: numbers[2]))
      default:
        throw evaluator.typeError(
          "range expected at least 1 argument, got \(numbers.count)", at: call.span)
      }
    }
  }

  private func registerDescriptors() {
    for kind in [
      DescriptorObject.Kind.property, DescriptorObject.Kind.staticmethod,
      DescriptorObject.Kind.classmethod,
    ] {
      define(kind.rawValue) { (call, _) throws(Raised) in
        .object(DescriptorObject(kind, call.first))
      }
    }
  }

  /// `dict(...)`.
  func makeDict(_ call: Call) throws(Raised) -> DictObject {
    let result = DictObject([:])
    if let first = call.positional.first {
      var isMapping = false
      if case .dict = first.value { isMapping = true }
      if case .object(let object) = first.value, object is EnvironmentObject { isMapping = true }
      if isMapping {
        for (key, value) in try pairs(of: first.value, at: first.span) {
          result.members[key] = value
        }
      } else {
        for pair in try items(of: first.value, at: first.span) {
          let values = try items(of: pair, at: first.span)
          guard values.count == 2 else {
            throw valueError(
              "dictionary update sequence element has length \(values.count); 2 is required",
              at: first.span)
          }
          result.members[try hashable(values[0], at: first.span)] = values[1]
        }
      }
    }
    for keyword in call.keywords { result[keyword.name] = keyword.value }
    return result
  }

  /// A value that must be a whole number.
  func index(_ value: Value, at span: Span) throws(Raised) -> Int {
    switch value {
    case .int(let number): return number
    case .bool(let flag): return flag ? 1 : 0
    case .unknown: throw .reported
    case .opaque(let opaque): throw needed(opaque, at: span, for: "a number is needed here")
    case .object(let channel as ChannelObject):
      throw failure(.numberOfRuntimeValue(channel, at: span))
    default:
      throw typeError(
        "'\(typeName(of: value))' object cannot be interpreted as an integer", at: span)
    }
  }

  /// `int(value)`.
  func integer(_ value: Value, base: Value?, at span: Span) throws(Raised) -> Value {
    switch value {
    case .int: return value
    case .bool(let flag): return .int(flag ? 1 : 0)
    case .float(let number):
      guard number.isFinite else {
        throw exception(
          number.isNaN ? "ValueError" : "OverflowError",
          "cannot convert float \(number.isNaN ? "NaN" : "infinity") to integer", at: span)
      }
      guard let whole = Int(exactly: number.rounded(.towardZero)) else { throw overflow(at: span) }
      return .int(whole)
    case .string(let text):
      if text.holdsChannel { throw runTimeText(at: span, for: "read as a number") }
      var radix = 10
      if let base { radix = try index(base, at: span) }
      if let number = parsedInteger(text, radix: radix) { return .int(number) }
      throw valueError("invalid literal for int() with base \(radix): \(quoted(text))", at: span)
    case .opaque(let opaque): throw needed(opaque, at: span, for: "a number is needed here")
    case .object(let channel as ChannelObject):
      throw failure(.operationOnRuntimeValue("int(...)", on: channel, value, at: span))
    case .object(let object as InstanceObject):
      if let result = try object.callMethod("__int__", [], at: span, in: self) { return result }
      if let plain = object.plainValue, case .int = plain { return plain }
      fallthrough
    default:
      throw typeError(
        "int() argument must be a string, a bytes-like object or a real number, not "
          + "'\(typeName(of: value))'", at: span)
    }
  }

  private func parsedInteger(_ text: String, radix: Int) -> Int? {
    var bytes = Array(stripped(text, isSpace, both: true).utf8)
    var radix = radix
    var sign = ""
    if let first = bytes.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
      sign = first == UInt8(ascii: "-") ? "-" : ""
      bytes.removeFirst()
    }
    let prefixes: [UInt8: Int] = [
      UInt8(ascii: "x"): 16, UInt8(ascii: "o"): 8, UInt8(ascii: "b"): 2,
    ]
    if bytes.count > 2, bytes[0] == UInt8(ascii: "0"), let wanted = prefixes[bytes[1] | 0x20],
      radix == 0 || radix == wanted
    {
      radix = wanted
      bytes.removeFirst(2)
    }
    if radix == 0 { radix = 10 }
    guard radix >= 2, radix <= 36, bytes.first != UInt8(ascii: "_"),
      bytes.last != UInt8(ascii: "_"), let first = bytes.first, first != UInt8(ascii: "+"),
      first != UInt8(ascii: "-")
    else { return nil }
    return Int(
      sign + String(decoding: bytes.filter { $0 != UInt8(ascii: "_") }, as: UTF8.self),
      radix: radix)
  }

  /// `float(value)`.
  func float(_ value: Value, at span: Span) throws(Raised) -> Value {
    if let number = number(value) { return .float(number) }
    switch value {
    case .string(let text):
      if text.holdsChannel { throw runTimeText(at: span, for: "read as a number") }
      let stripped = stripped(text, isSpace, both: true)
      let isHexadecimal = stripped.utf8.contains { $0 | 0x20 == UInt8(ascii: "x") }
      let plain = String(decoding: stripped.utf8.filter { $0 != UInt8(ascii: "_") }, as: UTF8.self)
      if !isHexadecimal, let number = Double(plain) { return .float(number) }
      throw valueError("could not convert string to float: \(quoted(text))", at: span)
    case .opaque(let opaque): throw needed(opaque, at: span, for: "a number is needed here")
    case .object(let channel as ChannelObject):
      throw failure(.operationOnRuntimeValue("float(...)", on: channel, value, at: span))
    case .object(let object):
      if let instance = object as? InstanceObject,
        let result = try instance.callMethod("__float__", [], at: span, in: self)
      {
        return result
      }
      fallthrough
    default:
      throw typeError(
        "float() argument must be a string or a real number, not '\(typeName(of: value))'",
        at: span)
    }
  }
}
