import KFPSource

/// What the operators and statements of the language do with an object. Each method has a default
/// that says "this object cannot do that"; an object of the DSL implements what it can.
///
/// A nil result means the object does not support the operation: the evaluator then reports it with
/// the object's type name (and its `attributeNames`, for suggestions).
protocol Object: AnyObject {
  /// The name of its type, as it appears in messages: `task`, `component`, `function`.
  var typeName: String { get }
  /// The names that `attribute(_:)` knows, for suggestions and completion.
  var attributeNames: [String] { get }
  /// `object.name`.
  func attribute(_ name: String, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value?
  /// `object.name = value`; false where it cannot.
  func setAttribute(
    _ name: String, to value: Value, at span: Span, in evaluator: Evaluator
  ) throws(Raised) -> Bool
  /// `object(...)`.
  func call(_ call: Call, in evaluator: Evaluator) throws(Raised) -> Value?
  /// `object[key]`.
  func item(_ key: Value, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value?
  /// `object op other`, or, where `isReflected`, `other op object`. Operators are those of the
  /// source: `==`, `<`, `+`, `in`, ...
  func operate(
    _ operation: String, _ other: Value, isReflected: Bool, at span: Span, in evaluator: Evaluator
  ) throws(Raised) -> Value?
  /// The items of `for x in object`.
  func iterate(at span: Span, in evaluator: Evaluator) throws(Raised) -> [Value]?
  /// `len(object)`.
  func count(at span: Span, in evaluator: Evaluator) throws(Raised) -> Int?
  /// `if object:`. Objects are true; run-time values report that they cannot be asked.
  func truth(at span: Span, in evaluator: Evaluator) throws(Raised) -> Bool
  /// `with object as x:`; gives x.
  func enter(at span: Span, in evaluator: Evaluator) throws(Raised) -> Value?
  /// The end of the `with`; it is called also when the body failed.
  func exit(at span: Span, in evaluator: Evaluator) throws(Raised)
  /// `str(object)`, also in f-strings.
  func text(at span: Span, in evaluator: Evaluator) throws(Raised) -> String
}

extension Object {
  var attributeNames: [String] { [] }
  func attribute(_ name: String, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    nil
  }
  func setAttribute(
    _ name: String, to value: Value, at span: Span, in evaluator: Evaluator
  ) throws(Raised) -> Bool { false }
  func call(_ call: Call, in evaluator: Evaluator) throws(Raised) -> Value? { nil }
  func item(_ key: Value, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? { nil }
  func operate(
    _ operation: String, _ other: Value, isReflected: Bool, at span: Span, in evaluator: Evaluator
  ) throws(Raised) -> Value? { nil }
  func iterate(at span: Span, in evaluator: Evaluator) throws(Raised) -> [Value]? { nil }
  func count(at span: Span, in evaluator: Evaluator) throws(Raised) -> Int? { nil }
  func truth(at span: Span, in evaluator: Evaluator) throws(Raised) -> Bool { true }
  func enter(at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? { nil }
  func exit(at span: Span, in evaluator: Evaluator) throws(Raised) {}
  func text(at span: Span, in evaluator: Evaluator) throws(Raised) -> String { "<\(typeName)>" }
}

/// A call as the callee sees it.
struct Call {
  /// An argument and where it stands.
  struct Argument {
    let value: Value
    let span: Span
  }

  /// A keyword argument.
  struct KeywordArgument {
    let name: String
    let nameSpan: Span
    let value: Value
    let span: Span
  }

  /// The positional arguments; `*args` are unpacked.
  var positional: [Argument]
  /// The keyword arguments; `**kwargs` are unpacked.
  var keywords: [KeywordArgument]
  /// The callee, such as `dsl.component` in `dsl.component(...)`.
  let calleeSpan: Span
  /// The whole call.
  let span: Span
}

/// Why an evaluation ended early.
enum Raised: Error {
  /// A complaint was reported; what depends on the value is `unknown`.
  case reported
  /// A Python exception that the script may catch; uncaught it becomes a complaint at its place.
  case exception(PythonException)
}

/// A Python exception on its way.
struct PythonException {
  /// Its type, such as `ValueError`.
  let typeName: String
  /// Its text.
  let message: String
  /// The place that raised it.
  let span: Span
}
