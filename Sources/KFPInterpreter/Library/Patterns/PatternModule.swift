import KFPSource
import OrderedCollections

/// `re`: compiling, matching, searching, splitting and replacing.
extension Evaluator {
  func registerPatterns() {
    let re = module("re")
    let flags: [(String, Int)] = [
      ("IGNORECASE", 2), ("I", 2), ("MULTILINE", 8), ("M", 8), ("DOTALL", 16), ("S", 16),
      ("UNICODE", 32), ("U", 32), ("VERBOSE", 64), ("X", 64), ("ASCII", 256), ("A", 256),
    ]
    for (name, value) in flags { re[name] = .int(value) }
    if let base = exceptionClass(named: "Exception") {
      re["error"] = .object(ClassObject("error", kind: .exception, bases: [base]))
    }
    for (name, matches) in [
      ("Pattern", { $0 is PatternObject }), ("Match", { $0 is MatchObject }),
    ] as [(String, (any Object) -> Bool)] {
      let type = ClassObject(name, kind: .builtin)
      type.matches = { if case .object(let object) = $0 { matches(object) } else { false } }
      re[name] = .object(type)
    }
    re.define("escape") { (call, evaluator) throws(Raised) in
      let text = try evaluator.textArgument(call, 0, "escape")
      let special = Set("()[]{}?*+-|^$\\.&~# \t\n\r\u{B}\u{C}".unicodeScalars)
      var result = String.UnicodeScalarView()
      for scalar in text.unicodeScalars {
        if special.contains(scalar) { result.append("\\") }
        result.append(scalar)
      }
      return .string(String(result))
    }
    re.define("compile") { (call, evaluator) throws(Raised) in
      let values = try call.bound(
        to: ["pattern", "flags"], required: 1, of: "compile", in: evaluator)
      return try evaluator.pattern(values[0], flags: values[1], at: call.span)
    }
    for name in PatternObject.methods {
      re.define(name) { (call, evaluator) throws(Raised) in
        let hasReplacement = name == "sub" || name == "subn"
        let names =
          hasReplacement
          ? ["pattern", "repl", "string", "count", "flags"]
          : name == "split"
            ? ["pattern", "string", "maxsplit", "flags"] : ["pattern", "string", "flags"]
        let values = try call.bound(
          to: names, required: hasReplacement ? 3 : 2, of: name, in: evaluator)
        let pattern = try evaluator.pattern(values[0], flags: values.last ?? nil, at: call.span)
        guard case .object(let object as PatternObject) = pattern else { return pattern }
        return try object.run(
          name, Array(values.dropFirst().dropLast()), at: call.span, in: evaluator)
      }
    }
  }

  /// The pattern of a text; opaque where only Python understands it.
  fileprivate func pattern(
    _ value: Value?, flags: Value?, at span: Span
  ) throws(Raised) -> Value {
    guard case .string(let text)? = value else {
      if let value, case .object(is PatternObject) = value { return value }
      throw typeError("first argument must be string or compiled pattern", at: span)
    }
    if text.holdsChannel { throw runTimeText(at: span, for: "used as a pattern") }
    var read = PatternParser.Flags()
    if case .int(let bits)? = flags {
      guard bits & ~(2 | 8 | 16 | 32 | 64) == 0 else { return opaquePattern(at: span) }
      read.ignoresCase = bits & 2 != 0
      read.isMultiline = bits & 8 != 0
      read.dotTakesLineEnds = bits & 16 != 0
      read.isVerbose = bits & 64 != 0
    }
    try charge(text.utf8.count, at: span)
    do throws(PatternParser.Problem) {
      return .object(PatternObject(text, try PatternParser.parse(text, flags: read)))
    } catch .wrong(let message) {
      throw patternError(message, at: span)
    } catch {
      return opaquePattern(at: span)
    }
  }

  /// `re.error`.
  func patternError(_ message: String, at span: Span) -> Raised {
    guard case .object(let type as ClassObject)? = nativeModule("re")?["error"] else {
      return valueError(message, at: span)
    }
    let instance = InstanceObject(type)
    instance.attributes["args"] = .tuple([.string(message)])
    instance.attributes["msg"] = .string(message)
    return .exception(
      PythonException(
        typeName: "error", message: message, span: span, instance: instance, trace: callTrace))
  }

  private func opaquePattern(at span: Span) -> Value {
    .opaque(OpaqueValue(description: "re.compile(...)", importSpan: span))
  }
}
