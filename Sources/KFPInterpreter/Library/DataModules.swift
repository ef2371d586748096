import Glibc
import KFPSource
import OrderedCollections

extension Evaluator {
  func registerData() {
    registerJSON()
    registerPatterns()
    registerDateTime()
    registerMath()
    registerTexts()
    registerDataclasses()
    registerEnumerations()
    registerCopy()
  }

  private func registerMath() {
    let math = module(
      "math",
      [
        ("pi", .float(Double.pi)), ("e", .float(M_E)), ("tau", .float(2 * Double.pi)),
        ("inf", .float(.infinity)), ("nan", .float(.nan)),
      ])
    let functions: [(String, @Sendable (Double) -> Double)] = [
      ("sqrt", { sqrt($0) }), ("exp", { exp($0) }), ("log2", { log2($0) }),
      ("log10", { log10($0) }), ("sin", { sin($0) }), ("cos", { cos($0) }), ("tan", { tan($0) }),
      ("fabs", { fabs($0) }), ("atan", { atan($0) }), ("log1p", { log1p($0) }),
      ("radians", { $0 * .pi / 180 }), ("degrees", { $0 * 180 / .pi }),
    ]
    for (name, function) in functions {
      math.define(name) { (call, evaluator) throws(Raised) in
        let number = try evaluator.realNumber(call.first, at: call.span)
        let result = function(number)
        guard !result.isNaN || number.isNaN, result.isFinite || !number.isFinite else {
          throw evaluator.valueError("math domain error", at: call.span)
        }
        return .float(result)
      }
    }
    for (name, rule) in [
      ("floor", FloatingPointRoundingRule.down), ("ceil", .up), ("trunc", .towardZero),
    ] {
      math.define(name) { (call, evaluator) throws(Raised) in
        let number = try evaluator.realNumber(call.first, at: call.span)
        return try evaluator.integer(.float(number.rounded(rule)), base: nil, at: call.span)
      }
    }
    math.define("log") { (call, evaluator) throws(Raised) in
      let number = try evaluator.realNumber(call.first, at: call.span)
      guard number > 0 else { throw evaluator.valueError("math domain error", at: call.span) }
      guard call.positional.count > 1 else { return .float(log(number)) }
      let base = try evaluator.realNumber(call.positional[1].value, at: call.span)
      return .float(log(number) / log(base))
    }
    math.define("pow") { (call, evaluator) throws(Raised) in
      guard call.positional.count == 2 else {
        throw evaluator.typeError("pow expected 2 arguments", at: call.span)
      }
      return .float(
        pow(
          try evaluator.realNumber(call.first, at: call.span),
          try evaluator.realNumber(call.positional[1].value, at: call.span)))
    }
    for (name, question) in [
      ("isnan", { $0.isNaN }), ("isinf", { $0.isInfinite }), ("isfinite", { $0.isFinite }),
    ] as [(String, (Double) -> Bool)] {
      math.define(name) { (call, evaluator) throws(Raised) in
        .bool(question(try evaluator.realNumber(call.first, at: call.span)))
      }
    }
    math.define("gcd") { (call, evaluator) throws(Raised) in
      var result = 0
      for argument in call.positional {
        var (a, b) = (result, try evaluator.index(argument.value, at: argument.span))
        while b != 0 { (a, b) = (b, b == -1 ? 0 : a % b) }
        result = Int(clamping: a.magnitude)
      }
      return .int(result)
    }
    math.define("prod") { (call, evaluator) throws(Raised) in
      var result = Value.int(1)
      for value in try evaluator.items(of: call.first, at: call.span) {
        result = try evaluator.operate("*", result, value, at: call.span)
      }
      return result
    }
  }

  private func realNumber(_ value: Value, at span: Span) throws(Raised) -> Double {
    if let number = number(value) { return number }
    if case .opaque(let opaque) = value {
      throw needed(opaque, at: span, for: "a number is needed here")
    }
    throw typeError("must be real number, not \(typeName(of: value))", at: span)
  }

  private func registerTexts() {
    let textwrap = module("textwrap")
    textwrap.define("dedent") { (call, evaluator) throws(Raised) in
      .string(dedented(try evaluator.textArgument(call, 0, "dedent")))
    }
    textwrap.define("indent") { (call, evaluator) throws(Raised) in
      let text = try evaluator.textArgument(call, 0, "indent")
      let prefix = try evaluator.textArgument(call, 1, "indent")
      let result = lines(of: text, keepsEnds: true).map {
        $0.unicodeScalars.allSatisfy(isSpace) ? $0 : prefix + $0
      }
      return .string(result.joined())
    }
    let lower = "abcdefghijklmnopqrstuvwxyz"
    let upper = lower.uppercased()
    let punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
    module(
      "string",
      [
        ("ascii_lowercase", .string(lower)), ("ascii_uppercase", .string(upper)),
        ("ascii_letters", .string(lower + upper)), ("digits", .string("0123456789")),
        ("hexdigits", .string("0123456789abcdefABCDEF")), ("octdigits", .string("01234567")),
        ("punctuation", .string(punctuation)), ("whitespace", .string(" \t\n\r\u{0B}\u{0C}")),
      ]
    ).define("Template") { (call, evaluator) throws(Raised) in
      .object(TemplateObject(try evaluator.textArgument(call, 0, "Template")))
    }
    let encoding = module("base64")
    encoding.define("b64encode") { (call, evaluator) throws(Raised) in
      guard case .bytes(let bytes) = call.first else {
        throw evaluator.typeError("a bytes-like object is required", at: call.span)
      }
      return .bytes(base64(bytes))
    }
  }

  private func registerCopy() {
    let copy = module("copy")
    copy.define("copy") { (call, _) throws(Raised) in
      switch call.first {
      case .list(let list): return .list(ListObject(list.elements))
      case .set(let set): return .set(SetObject(set.elements))
      case .dict(let dict):
        let result = DictObject(dict.members)
        (result.typeName, result.defaultFactory) = (dict.typeName, dict.defaultFactory)
        return .dict(result)
      case .object(let instance as InstanceObject):
        let result = InstanceObject(instance.type)
        result.attributes = instance.attributes
        return .object(result)
      default: return call.first
      }
    }
    copy.define("deepcopy") { (call, evaluator) throws(Raised) in
      try evaluator.deepCopy(call.first, depth: 0, at: call.span)
    }
  }

  private func deepCopy(_ value: Value, depth: Int, at span: Span) throws(Raised) -> Value {
    guard depth < 200 else { throw exception("RecursionError", "too deep", at: span) }
    func copies(_ values: [Value]) throws(Raised) -> [Value] {
      try chargeItems(values.count, at: span)
      var result: [Value] = []
      for value in values { result.append(try deepCopy(value, depth: depth + 1, at: span)) }
      return result
    }
    switch value {
    case .list(let list): return .list(ListObject(try copies(list.elements)))
    case .tuple(let values): return .tuple(try copies(values))
    case .set(let set): return .set(SetObject(set.elements))
    case .dict(let dict):
      let result = DictObject([:])
      (result.typeName, result.defaultFactory) = (dict.typeName, dict.defaultFactory)
      for (key, value) in dict.members {
        result.members[key] = try deepCopy(value, depth: depth + 1, at: span)
      }
      return .dict(result)
    case .object(let instance as InstanceObject):
      if case .enumeration = instance.type.kind { return value }
      let result = InstanceObject(instance.type)
      for (name, value) in instance.attributes {
        result.attributes[name] = try deepCopy(value, depth: depth + 1, at: span)
      }
      return .object(result)
    default: return value
    }
  }
}

/// `textwrap.dedent`: blank lines become empty, and what all others start with goes.
func dedented(_ text: String) -> String {
  let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
  func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
  var margin: [UInt8]?
  for line in lines where !line.allSatisfy(isBlank) {
    let lead = Array(line.prefix(while: isBlank))
    guard let old = margin else {
      margin = lead
      continue
    }
    margin = Array(zip(old, lead).prefix { $0 == $1 }.map(\.0))
  }
  let count = margin?.count ?? 0
  let result = lines.map { line in
    line.allSatisfy(isBlank) ? "" : String(decoding: line.dropFirst(count), as: UTF8.self)
  }
  return result.joined(separator: "\n")
}

/// Base64 of bytes, as bytes.
private func base64(_ bytes: [UInt8]) -> [UInt8] {
  let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  var result: [UInt8] = []
  for start in stride(from: 0, to: bytes.count, by: 3) {
    let chunk = bytes[start..<min(start + 3, bytes.count)]
    var number = 0
    for index in 0..<3 {
      number = number << 8 | (index < chunk.count ? Int(chunk[start + index]) : 0)
    }
    for index in 0..<4 {
      let isPadding = index > chunk.count
      result.append(
        isPadding ? UInt8(ascii: "=") : alphabet[number >> (18 - 6 * index) & 63])
    }
  }
  return result
}

/// `string.Template`.
final class TemplateObject: Object {
  private let template: String
  let typeName = "Template"

  init(_ template: String) { self.template = template }

  func attribute(_ name: String, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    guard name == "substitute" || name == "safe_substitute" else {
      return name == "template" ? .string(template) : nil
    }
    return .object(
      NativeFunction(name) { (call, evaluator) throws(Raised) in
        let values = try evaluator.makeDict(call)
        return .string(
          try self.filled(values, isSafe: name == "safe_substitute", at: call.span, in: evaluator))
      })
  }

  private func filled(
    _ values: DictObject, isSafe: Bool, at span: Span, in evaluator: Evaluator
  ) throws(Raised) -> String {
    var result = ""
    var rest = template.unicodeScalars[...]
    func isName(_ scalar: Unicode.Scalar) -> Bool {
      scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }
    while let scalar = rest.popFirst() {
      guard scalar == "$" else {
        result.unicodeScalars.append(scalar)
        continue
      }
      if rest.first == "$" {
        rest.removeFirst()
        result += "$"
        continue
      }
      let isBraced = rest.first == "{"
      let name = String(rest.dropFirst(isBraced ? 1 : 0).prefix(while: isName))
      let length = name.unicodeScalars.count + (isBraced ? 2 : 0)
      let original = String(rest.prefix(length))
      rest = rest.dropFirst(length)
      if let value = values[name] {
        result += try evaluator.text(of: value, at: span)
      } else if isSafe || name.isEmpty {
        result += "$" + original
      } else {
        throw evaluator.missingKey(.string(name), among: values, at: span)
      }
    }
    return result
  }
}
