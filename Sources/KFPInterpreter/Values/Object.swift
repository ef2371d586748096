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
  /// `repr(object)`; the text where an object has no other.
  func representation(at span: Span, in evaluator: Evaluator) throws(Raised) -> String
  /// `format(object, spec)` with a spec that is not empty; nil where the object takes none.
  func format(_ spec: String, at span: Span, in evaluator: Evaluator) throws(Raised) -> String?
  /// `object[key] = value`; false where it cannot.
  func setItem(
    _ key: Value, to value: Value, at span: Span, in evaluator: Evaluator
  ) throws(Raised) -> Bool
  /// What the object is as a key of a dictionary: two objects with equal identities are the same
  /// key, and equal. Nil stands for the object itself.
  var identity: Value? { get }
  /// How `print`, `show`, `assert` and the last expression of a cell show the object once tasks
  /// ran; nil for what has a text now.
  var observed: Interpretation.Observation.Piece? { get }
  /// `class name(object): ...`, where the class body bound `members`; nil where it cannot be a
  /// base class.
  func subclass(
    named name: String, members: [String: Value], at span: Span, in evaluator: Evaluator
  ) throws(Raised) -> Value?
  /// `isinstance(value, object)`; nil where the object is no class.
  func isClass(of value: Value) -> Bool?
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
  func representation(at span: Span, in evaluator: Evaluator) throws(Raised) -> String {
    try text(at: span, in: evaluator)
  }
  func format(_ spec: String, at span: Span, in evaluator: Evaluator) throws(Raised) -> String? {
    nil
  }
  func setItem(
    _ key: Value, to value: Value, at span: Span, in evaluator: Evaluator
  ) throws(Raised) -> Bool { false }
  var identity: Value? { nil }
  var observed: Interpretation.Observation.Piece? { nil }
  func subclass(
    named name: String, members: [String: Value], at span: Span, in evaluator: Evaluator
  ) throws(Raised) -> Value? { nil }
  func isClass(of value: Value) -> Bool? { nil }
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
