package import KFPSource
package import KFPSyntax

/// The names of a script: where they are bound and where they are used, scope by scope, as Python
/// sees them. Cells are one module; the order counts through all of them.
package struct NamedModule {
  /// The cells.
  package var cells: [Tree]
  /// The scopes; the first is the module's.
  package var scopes: [NameScope] = [NameScope(kind: .module, parent: nil)]
  /// The uses in the order in which they are evaluated.
  package var uses: [NameUse] = []
  /// The functions in the order in which they are defined.
  package var functions: [FunctionRecord] = []
  /// The calls in the order in which they stand.
  package var calls: [CallRecord] = []
  /// The attributes that are read, such as `dsl.Condition`.
  package var attributes: [AttributeRecord] = []
  /// The imports.
  package var imports: [ImportRecord] = []
  /// Whether names may come into being in ways that cannot be seen, such as `exec(...)`.
  package var hasHiddenNames = false
  /// Where the records of each cell begin; they stand in the order of the cells.
  var starts: [CellStart] = []
  /// The first cell that complaints are wanted about.
  var firstCellInView = 0

  package init(cells: [Tree]) { self.cells = cells }
}

/// How many records there were when a cell began.
struct CellStart {
  var uses = 0
  var functions = 0
  var calls = 0
  var attributes = 0
  var imports = 0
  var scopes = 1
}

extension NamedModule {
  /// Where the cells in view begin.
  private var startOfView: CellStart {
    starts.indices.contains(firstCellInView) ? starts[firstCellInView] : CellStart()
  }

  /// The uses in the cells in view.
  var usesInView: ArraySlice<NameUse> { uses[startOfView.uses...] }
  /// The positions of the functions in the cells in view.
  var functionsInView: Range<Int> { startOfView.functions..<functions.count }
  /// The calls in the cells in view.
  var callsInView: ArraySlice<CallRecord> { calls[startOfView.calls...] }
  /// The attributes in the cells in view.
  var attributesInView: ArraySlice<AttributeRecord> { attributes[startOfView.attributes...] }
  /// The imports in the cells in view.
  var importsInView: ArraySlice<ImportRecord> { imports[startOfView.imports...] }
  /// The positions of the scopes in the cells in view, but for the module's.
  var scopesInView: Range<Int> { startOfView.scopes..<scopes.count }

  /// The uses in a function's signature and body.
  func uses(in function: FunctionRecord) -> ArraySlice<NameUse> { uses[function.uses] }
}

/// A scope of names.
package struct NameScope {
  package enum Kind: Hashable {
    case module
    /// The function's index among the module's.
    case function(Int)
    case lambda
    case `class`
    case comprehension
    /// The type parameters of a function, class or alias.
    case typeParameters
  }

  package let kind: Kind
  /// The scope around it, whose position is lower.
  package let parent: Int?
  package var bindings: [String: [NameBinding]] = [:]
  package var globals: Set<String> = []
  package var nonlocals: Set<String> = []
  /// Whether a star import may bind names here that are not known.
  package var hasUnknownNames = false

  package init(kind: Kind, parent: Int?) {
    self.kind = kind
    self.parent = parent
  }
}

/// A place that gives a name its meaning.
package struct NameBinding {
  package enum Kind {
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

  package let kind: Kind
  package let span: Span
  package let cell: Int
  package let order: Int
  /// Whether the place may be passed over: it stands in a branch, loop or handler.
  package let isConditional: Bool
}

/// A place where a name's meaning is asked for.
package struct NameUse {
  package enum Role: Hashable {
    case plain
    case annotation(ofFunction: Int)
    case defaultValue(ofFunction: Int)
  }

  package let name: String
  package let span: Span
  package let scope: Int
  package let cell: Int
  package let order: Int
  package let role: Role
  /// Whether it is evaluated whenever its function (or the module) is run from its start.
  package let isCertain: Bool
  /// Whether it stands in a `try` that would catch the failure.
  package let isGuarded: Bool
}

/// A `def`.
package struct FunctionRecord {
  package let cell: Int
  package let statement: StmtID
  package let definition: FunctionDef
  /// The scope of its body.
  package let scope: Int
  /// The scope that it is defined in.
  package let outerScope: Int
  package let order: Int
  /// Whether its definition is evaluated whenever what stands around it is.
  package let isCertain: Bool
  /// Where the uses in its signature and body are among the module's.
  package internal(set) var uses: Range<Int> = 0..<0
}

/// A call.
package struct CallRecord {
  package let cell: Int
  package let expression: ExprID
  package let scope: Int

  package init(cell: Int, expression: ExprID, scope: Int) {
    self.cell = cell
    self.expression = expression
    self.scope = scope
  }
}

/// An attribute that is read.
package struct AttributeRecord {
  package let cell: Int
  package let expression: ExprID
  package let scope: Int
}

/// One name of an import statement.
package struct ImportRecord {
  package let cell: Int
  package let statement: StmtID
  /// The module of `from module import ...`, otherwise the imported module.
  package let module: String
  package let alias: ImportAlias
  package let isFrom: Bool
  package let scope: Int
  /// How many names the statement imports.
  package let siblings: Int
}

/// What a name means where it is used.
package enum NameMeaning {
  /// It is bound in this scope.
  case bound(scope: Int)
  /// Nobody can tell: a star import, `exec` or the like may have bound it.
  case unknown
  /// Nothing in the text binds it.
  case unbound
}

extension NamedModule {
  /// What a name means in a scope, by Python's rules.
  package func meaning(of name: String, from scope: Int) -> NameMeaning {
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
  package func function(around scope: Int) -> Int? {
    var current: Int? = scope
    while let index = current {
      if case .function(let function) = scopes[index].kind { return function }
      current = scopes[index].parent
    }
    return nil
  }

  /// Whether a scope is `ancestor` or lies inside it.
  package func scope(_ scope: Int, isInside ancestor: Int) -> Bool {
    var current: Int? = scope
    while let index = current, index >= ancestor {
      if index == ancestor { return true }
      current = scopes[index].parent
    }
    return false
  }
}
