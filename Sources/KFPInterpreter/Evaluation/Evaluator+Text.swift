import KFPSource
import KFPSyntax
import OrderedCollections

extension Evaluator {
  /// `str(value)`.
  func text(of value: Value, at span: Span) throws(Raised) -> String {
    switch value {
    case .string(let text): return text
    case .object(let object): return try object.text(at: span, in: self)
    case .opaque(let opaque): throw needed(opaque, at: span, for: "its text is needed here")
    case .unknown: throw .reported
    default: return try representation(of: value, at: span)
    }
  }

  /// `repr(value)`.
  func representation(
    of value: Value, at span: Span, depth: Int = 0
  ) throws(Raised) -> String {
    guard depth < 200 else { return "..." }
    switch value {
    case .none: return "None"
    case .bool(let value): return value ? "True" : "False"
    case .int(let value): return String(value)
    case .float(let value): return pythonText(of: value)
    case .string(let text): return quoted(text)
    case .bytes(let bytes): return quoted(bytes)
    case .tuple(let values):
      let texts = try representations(of: values, at: span, depth: depth)
      return values.count == 1 ? "(\(texts),)" : "(\(texts))"
    case .list(let list):
      return "[\(try representations(of: list.elements, at: span, depth: depth))]"
    case .set(let set):
      if set.elements.isEmpty { return set.isFrozen ? "frozenset()" : "set()" }
      let texts = try representations(
        of: set.elements.map(\.value), at: span, depth: depth)
      return set.isFrozen ? "frozenset({\(texts)})" : "{\(texts)}"
    case .dict(let dict): return try representation(of: dict, at: span, depth: depth)
    case .object(let object): return try object.representation(at: span, in: self)
    case .opaque(let opaque): throw needed(opaque, at: span, for: "its text is needed here")
    case .unknown: throw .reported
    }
  }

  private func representations(
    of values: [Value], at span: Span, depth: Int
  ) throws(Raised) -> String {
    try charge(values.count, at: span)
    var text = ""
    for value in values {
      if !text.isEmpty { text += ", " }
      text += try representation(of: value, at: span, depth: depth + 1)
    }
    return text
  }

  private func representation(
    of dict: DictObject, at span: Span, depth: Int
  ) throws(Raised) -> String {
    try charge(dict.members.count, at: span)
    var text = ""
    for (key, value) in dict.members {
      if !text.isEmpty { text += ", " }
      text += try representation(of: key.value, at: span, depth: depth + 1) + ": "
      text += try representation(of: value, at: span, depth: depth + 1)
    }
    switch dict.typeName {
    case "dict": return "{\(text)}"
    case "defaultdict":
      let factory = try dict.defaultFactory.map { value throws(Raised) in
        try representation(of: value, at: span)
      }
      return "defaultdict(\(factory ?? "None"), {\(text)})"
    default: return text.isEmpty ? "\(dict.typeName)()" : "\(dict.typeName)({\(text)})"
    }
  }

  /// A type as it stands in the brackets of an annotation.
  func typeText(of value: Value, at span: Span) throws(Raised) -> String {
    switch value {
    case .object(let type as ClassObject): return type.name
    case .object(is EllipsisObject): return "..."
    case .list(let list):
      var texts: [String] = []
      for element in list.elements { texts.append(try typeText(of: element, at: span)) }
      return "[\(texts.joined(separator: ", "))]"
    case .opaque(let opaque): return opaque.description
    default: return try representation(of: value, at: span)
    }
  }

  /// One `{value!conversion:spec}` of an f-string or of `format`.
  func formatted(
    _ value: Value, conversion: Conversion? = nil, spec: String, at span: Span
  ) throws(Raised) -> String {
    switch conversion {
    case .str: return try formatted(.string(try text(of: value, at: span)), spec: spec, at: span)
    case .repr:
      return try formatted(.string(try representation(of: value, at: span)), spec: spec, at: span)
    case .ascii:
      let text = asciiEscaped(try representation(of: value, at: span))
      return try formatted(.string(text), spec: spec, at: span)
    case nil: return try formatted(value, spec: spec, at: span)
    }
  }

  /// `format(value, spec)`.
  func formatted(_ value: Value, spec: String, at span: Span) throws(Raised) -> String {
    if spec.isEmpty {
      if case .object(let instance as InstanceObject) = value,
        instance.type.member("__format__") != nil,
        let text = try instance.format(spec, at: span, in: self)
      {
        return text
      }
      return try text(of: value, at: span)
    }
    switch value {
    case .string(let text):
      if text.holdsChannel { throw runTimeText(at: span, for: "formatted with `:\(spec)`") }
      return try FormatSpec(spec, at: span, in: self).formatted(text, at: span, in: self)
    case .int(let number):
      return try FormatSpec(spec, at: span, in: self).formatted(number, at: span, in: self)
    case .bool(let flag):
      return try FormatSpec(spec, at: span, in: self).formatted(flag ? 1 : 0, at: span, in: self)
    case .float(let number):
      return try FormatSpec(spec, at: span, in: self).formatted(number, at: span, in: self)
    case .object(let object):
      if let text = try object.format(spec, at: span, in: self) { return text }
    case .opaque(let opaque): throw needed(opaque, at: span, for: "its text is needed here")
    case .unknown: throw .reported
    default: break
    }
    throw typeError(
      "unsupported format string passed to \(typeName(of: value)).__format__", at: span)
  }
}

/// `repr` of a floating-point number: the shortest digits that mean it, as Python writes them.
func pythonText(of value: Double) -> String {
  if value.isNaN { return "nan" }
  if value.isInfinite { return value < 0 ? "-inf" : "inf" }
  let (digits, exponent, isNegative) = shortestDigits(of: value)
  let sign = isNegative ? "-" : ""
  // `exponent` is where the point stands: 0.digits times ten to the exponent.
  if exponent > 16 || exponent < -3 {
    let rest = digits.dropFirst()
    let power = exponent - 1
    let shown = abs(power) < 10 ? "0\(abs(power))" : "\(abs(power))"
    return
      "\(sign)\(digits.prefix(1))\(rest.isEmpty ? "" : ".\(rest)")e\(power < 0 ? "-" : "+")\(shown)"
  }
  if exponent <= 0 { return "\(sign)0.\(String(repeating: "0", count: -exponent))\(digits)" }
  if digits.count <= exponent {
    return "\(sign)\(digits)\(String(repeating: "0", count: exponent - digits.count)).0"
  }
  return "\(sign)\(digits.prefix(exponent)).\(digits.dropFirst(exponent))"
}

/// The shortest decimal digits of a number, and where the point stands before them.
private func shortestDigits(of value: Double) -> (String, Int, Bool) {
  var text = Array(value.magnitude.description.utf8)
  var power = 0
  if let mark = text.firstIndex(of: UInt8(ascii: "e")) {
    power = Int(String(decoding: text[(mark + 1)...], as: UTF8.self)) ?? 0
    text.removeSubrange(mark...)
  }
  let point = text.firstIndex(of: UInt8(ascii: ".")) ?? text.count
  var digits = Array(text[..<point])
  if point < text.count { digits += text[(point + 1)...] }
  var exponent = point + power
  while digits.count > 1, digits.first == UInt8(ascii: "0") {
    digits.removeFirst()
    exponent -= 1
  }
  while digits.count > 1, digits.last == UInt8(ascii: "0") { digits.removeLast() }
  if digits == [UInt8(ascii: "0")] { exponent = 1 }
  return (String(decoding: digits, as: UTF8.self), exponent, value.sign == .minus)
}

/// `repr` of a text.
func quoted(_ text: String) -> String {
  let quote: Unicode.Scalar =
    text.utf8.contains(UInt8(ascii: "'")) && !text.utf8.contains(UInt8(ascii: "\"")) ? "\"" : "'"
  var result = String.UnicodeScalarView()
  result.append(quote)
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\\": result.append(contentsOf: "\\\\".unicodeScalars)
    case quote:
      result.append("\\")
      result.append(scalar)
    case "\n": result.append(contentsOf: "\\n".unicodeScalars)
    case "\r": result.append(contentsOf: "\\r".unicodeScalars)
    case "\t": result.append(contentsOf: "\\t".unicodeScalars)
    default:
      if isPrintable(scalar) {
        result.append(scalar)
      } else {
        result.append(contentsOf: escaped(scalar).unicodeScalars)
      }
    }
  }
  result.append(quote)
  return String(result)
}

/// Embedded run-time values count as printable: they are replaced later.
private func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
  if scalar.value < 0x7F { return scalar.value >= 0x20 }
  if scalar.value >= 0x10_0000 { return true }
  switch scalar.properties.generalCategory {
  case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
    .paragraphSeparator, .spaceSeparator:
    return false
  default: return true
  }
}

private func escaped(_ scalar: Unicode.Scalar) -> String {
  func padded(_ width: Int) -> String {
    let digits = String(scalar.value, radix: 16)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
  if scalar.value < 0x100 { return "\\x\(padded(2))" }
  if scalar.value < 0x10000 { return "\\u\(padded(4))" }
  return "\\U\(padded(8))"
}

/// A text with everything beyond ASCII escaped, except embedded run-time values.
func asciiEscaped(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars {
    result +=
      scalar.isASCII || scalar.value >= 0x10_0000 ? String(scalar) : escaped(scalar)
  }
  return result
}

private func quoted(_ bytes: [UInt8]) -> String {
  let quote =
    bytes.contains(UInt8(ascii: "'")) && !bytes.contains(UInt8(ascii: "\"")) ? "\"" : "'"
  var result = "b\(quote)"
  for byte in bytes {
    let scalar = Unicode.Scalar(byte)
    switch scalar {
    case "\\": result += "\\\\"
    case "\n": result += "\\n"
    case "\r": result += "\\r"
    case "\t": result += "\\t"
    default:
      if String(scalar) == quote {
        result += "\\\(quote)"
      } else if byte >= 0x20, byte < 0x7F {
        result.unicodeScalars.append(scalar)
      } else {
        result += escaped(scalar)
      }
    }
  }
  return result + quote
}
