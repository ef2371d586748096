import KFPSource
import KFPSyntax
import OrderedCollections

/// A function or lambda of the script. Decorators look at its signature and text.
final class FunctionObject: Object {
  /// Its name; `<lambda>` for a lambda.
  var name: String
  /// The text it is in.
  let unit: SourceUnit
  /// Its definition; nil for a lambda.
  let definition: FunctionDef?
  /// The body of a lambda.
  let lambdaBody: ExprID?
  /// The parameters as they stand in the text.
  let parameters: Parameters
  /// The values of defaults, by parameter; they are computed once, where the function is defined.
  let defaults: [String: Value]
  /// The names around the definition.
  let scope: Scope
  /// The module it is defined in.
  let module: ModuleObject
  /// Where it is defined.
  let span: Span
  /// The class whose body defines it, for `super()`.
  weak var owner: ClassObject?
  /// Attributes that were set on it.
  var attributes: [String: Value] = [:]
  /// Whether a `with` runs it around its block (`@contextlib.contextmanager`).
  private(set) var isContextManager = false

  let typeName = "function"

  init(
    name: String, unit: SourceUnit, definition: FunctionDef?, lambdaBody: ExprID?,
    parameters: Parameters, defaults: [String: Value], scope: Scope, module: ModuleObject,
    span: Span
  ) {
    self.name = name
    self.unit = unit
    self.definition = definition
    self.lambdaBody = lambdaBody
    self.parameters = parameters
    self.defaults = defaults
    self.scope = scope
    self.module = module
    self.span = span
  }

  /// The function behind `@contextlib.contextmanager`.
  var asContextManager: FunctionObject {
    let copy = FunctionObject(
      name: name, unit: unit, definition: definition, lambdaBody: lambdaBody,
      parameters: parameters, defaults: defaults, scope: scope, module: module, span: span)
    copy.owner = owner
    copy.attributes = attributes
    copy.isContextManager = true
    return copy
  }

  /// The text of the docstring as it stands (not dedented), or nil.
  var docstring: String? {
    guard let first = definition?.body.first, case .expression(let id) = unit.tree[first],
      case .constant(.string(let text, _)) = unit.tree[id]
    else { return nil }
    return text
  }

  var attributeNames: [String] { ["__name__", "__doc__"] + attributes.keys.sorted() }

  func attribute(_ name: String, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    if let value = attributes[name] { return value }
    switch name {
    case "__name__", "__qualname__": return .string(self.name)
    case "__doc__": return docstring.map { .string($0) } ?? Value.none
    case "__module__": return .string(module.name)
    case "__dict__": return .dict(DictObject([:]))
    case "__wrapped__": return nil
    default: return nil
    }
  }

  func setAttribute(
    _ name: String, to value: Value, at span: Span, in evaluator: Evaluator
  ) throws(Raised) -> Bool {
    attributes[name] = value
    return true
  }

  func call(_ call: Call, in evaluator: Evaluator) throws(Raised) -> Value? {
    try evaluator.invoke(self, call).value
  }

  func text(at span: Span, in evaluator: Evaluator) throws(Raised) -> String {
    "<function \(name)>"
  }
}

/// A function of the library.
final class NativeFunction: Object {
  /// What it does.
  typealias Body = (_ call: Call, _ evaluator: Evaluator) throws(Raised) -> Value

  /// Its name.
  let name: String
  /// Whether it is called although an argument is `unknown`.
  let acceptsUnknown: Bool
  /// Attributes, such as `from_iterable` of `itertools.chain`.
  var attributes: [String: Value] = [:]
  private let body: Body

  let typeName = "builtin_function_or_method"

  init(_ name: String, acceptsUnknown: Bool = false, _ body: @escaping Body) {
    self.name = name
    self.acceptsUnknown = acceptsUnknown
    self.body = body
  }

  func attribute(_ name: String, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    if let value = attributes[name] { return value }
    return name == "__name__" || name == "__qualname__" ? .string(self.name) : nil
  }

  func call(_ call: Call, in evaluator: Evaluator) throws(Raised) -> Value? {
    if !acceptsUnknown, call.hasUnknown { return .unknown }
    return try body(call, evaluator)
  }

  func text(at span: Span, in evaluator: Evaluator) throws(Raised) -> String {
    "<built-in function \(name)>"
  }
}

/// A method together with what it was taken from.
final class BoundMethod: Object {
  /// The method.
  let function: Value
  /// Its first argument.
  let receiver: Value

  let typeName = "method"

  init(_ function: Value, receiver: Value) {
    self.function = function
    self.receiver = receiver
  }

  func attribute(_ name: String, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    if name == "__self__" { return receiver }
    guard case .object(let object) = function else { return nil }
    return try object.attribute(name, at: span, in: evaluator)
  }

  func call(_ call: Call, in evaluator: Evaluator) throws(Raised) -> Value? {
    var call = call
    call.positional.insert(Call.Argument(value: receiver, span: call.calleeSpan), at: 0)
    return try evaluator.call(function, call)
  }

  func text(at span: Span, in evaluator: Evaluator) throws(Raised) -> String { "<bound method>" }
}

/// `property`, `staticmethod` or `classmethod` around a function.
final class DescriptorObject: Object {
  /// Which of the three.
  enum Kind: String { case property, staticmethod, classmethod }

  /// Which of the three.
  let kind: Kind
  /// The function.
  let function: Value
  /// The setter of a property.
  var setter: Value?

  init(_ kind: Kind, _ function: Value) {
    self.kind = kind
    self.function = function
  }

  var typeName: String { kind.rawValue }

  func attribute(_ name: String, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    guard kind == .property, name == "setter" || name == "getter" else { return nil }
    return .object(
      NativeFunction(name) { (call, _) throws(Raised) in
        if name == "setter" { self.setter = call.positional.first?.value }
        return .object(self)
      })
  }
}
