import KFPSource
import KFPSyntax

/// The names of a script: where they are bound and where they are used, scope by scope, as Python
/// sees them. Cells are one module; the order counts through all of them.
struct NamedModule {
  /// The cells.
  let cells: [Tree]
  /// The scopes; the first is the module's.
  var scopes: [NameScope] = [NameScope(kind: .module, parent: nil)]
  /// The uses in the order in which they are evaluated.
  var uses: [NameUse] = []
  /// The functions in the order in which they are defined.
  var functions: [FunctionRecord] = []
  /// The calls in the order in which they stand.
  var calls: [CallRecord] = []
  /// The attributes that are read, such as `dsl.Condition`.
  var attributes: [AttributeRecord] = []
  /// The imports.
  var imports: [ImportRecord] = []
  /// Whether names may come into being in ways that cannot be seen, such as `exec(...)`.
  var hasHiddenNames = false
}

/// A scope of names.
struct NameScope {
  enum Kind: Hashable {
    case module
    /// The function's index among the module's.
    case function(Int)
    case lambda
    case `class`
    case comprehension
    /// The type parameters of a function, class or alias.
    case typeParameters
  }

  let kind: Kind
  /// The scope around it, whose position is lower.
  let parent: Int?
  var bindings: [String: [NameBinding]] = [:]
  var globals: Set<String> = []
  var nonlocals: Set<String> = []
  /// Whether a star import may bind names here that are not known.
  var hasUnknownNames = false

  init(kind: Kind, parent: Int?) {
    self.kind = kind
    self.parent = parent
  }
}

/// A place that gives a name its meaning.
struct NameBinding {
  enum Kind {
    /// `name = value`, where the value is known to be the whole of it.
    case value(ExprID)
    /// An import of the thing with this dotted path.
    case imported(path: String)
    /// A function, by its index.
    case function(Int)
    case `class`
    case parameter
    /// Loop targets, pieces of tuples, `as` names and the rest.
    case other
  }

  let kind: Kind
  let span: Span
  let cell: Int
  let order: Int
  /// Whether the place may be passed over: it stands in a branch, loop or handler.
  let isConditional: Bool
}

/// A place where a name's meaning is asked for.
struct NameUse {
  enum Role: Hashable {
    case plain
    case annotation(ofFunction: Int)
    case defaultValue(ofFunction: Int)
  }

  let name: String
  let span: Span
  let scope: Int
  let cell: Int
  let order: Int
  let role: Role
  /// Whether it is evaluated whenever its function (or the module) is run from its start.
  let isCertain: Bool
  /// Whether it stands in a `try` that would catch the failure.
  let isGuarded: Bool
}

/// A `def`.
struct FunctionRecord {
  let cell: Int
  let statement: StmtID
  let definition: FunctionDef
  /// The scope of its body.
  let scope: Int
  /// The scope that it is defined in.
  let outerScope: Int
  let order: Int
  /// Whether its definition is evaluated whenever what stands around it is.
  let isCertain: Bool
}

/// A call.
struct CallRecord {
  let cell: Int
  let expression: ExprID
  let scope: Int
}

/// An attribute that is read.
struct AttributeRecord {
  let cell: Int
  let expression: ExprID
  let scope: Int
}

/// One name of an import statement.
struct ImportRecord {
  let cell: Int
  let statement: StmtID
  /// The module of `from module import ...`, otherwise the imported module.
  let module: String
  let alias: ImportAlias
  let isFrom: Bool
  let scope: Int
  /// How many names the statement imports.
  let siblings: Int
}

/// What a name means where it is used.
enum NameMeaning {
  /// It is bound in this scope.
  case bound(scope: Int)
  /// Nobody can tell: a star import, `exec` or the like may have bound it.
  case unknown
  /// Nothing in the text binds it.
  case unbound
}

extension NamedModule {
  /// What a name means in a scope, by Python's rules.
  func meaning(of name: String, from scope: Int) -> NameMeaning {
    var current: Int? = scope
    var isInnermost = true
    var isUnknown = hasHiddenNames || scopes[0].hasUnknownNames
    while let index = current {
      let scope = scopes[index]
      if scope.globals.contains(name) {
        return scopes[0].bindings[name] != nil ? .bound(scope: 0) : isUnknown ? .unknown : .unbound
      }
      let isVisible = scope.kind != .class || isInnermost
      if isVisible, scope.bindings[name] != nil, !scope.nonlocals.contains(name) {
        return .bound(scope: index)
      }
      if isVisible, scope.hasUnknownNames { isUnknown = true }
      if scope.kind != .typeParameters { isInnermost = false }
      current = scope.parent
    }
    return isUnknown ? .unknown : .unbound
  }

  /// The function whose body a scope belongs to: its own or that of a scope around it.
  func function(around scope: Int) -> Int? {
    var current: Int? = scope
    while let index = current {
      if case .function(let function) = scopes[index].kind { return function }
      current = scopes[index].parent
    }
    return nil
  }

  /// Whether a scope is `ancestor` or lies inside it.
  func scope(_ scope: Int, isInside ancestor: Int) -> Bool {
    var current: Int? = scope
    while let index = current, index >= ancestor {
      if index == ancestor { return true }
      current = scopes[index].parent
    }
    return false
  }
}
