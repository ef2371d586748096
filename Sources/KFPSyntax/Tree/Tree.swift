public import KFPSource

/// The identity of an expression in its tree.
public struct ExprID: Hashable, Sendable {
  /// The position in the tree's arena.
  public let rawValue: UInt32
  init(_ rawValue: UInt32) { self.rawValue = rawValue }
}

/// The identity of a statement in its tree.
public struct StmtID: Hashable, Sendable {
  /// The position in the tree's arena.
  public let rawValue: UInt32
  init(_ rawValue: UInt32) { self.rawValue = rawValue }
}

/// The identity of a pattern (of a `match` statement) in its tree.
public struct PatternID: Hashable, Sendable {
  /// The position in the tree's arena.
  public let rawValue: UInt32
  init(_ rawValue: UInt32) { self.rawValue = rawValue }
}

/// A name as it stands in the source.
public struct Identifier: Hashable, Sendable {
  /// The name, normalised (NFKC) as Python does.
  public let text: String
  /// Where it stands.
  public let span: Span

  init(text: String, span: Span) {
    self.text = text
    self.span = span
  }
}

/// The syntax tree of one text, in the shape of Python's own `ast` module.
///
/// Nodes live in arenas and name each other by identity, so that facts about them live in side
/// tables, the tree is one value, and no walk has to recurse to free it. Where the source is broken
/// the tree holds `.missing`, and a complaint was reported.
public struct Tree: Sendable {
  /// The text that was parsed.
  public let source: SourceText
  /// The statements of the module, in order.
  public internal(set) var body: [StmtID] = []
  /// The comments of the text in order; `span` covers `#` up to the end of the line.
  public internal(set) var comments: [Span] = []

  var expressions: [(node: Expr, span: Span)] = []
  var statements: [(node: Stmt, span: Span)] = []
  var patterns: [(node: Pattern, span: Span)] = []

  init(source: SourceText) {
    self.source = source
  }

  /// The expression with this identity.
  public subscript(id: ExprID) -> Expr { expressions[Int(id.rawValue)].node }
  /// The statement with this identity.
  public subscript(id: StmtID) -> Stmt { statements[Int(id.rawValue)].node }
  /// The pattern with this identity.
  public subscript(id: PatternID) -> Pattern { patterns[Int(id.rawValue)].node }

  /// Where an expression stands; parentheses around it do not belong to it, except a tuple's own.
  public func span(of id: ExprID) -> Span { expressions[Int(id.rawValue)].span }
  /// Where a statement stands; decorators do not belong to it, as in Python's `ast`.
  public func span(of id: StmtID) -> Span { statements[Int(id.rawValue)].span }
  /// Where a pattern stands.
  public func span(of id: PatternID) -> Span { patterns[Int(id.rawValue)].span }
}

/// An expression. Cases and payloads are those of Python's `ast`; the context (load, store, delete)
/// follows from where the node stands.
public enum Expr: Sendable {
  case boolOp(BoolOperator, values: [ExprID])
  case namedExpr(target: ExprID, value: ExprID)
  case binOp(left: ExprID, BinaryOperator, right: ExprID)
  case unaryOp(UnaryOperator, operand: ExprID)
  indirect case lambda(Parameters, body: ExprID)
  case ifExp(test: ExprID, body: ExprID, orElse: ExprID)
  /// A nil key stands for `**value`.
  case dict(keys: [ExprID?], values: [ExprID])
  case set([ExprID])
  case listComp(element: ExprID, [Comprehension])
  case setComp(element: ExprID, [Comprehension])
  case dictComp(key: ExprID, value: ExprID, [Comprehension])
  case generatorExp(element: ExprID, [Comprehension])
  case await(ExprID)
  case yield(ExprID?)
  case yieldFrom(ExprID)
  case compare(left: ExprID, [ComparisonOperator], comparators: [ExprID])
  case call(callee: ExprID, arguments: [ExprID], keywords: [Keyword])
  case formattedValue(value: ExprID, conversion: Conversion?, formatSpec: ExprID?)
  /// An f-string: constants (strings) and formatted values.
  case joinedString([ExprID])
  case constant(Constant)
  case attribute(value: ExprID, Identifier)
  case `subscript`(value: ExprID, slice: ExprID)
  case starred(ExprID)
  case name(Identifier)
  case list([ExprID])
  case tuple([ExprID])
  case slice(lower: ExprID?, upper: ExprID?, step: ExprID?)
  /// Where an expression is missing or could not be read; a complaint was reported.
  case missing
}

/// A literal.
public enum Constant: Hashable, Sendable {
  case none
  case bool(Bool)
  case ellipsis
  /// An integer that fits.
  case integer(Int)
  /// A larger one, as decimal digits.
  case bigInteger(String)
  case float(Double)
  case imaginary(Double)
  /// A string, with what its escapes mean; `isUnicodePrefixed` for `u'...'`. Lone surrogates
  /// (`'\ud800'`), which Swift cannot hold, become U+FFFD and are reported as a warning.
  case string(String, isUnicodePrefixed: Bool)
  case bytes([UInt8])
}

/// `and`, `or`.
public enum BoolOperator: String, Sendable { case and, or }

/// A binary operator.
public enum BinaryOperator: String, Sendable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case matrixMultiply = "@"
  case divide = "/"
  case modulo = "%"
  case power = "**"
  case leftShift = "<<"
  case rightShift = ">>"
  case bitOr = "|"
  case bitXor = "^"
  case bitAnd = "&"
  case floorDivide = "//"
}

/// A unary operator.
public enum UnaryOperator: String, Sendable {
  case invert = "~"
  case not
  case plus = "+"
  case minus = "-"
}

/// A comparison operator.
public enum ComparisonOperator: String, Sendable {
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessEqual = "<="
  case greater = ">"
  case greaterEqual = ">="
  case `is`
  case isNot = "is not"
  case `in`
  case notIn = "not in"
}

/// `!s`, `!r`, `!a` in an f-string.
public enum Conversion: Character, Sendable {
  case str = "s"
  case repr = "r"
  case ascii = "a"
}

/// One `for ... in ... if ...` of a comprehension.
public struct Comprehension: Sendable {
  /// What each item is bound to.
  public let target: ExprID
  /// What is iterated.
  public let iterable: ExprID
  /// The conditions.
  public let conditions: [ExprID]
  /// Whether it is `async for`.
  public let isAsync: Bool
}

/// A keyword argument; without a name it is `**value`.
public struct Keyword: Sendable {
  /// The name before `=`.
  public let name: Identifier?
  /// The value.
  public let value: ExprID
  /// From the name (or `**`) to the end of the value.
  public let span: Span
}

/// The parameters of a function or lambda.
public struct Parameters: Sendable {
  /// Those before `/`.
  public var positionalOnly: [Parameter] = []
  /// Those that may be given by position or by name.
  public var regular: [Parameter] = []
  /// `*args`.
  public var variadic: Parameter?
  /// Those behind `*` or `*args`.
  public var keywordOnly: [Parameter] = []
  /// `**kwargs`.
  public var keywordVariadic: Parameter?
  /// All of them in the order in which they stand in the source.
  public var all: [Parameter] {
    positionalOnly + regular + (variadic.map { [$0] } ?? []) + keywordOnly
      + (keywordVariadic.map { [$0] } ?? [])
  }
}

/// One parameter.
public struct Parameter: Sendable {
  /// Its name.
  public let name: Identifier
  /// What stands behind `:`.
  public let annotation: ExprID?
  /// What stands behind `=`.
  public let defaultValue: ExprID?
  /// From the name to the end of the annotation, as in Python's `ast`.
  public let span: Span
}

/// A statement. Cases and payloads are those of Python's `ast`.
public enum Stmt: Sendable {
  indirect case functionDef(FunctionDef)
  indirect case classDef(ClassDef)
  case `return`(ExprID?)
  case delete([ExprID])
  case assign(targets: [ExprID], value: ExprID)
  case typeAlias(name: ExprID, parameters: [TypeParameter], value: ExprID)
  case augAssign(target: ExprID, BinaryOperator, value: ExprID)
  /// `isSimple`: the target is a name without parentheses.
  case annAssign(target: ExprID, annotation: ExprID, value: ExprID?, isSimple: Bool)
  case `for`(target: ExprID, iterable: ExprID, body: [StmtID], orElse: [StmtID], isAsync: Bool)
  case `while`(test: ExprID, body: [StmtID], orElse: [StmtID])
  /// `elif` is an `if` alone in `orElse`.
  case `if`(test: ExprID, body: [StmtID], orElse: [StmtID])
  case with(items: [WithItem], body: [StmtID], isAsync: Bool)
  case match(subject: ExprID, cases: [MatchCase])
  case raise(exception: ExprID?, cause: ExprID?)
  case `try`(
    body: [StmtID], handlers: [ExceptHandler], orElse: [StmtID], finally: [StmtID], isStar: Bool)
  case assert(test: ExprID, message: ExprID?)
  case `import`([ImportAlias])
  /// `level` counts the leading dots.
  case importFrom(module: Identifier?, names: [ImportAlias], level: Int)
  case global([Identifier])
  case nonlocal([Identifier])
  case expression(ExprID)
  case pass
  case `break`
  case `continue`
  /// A line that could not be read; a complaint was reported.
  case missing
}

/// `def` or `async def`.
public struct FunctionDef: Sendable {
  /// The name.
  public let name: Identifier
  /// The type parameters in brackets.
  public let typeParameters: [TypeParameter]
  /// The parameters.
  public let parameters: Parameters
  /// What stands behind `->`.
  public let returns: ExprID?
  /// The statements inside.
  public let body: [StmtID]
  /// The decorators, without `@`, first one first.
  public let decorators: [ExprID]
  /// Whether it is `async def`.
  public let isAsync: Bool
  /// From the `@` of the first decorator (or `def`) to the end of the body.
  public let spanWithDecorators: Span
}

/// `class`.
public struct ClassDef: Sendable {
  /// The name.
  public let name: Identifier
  /// The type parameters in brackets.
  public let typeParameters: [TypeParameter]
  /// The base classes.
  public let bases: [ExprID]
  /// The keyword arguments, such as `metaclass=...`.
  public let keywords: [Keyword]
  /// The statements inside.
  public let body: [StmtID]
  /// The decorators, without `@`, first one first.
  public let decorators: [ExprID]
  /// From the `@` of the first decorator (or `class`) to the end of the body.
  public let spanWithDecorators: Span
}

/// A type parameter: `T`, `T: bound`, `*Ts`, `**P`, each with an optional default.
public struct TypeParameter: Sendable {
  /// Which kind it is.
  public let kind: Kind
  /// Its name.
  public let name: Identifier
  /// What stands behind `:`.
  public let bound: ExprID?
  /// What stands behind `=`.
  public let defaultValue: ExprID?
  /// The whole parameter.
  public let span: Span

  /// The kind of a type parameter.
  public enum Kind: String, Sendable { case typeVar, typeVarTuple, paramSpec }
}

/// One item of `with`.
public struct WithItem: Sendable {
  /// The context manager.
  public let context: ExprID
  /// What stands behind `as`.
  public let target: ExprID?
}

/// One `case`.
public struct MatchCase: Sendable {
  /// The pattern.
  public let pattern: PatternID
  /// What stands behind `if`.
  public let guardTest: ExprID?
  /// The statements inside.
  public let body: [StmtID]
}

/// A pattern of a `case`.
public enum Pattern: Sendable {
  case value(ExprID)
  case singleton(Constant)
  case sequence([PatternID])
  case mapping(keys: [ExprID], patterns: [PatternID], rest: Identifier?)
  case `class`(
    ExprID, patterns: [PatternID], keywordNames: [Identifier], keywordPatterns: [PatternID])
  case star(Identifier?)
  /// `_` when both are nil.
  case `as`(PatternID?, name: Identifier?)
  case or([PatternID])
  case missing
}

/// One `except`.
public struct ExceptHandler: Sendable {
  /// The exception type.
  public let type: ExprID?
  /// What stands behind `as`.
  public let name: Identifier?
  /// The statements inside.
  public let body: [StmtID]
  /// The whole handler.
  public let span: Span
}

/// One name of an import.
public struct ImportAlias: Sendable {
  /// The name, with dots where it has some, or `*`.
  public let name: Identifier
  /// What stands behind `as`.
  public let asName: Identifier?
  /// The whole alias.
  public let span: Span
}
