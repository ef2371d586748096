import KFPSource
import OrderedCollections

extension Evaluator {
  func registerFunctions() {
    builtins["True"] = .bool(true)
    builtins["False"] = .bool(false)
    builtins["None"] = Value.none
    builtins["__name__"] = .string("__main__")
    builtins["__debug__"] = .bool(true)
    registerOutput()
    registerInspection()
    registerIterationFunctions()
    registerNumberFunctions()
    define("open") { (call, evaluator) throws(Raised) in
      var mode = "r"
      if call.positional.count > 1, case .string(let text) = call.positional[1].value {
        mode = text
      }
      if case .string(let text)? = call.keyword("mode") { mode = text }
      let path = try evaluator.pathText(of: call.first, at: call.span)
      return try evaluator.open(path, mode: mode, at: call.span)
    }
    for name in ["exit", "quit"] {
      define(name, acceptsUnknown: true) { (call, evaluator) throws(Raised) in
        throw evaluator.systemExit(call.positional.first?.value, at: call.span)
      }
    }
    for name in [
      "eval", "exec", "compile", "__import__", "input", "breakpoint", "bytearray", "memoryview",
      "complex", "aiter", "anext",
    ] {
      define(name) { (call, evaluator) throws(Raised) in
        throw evaluator.unsupported("`\(name)`", at: call.span)
      }
    }
  }

  private func registerOutput() {
    define("print", acceptsUnknown: true) { (call, evaluator) throws(Raised) in
      try evaluator.observe(.print, call)
      return .none
    }
    if kind == .script {
      prelude["show"] = .object(
        NativeFunction("show", acceptsUnknown: true) { (call, evaluator) throws(Raised) in
          try evaluator.observe(.show, call)
          return .none
        })
    }
  }

  /// Records what a `print` or `show` will show.
  func observe(
    _ kind: Interpretation.Observation.Kind, _ call: Call
  ) throws(Raised) {
    if call.hasUnknown { return }
    var pieces: [Interpretation.Observation.Piece] = []
    var text = ""
    func flush() {
      if !text.isEmpty { pieces.append(.text(text)) }
      text = ""
    }
    var separator = " "
    var end = "\n"
    if case .string(let given)? = call.keyword("sep") { separator = given }
    if case .string(let given)? = call.keyword("end") { end = given }
    for (index, argument) in call.positional.enumerated() {
      if index > 0 { text += separator }
      for piece in try self.pieces(of: argument.value, at: argument.span) {
        if case .text(let part) = piece {
          text += part
        } else {
          flush()
          pieces.append(piece)
        }
      }
    }
    text += end
    flush()
    interpretation.observations.append(
      Interpretation.Observation(kind: kind, pieces: pieces, span: call.span))
  }

  /// What a value shows: its text, or the run-time values that stand in it.
  func pieces(
    of value: Value, at span: Span
  ) throws(Raised) -> [Interpretation.Observation.Piece] {
    switch value {
    case .object(let object):
      if let piece = object.observed { return [piece] }
    case .opaque(let opaque): return [.text("<\(opaque.description)>")]
    case .unknown: return []
    default: break
    }
    let text = try self.text(of: value, at: span)
    return text.holdsChannel ? studio.pieces(of: text) : [.text(text)]
  }

  private func registerInspection() {
    define("len") { (call, evaluator) throws(Raised) in
      .int(try evaluator.count(of: call.first, at: call.span))
    }
    define("repr") { (call, evaluator) throws(Raised) in
      .string(try evaluator.representation(of: call.first, at: call.span))
    }
    define("ascii") { (call, evaluator) throws(Raised) in
      .string(asciiEscaped(try evaluator.representation(of: call.first, at: call.span)))
    }
    define("format") { (call, evaluator) throws(Raised) in
      var spec = ""
      if call.positional.count > 1, case .string(let text) = call.positional[1].value {
        spec = text
      }
      return .string(try evaluator.formatted(call.first, spec: spec, at: call.span))
    }
    define("isinstance") { (call, evaluator) throws(Raised) in
      let values = try call.bound(
        to: ["obj", "class_or_tuple"], required: 2, of: "isinstance", in: evaluator)
      return .bool(
        try evaluator.isInstance(values[0] ?? .none, values[1] ?? .none, at: call.span))
    }
    define("issubclass") { (call, evaluator) throws(Raised) in
      guard call.positional.count == 2, case .object(let type as ClassObject) = call.first else {
        throw evaluator.typeError("issubclass() arg 1 must be a class", at: call.span)
      }
      var wanted = [call.positional[1].value]
      if case .tuple(let values) = wanted[0] { wanted = values }
      return .bool(
        wanted.contains { value in
          if case .object(let other as ClassObject) = value {
            type.derives(from: other) || other.name == "object"
              || type.name == "bool" && other.name == "int"
          } else {
            false
          }
        })
    }
    define("callable") { (call, evaluator) throws(Raised) in
      guard case .object(let object) = call.first else { return .bool(false) }
      if let instance = object as? InstanceObject {
        return .bool(instance.type.member("__call__") != nil)
      }
      return .bool(
        object is FunctionObject || object is NativeFunction || object is BoundMethod
          || object is ClassObject || object.typeName == "component")
    }
    define("id") { (call, _) throws(Raised) in .int(1) }
    define("hash") { (call, evaluator) throws(Raised) in
      // The same in every run, unlike Python's.
      _ = try evaluator.hashable(call.first, at: call.span)
      var hash: UInt64 = 0xCBF2_9CE4_8422_2325
      for byte in try evaluator.representation(of: call.first, at: call.span).utf8 {
        hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
      }
      return .int(Int(hash >> 3))
    }
    registerAttributeFunctions()
  }

  private func registerAttributeFunctions() {
    define("getattr") { (call, evaluator) throws(Raised) in
      let name = try evaluator.attributeName(call)
      if call.positional.count > 2 {
        do throws(Raised) {
          return try evaluator.attributeIfPresent(of: call.first, name, at: call.span)
            ?? call.positional[2].value
        } catch {
          guard error.isException("AttributeError") else { throw error }
          return call.positional[2].value
        }
      }
      return try evaluator.attribute(of: call.first, name, at: call.span)
    }
    define("hasattr") { (call, evaluator) throws(Raised) in
      let name = try evaluator.attributeName(call)
      if case .opaque(let opaque) = call.first {
        throw evaluator.needed(opaque, at: call.span, for: "asked for an attribute here")
      }
      do throws(Raised) {
        return .bool(
          try evaluator.attributeIfPresent(of: call.first, name, at: call.span) != nil)
      } catch {
        guard error.isException("AttributeError") else { throw error }
        return .bool(false)
      }
    }
    define("setattr", acceptsUnknown: true) { (call, evaluator) throws(Raised) in
      let name = try evaluator.attributeName(call)
      guard call.positional.count == 3 else { return .none }
      try evaluator.setAttribute(
        of: call.first, name, to: call.positional[2].value, at: call.span)
      return .none
    }
    define("vars") { (call, evaluator) throws(Raised) in
      try evaluator.attribute(of: call.first, "__dict__", at: call.span)
    }
    define("dir") { (call, evaluator) throws(Raised) in
      let names: [String]
      if case .object(let object) = call.first {
        names = object.attributeNames
      } else {
        names = Array(evaluator.builtinMethodNames(of: call.first))
      }
      return .list(ListObject(names.sorted().map { .string($0) }))
    }
    for name in ["globals", "locals"] {
      define(name) { (_, evaluator) throws(Raised) in
        let result = DictObject([:])
        guard let frame = evaluator.frames.last else { return .dict(result) }
        let scope = name == "globals" ? frame.module.scope : frame.scope
        for (name, value) in scope.names { result[name] = value }
        return .dict(result)
      }
    }
  }

  private func attributeName(_ call: Call) throws(Raised) -> String {
    guard call.positional.count > 1, case .string(let name) = call.positional[1].value else {
      throw typeError("attribute name must be string", at: call.span)
    }
    return name
  }

  /// `len(value)`.
  func count(of value: Value, at span: Span) throws(Raised) -> Int {
    switch value {
    case .string(let text):
      if text.holdsChannel { throw runTimeText(at: span, for: "measured") }
      return text.unicodeScalars.count
    case .bytes(let bytes): return bytes.count
    case .tuple(let values): return values.count
    case .list(let list): return list.elements.count
    case .dict(let dict): return dict.members.count
    case .set(let set): return set.elements.count
    case .object(let object):
      if let count = try object.count(at: span, in: self) { return count }
    case .opaque(let opaque): throw needed(opaque, at: span, for: "measured here")
    case .unknown: throw .reported
    default: break
    }
    throw typeError("object of type '\(typeName(of: value))' has no len()", at: span)
  }
}
