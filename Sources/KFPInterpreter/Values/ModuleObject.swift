import KFPSource
import OrderedCollections

/// A module: of the library, of the DSL, or a text that was imported.
final class ModuleObject: Object {
  /// Its name with dots.
  let name: String
  /// What it holds. A module that is read shares the names of its scope.
  let scope: Scope
  /// What to do for a name that it does not hold; the library's modules give nil.
  var missing: ((_ name: String) -> Value?)?
  /// The file it was read from; nil for those of the library and the DSL.
  var file: String?
  /// Whether it is a folder of modules.
  var isPackage = false
  /// Whether names below it that are not there are opaque rather than mistakes.
  var isOpen = false
  /// Whether it was read from a folder of installed packages.
  var isInstalled = false
  /// Whether it stands for a module of Python's library, of which only a part is there.
  var isOfLibrary = false

  /// Whether names that it does not hold are opaque: the rest of a module of which a part is there.
  var isPartlyOpaque = false

  let typeName = "module"

  init(_ name: String, scope: Scope = Scope(.module, parent: nil)) {
    self.name = name
    self.scope = scope
  }

  /// Creates a module of the library or the DSL.
  convenience init(_ name: String, members: [(String, Value)]) {
    self.init(name)
    for (name, value) in members { scope.names[name] = value }
  }

  /// What the module holds under a name.
  subscript(name: String) -> Value? {
    get { scope.names[name] }
    set { scope.names[name] = newValue }
  }

  /// Adds a function of the library.
  func define(_ name: String, acceptsUnknown: Bool = false, _ body: @escaping NativeFunction.Body) {
    scope.names[name] = .object(NativeFunction(name, acceptsUnknown: acceptsUnknown, body))
  }

  var attributeNames: [String] { Array(scope.names.keys) }

  func attribute(_ name: String, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    if let value = scope.names[name] { return value }
    if name == "__name__" { return .string(self.name) }
    if name == "__dict__" {
      let members = DictObject([:])
      for (name, value) in scope.names { members[name] = value }
      return .dict(members)
    }
    if isPartlyOpaque, !name.hasPrefix("__") {
      return .opaque(OpaqueValue(description: "\(self.name).\(name)", importSpan: span))
    }
    return missing?(name)
  }

  func setAttribute(
    _ name: String, to value: Value, at span: Span, in evaluator: Evaluator
  ) throws(Raised) -> Bool {
    scope.names[name] = value
    return true
  }

  func text(at span: Span, in evaluator: Evaluator) throws(Raised) -> String {
    "<module '\(name)'>"
  }
}
