import Glibc
import KFPSource
import OrderedCollections

extension Evaluator {
  func registerJSON() {
    let json = module("json")
    if let base = exceptionClass(named: "ValueError") {
      let type = ClassObject("JSONDecodeError", kind: .exception, bases: [base])
      json["JSONDecodeError"] = .object(type)
      builtins["json.JSONDecodeError"] = .object(type)
    }
    json.define("loads") { (call, evaluator) throws(Raised) in
      switch call.first {
      case .string(let text):
        if text.holdsChannel { throw evaluator.runTimeText(at: call.span, for: "read as JSON") }
        return try evaluator.parsedJSON(Array(text.utf8), at: call.span)
      case .bytes(let bytes): return try evaluator.parsedJSON(bytes, at: call.span)
      case .opaque(let opaque):
        throw evaluator.needed(opaque, at: call.span, for: "a text is needed here")
      default:
        throw evaluator.typeError(
          "the JSON object must be str, bytes or bytearray, not "
            + evaluator.typeName(of: call.first), at: call.span)
      }
    }
    json.define("load") { (call, evaluator) throws(Raised) in
      let read = try evaluator.attribute(of: call.first, "read", at: call.span)
      switch try evaluator.call(read, [], at: call.span) {
      case .string(let text): return try evaluator.parsedJSON(Array(text.utf8), at: call.span)
      case .bytes(let bytes): return try evaluator.parsedJSON(bytes, at: call.span)
      case let other: return other
      }
    }
    json.define("dumps") { (call, evaluator) throws(Raised) in
      .string(try evaluator.jsonText(call.first, call))
    }
    json.define("dump") { (call, evaluator) throws(Raised) in
      guard call.positional.count > 1 else {
        throw evaluator.typeError(
          "dump() missing 1 required positional argument: 'fp'", at: call.span)
      }
      let text = try evaluator.jsonText(call.first, call)
      let write = try evaluator.attribute(
        of: call.positional[1].value, "write", at: call.span)
      return try evaluator.call(write, [.string(text)], at: call.span)
    }
  }

  /// `json.dumps(value, ...)` with the keywords of a call.
  private func jsonText(_ value: Value, _ call: Call) throws(Raised) -> String {
    var style = JSONStyle()
    switch call.keyword("indent") {
    case .int(let count): style.indent = String(repeating: " ", count: max(0, min(count, 1000)))
    case .string(let text): style.indent = text
    default: break
    }
    if style.indent != nil { style.comma = "," }
    if let separators = call.keyword("separators") {
      let parts = try items(of: separators, at: call.span)
      if parts.count == 2, case .string(let comma) = parts[0], case .string(let colon) = parts[1] {
        (style.comma, style.colon) = (comma, colon)
      }
    }
    if let flag = call.keyword("sort_keys") { style.isSorted = try truth(of: flag, at: call.span) }
    if let flag = call.keyword("ensure_ascii") {
      style.isASCII = try truth(of: flag, at: call.span)
    }
    if let function = call.keyword("default"), case .object = function { style.fallback = function }
    var text = ""
    try write(value, as: style, to: &text, depth: 0, at: call.span)
    try charge(text.utf8.count, at: call.span)
    return text
  }

  private func write(
    _ value: Value, as style: JSONStyle, to text: inout String, depth: Int, at span: Span
  ) throws(Raised) {
    guard depth < 200 else { throw valueError("Circular reference detected", at: span) }
    switch value {
    case .none: text += "null"
    case .bool(let flag): text += flag ? "true" : "false"
    case .int(let number): text += String(number)
    case .float(let number):
      text +=
        number.isNaN
        ? "NaN"
        : number.isInfinite
          ? (number < 0 ? "-Infinity" : "Infinity")
          : pythonText(of: number)
    case .string(let string): text += style.quoted(string)
    case .list(let list): try write(list.elements, as: style, to: &text, depth, span)
    case .tuple(let values): try write(values, as: style, to: &text, depth, span)
    case .dict(let dict): try write(dict, as: style, to: &text, depth, span)
    case .unknown: throw .reported
    case .opaque(let opaque): throw needed(opaque, at: span, for: "its value is needed here")
    default:
      if case .object(let instance as InstanceObject) = value, let plain = instance.plainValue {
        guard case .dataclass = instance.type.kind else {
          return try write(plain, as: style, to: &text, depth: depth + 1, at: span)
        }
      }
      guard let fallback = style.fallback else {
        throw typeError(
          "Object of type \(typeName(of: value)) is not JSON serializable", at: span)
      }
      let other = try call(fallback, [value], at: span)
      try write(other, as: style, to: &text, depth: depth + 1, at: span)
    }
  }

  private func write(
    _ values: [Value], as style: JSONStyle, to text: inout String, _ depth: Int, _ span: Span
  ) throws(Raised) {
    guard !values.isEmpty else { return text += "[]" }
    text += "["
    for (index, value) in values.enumerated() {
      text += style.gap(isFirst: index == 0, depth: depth + 1)
      try write(value, as: style, to: &text, depth: depth + 1, at: span)
    }
    text += style.end(depth) + "]"
  }

  private func write(
    _ dict: DictObject, as style: JSONStyle, to text: inout String, _ depth: Int, _ span: Span
  ) throws(Raised) {
    guard !dict.members.isEmpty else { return text += "{}" }
    var members: [(String, Value)] = []
    for (key, value) in dict.members {
      switch key.value {
      case .string(let name): members.append((name, value))
      case .int, .float, .bool, .none:
        var name = ""
        try write(key.value, as: style, to: &name, depth: depth + 1, at: span)
        members.append((name, value))
      default:
        throw typeError(
          "keys must be str, int, float, bool or None, not \(typeName(of: key.value))", at: span)
      }
    }
    if style.isSorted {
      members.sort { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }
    }
    text += "{"
    for (index, (name, value)) in members.enumerated() {
      text += style.gap(isFirst: index == 0, depth: depth + 1)
      text += style.quoted(name) + style.colon
      try write(value, as: style, to: &text, depth: depth + 1, at: span)
    }
    text += style.end(depth) + "}"
  }

  /// A JSON text as values.
  func parsedJSON(_ bytes: [UInt8], at span: Span) throws(Raised) -> Value {
    try chargeItems(bytes.count, at: span)
    var reader = JSONReader(bytes)
    if let value = reader.document() { return value }
    let message = "\(reader.problem) (char \(reader.problemOffset))"
    throw .exception(
      PythonException(
        typeName: "json.JSONDecodeError", message: message, span: span, trace: callTrace))
  }
}

/// How `json.dumps` lays a text out.
private struct JSONStyle {
  var indent: String?
  var comma = ", "
  var colon = ": "
  var isSorted = false
  var isASCII = true
  var fallback: Value?

  func gap(isFirst: Bool, depth: Int) -> String {
    let lead = isFirst ? "" : comma
    guard let indent else { return lead }
    return lead + "\n" + String(repeating: indent, count: depth)
  }

  func end(_ depth: Int) -> String {
    indent.map { "\n" + String(repeating: $0, count: depth) } ?? ""
  }

  func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{08}": result += "\\b"
      case "\u{0C}": result += "\\f"
      default:
        // Embedded run-time values stay as they are: they are replaced later.
        let isPlain = scalar.value >= 0x20 && (!isASCII || scalar.value < 0x7F)
        if isPlain || scalar.value >= 0x10_0000 {
          result.unicodeScalars.append(scalar)
        } else {
          for unit in String(scalar).utf16 {
            let digits = String(unit, radix: 16)
            result += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
          }
        }
      }
    }
    return result + "\""
  }
}
