import KFPSource
import KFPSyntax
import OrderedCollections

/// A text of the script or of a module it imports, with what was found out about its functions.
final class SourceUnit {
  /// Its tree.
  let tree: Tree
  /// The names that each function binds, by the function's place.
  var bindings: [Span: FunctionBindings] = [:]
  /// The names that each statement binds that has failed, sorted.
  var namesOfFailedStatements: [StmtID: [String]] = [:]

  init(tree: Tree) { self.tree = tree }
}

/// The names of a module, a function call, a class body or a comprehension.
final class Scope {
  /// Where names are kept.
  enum Kind { case module, function, classBody, comprehension }

  /// What it belongs to.
  let kind: Kind
  /// The scope around it; nil for a module.
  let parent: Scope?
  /// The names that are bound, in order of first binding.
  var names: OrderedDictionary<String, Value> = [:]
  /// Where each name of a module was bound last, for complaints.
  var places: [String: Span] = [:]
  /// The annotated names of a class body, in order.
  var annotations: [ClassField] = []
  /// What the function's text says about its names.
  let bindings: FunctionBindings?

  init(_ kind: Kind, parent: Scope?, bindings: FunctionBindings? = nil) {
    self.kind = kind
    self.parent = parent
    self.bindings = bindings
  }

  /// The module's scope.
  var module: Scope {
    var scope = self
    while let parent = scope.parent { scope = parent }
    return scope
  }
}

/// One activation: a module that is being evaluated, or a call of a function of the script.
final class Frame {
  /// The text that is evaluated.
  let unit: SourceUnit
  /// Its names.
  let scope: Scope
  /// The module it belongs to.
  let module: ModuleObject
  /// Whether the evaluation goes on with the next statement after an uncaught exception. That is
  /// so for modules and for the bodies of pipelines, where each statement stands for itself.
  let isRecovering: Bool
  /// The function that is called; nil for a module.
  let function: FunctionObject?
  /// The call, for traces.
  let callSpan: Span?
  /// The first argument, for `super()`.
  var receiver: Value?
  /// What a value that the function yields is handed to; nil where it is kept.
  var take: ((Value) throws(Raised) -> Void)?
  /// What the function has yielded, where it is kept.
  var yielded: [Value] = []
  /// Where the value that was returned stands.
  var returnSpan: Span?
  /// The exception that is being handled, for a bare `raise`.
  var handled: PythonException?

  init(
    unit: SourceUnit, scope: Scope, module: ModuleObject, isRecovering: Bool,
    function: FunctionObject? = nil, callSpan: Span? = nil
  ) {
    self.unit = unit
    self.scope = scope
    self.module = module
    self.isRecovering = isRecovering
    self.function = function
    self.callSpan = callSpan
  }
}
