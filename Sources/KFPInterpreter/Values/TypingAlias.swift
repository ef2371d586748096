import KFPSource

/// A type as annotations name it: `typing.List`, `Optional[str]`, `list[int]`, `str | None`.
///
/// A class alone is a `ClassObject`; everything that `typing` holds and everything in brackets is
/// one of these, for the DSL to look at.
final class TypingAlias: Object {
  /// The name: `List`, `Optional`, `Annotated`, `list`; `|` for `X | Y`.
  let name: String
  /// The module that Python's `repr` names: `typing`, or nothing for `list[int]`.
  let module: String
  /// What stands in the brackets, or around `|`.
  let arguments: [Value]
  /// The class in front of the brackets of `list[int]`.
  let origin: Value?

  let typeName = "type annotation"

  init(name: String, module: String = "typing", arguments: [Value] = [], origin: Value? = nil) {
    self.name = name
    self.module = module
    self.arguments = arguments
    self.origin = origin
  }

  func item(_ key: Value, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    let arguments: [Value]
    if case .tuple(let values) = key { arguments = values } else { arguments = [key] }
    return .object(
      TypingAlias(name: name, module: module, arguments: arguments, origin: origin))
  }

  func attribute(_ name: String, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    switch name {
    case "__args__": return .tuple(arguments)
    case "__origin__": return origin ?? .object(self)
    case "__name__", "_name": return .string(self.name)
    default: return nil
    }
  }

  func call(_ call: Call, in evaluator: Evaluator) throws(Raised) -> Value? {
    if let origin { return try evaluator.call(origin, call) }
    guard arguments.isEmpty else { return nil }
    switch name {
    case "NamedTuple": return try evaluator.makeFields(.namedTuple, call)
    case "TypedDict": return try evaluator.makeFields(.typedDictionary, call)
    default: return nil
    }
  }

  func operate(
    _ operation: String, _ other: Value, isReflected: Bool, at span: Span, in evaluator: Evaluator
  ) throws(Raised) -> Value? {
    operation == "|" ? TypingAlias.union(.object(self), other, isReflected: isReflected) : nil
  }

  /// `left | right`.
  static func union(_ left: Value, _ right: Value, isReflected: Bool) -> Value {
    .object(
      TypingAlias(name: "|", module: "", arguments: isReflected ? [right, left] : [left, right]))
  }

  var identity: Value? {
    .tuple([.string(module), .string(name), .tuple(arguments)])
  }

  func text(at span: Span, in evaluator: Evaluator) throws(Raised) -> String {
    var texts: [String] = []
    for argument in arguments { texts.append(try evaluator.typeText(of: argument, at: span)) }
    if name == "|" { return texts.joined(separator: " | ") }
    let head = module.isEmpty ? name : "\(module).\(name)"
    return texts.isEmpty ? head : "\(head)[\(texts.joined(separator: ", "))]"
  }
}
