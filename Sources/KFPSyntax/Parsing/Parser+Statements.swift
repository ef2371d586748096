import KFPSource

/// Statements and lines.
extension Parser {
  /// Reads one line or one compound statement into a list.
  ///
  /// Productions: `statement`.
  mutating func statement(into list: inout [StmtID]) {
    switch kind {
    case .newline:
      advance()
      return
    case .indent:
      return unexpectedBlock(into: &list)
    case .dedent:
      // A dedent that belongs to no block: the block was taken apart after a mistake.
      advance()
      return
    default:
      break
    }
    if let compound = compoundStatement() {
      list.append(compound)
    } else {
      simpleStatements(into: &list)
    }
  }

  /// Statements that are indented without a reason belong to the list they stand in.
  private mutating func unexpectedBlock(into list: inout [StmtID]) {
    let place = span(of: token)
    if !lineWasUnreadable, !hasLexicalError(from: place.start, to: place.end) {
      report(.unexpectedIndentation(at: place))
    }
    lineWasUnreadable = false
    advance()
    while kind != .dedent, kind != .endOfText {
      let before = index
      statement(into: &list)
      if index == before { advance() }
    }
    _ = skip(.dedent)
  }

  /// `statement; statement`.
  ///
  /// Productions: `simple_statements`.
  mutating func simpleStatements(into list: inout [StmtID]) {
    lineWasUnreadable = false
    while true {
      let start = start
      let before = index
      do {
        list.append(try simpleStatement())
      } catch {
        skipToLineEnd()
        list.append(make(.missing, from: start))
        lineWasUnreadable = true
        break
      }
      guard index > before, kind == .semicolon else { break }
      advance()
      if kind == .newline { break }
    }
    if kind != .newline, kind != .endOfText, kind != .dedent {
      _ = unexpectedBehindStatement(list.last)
      skipToLineEnd()
      lineWasUnreadable = true
    }
    _ = skip(.newline)
  }

  /// Complains about what follows a finished statement on its line.
  private mutating func unexpectedBehindStatement(_ statement: StmtID?) -> Unreadable {
    if let statement {
      if case .expression(let value) = tree[statement], case .name(let name) = tree[value] {
        if name.text == "print" || name.text == "exec", kind.startsExpression {
          return unparenthesizedCall(name)
        }
      }
      if kind.startsExpression, kind != .notKeyword, kind != .lambdaKeyword {
        return fail(
          .missingOperator(
            found: foundDescription, at: span(of: token), behind: tree.span(of: statement)))
      }
    }
    return unexpected(expecting: "the end of the statement")
  }

  private mutating func unparenthesizedCall(_ name: Identifier) -> Unreadable {
    var end = index
    while token(at: end).kind != .newline, token(at: end).kind != .semicolon,
      token(at: end).kind != .endOfText
    {
      end += 1
    }
    let argumentEnd = token(at: end - 1).end
    return fail(
      .callWithoutParentheses(
        name, argument: span(start, argumentEnd), gap: span(name.span.end, start)))
  }

  // MARK: Simple statements

  /// Productions: `simple_statement`.
  private mutating func simpleStatement() throws(Unreadable) -> StmtID {
    let start = start
    switch kind {
    case .passKeyword:
      advance()
      return make(.pass, from: start)
    case .breakKeyword:
      advance()
      return make(.break, from: start)
    case .continueKeyword:
      advance()
      return make(.continue, from: start)
    case .returnKeyword: return try returnStatement()
    case .raiseKeyword: return try raiseStatement()
    case .globalKeyword, .nonlocalKeyword: return try scopeStatement()
    case .delKeyword: return try deleteStatement()
    case .assertKeyword: return try assertStatement()
    case .importKeyword: return try importStatement()
    case .fromKeyword: return try importFromStatement()
    default:
      if isTypeAlias { return try typeAlias() }
      return try expressionStatement()
    }
  }

  /// Productions: `return_statement`.
  private mutating func returnStatement() throws(Unreadable) -> StmtID {
    let start = start
    advance()
    var value: ExprID?
    if !endsStatement { value = try starExpressions() }
    return make(.return(value), from: start)
  }

  /// Whether a simple statement can end here.
  private var endsStatement: Bool {
    kind == .newline || kind == .semicolon || kind == .endOfText
  }

  /// Productions: `raise_statement`.
  private mutating func raiseStatement() throws(Unreadable) -> StmtID {
    let start = start
    advance()
    guard !endsStatement else { return make(.raise(exception: nil, cause: nil), from: start) }
    let exception = try expression()
    var cause: ExprID?
    if skip(.fromKeyword) { cause = try expression() }
    return make(.raise(exception: exception, cause: cause), from: start)
  }

  /// Productions: `global_statement`, `nonlocal_statement`.
  private mutating func scopeStatement() throws(Unreadable) -> StmtID {
    let start = start
    let isGlobal = kind == .globalKeyword
    advance()
    var names: [Identifier] = []
    repeat { names.append(try identifier("a name")) } while skip(.comma)
    return make(isGlobal ? .global(names) : .nonlocal(names), from: start)
  }

  /// Productions: `del_statement`, `del_target`, `del_targets`.
  private mutating func deleteStatement() throws(Unreadable) -> StmtID {
    let start = start
    advance()
    var targets: [ExprID] = []
    repeat {
      guard !endsStatement || targets.isEmpty else { break }
      let target = try starExpression()
      checkTarget(target, of: .deletion)
      targets.append(target)
    } while skip(.comma)
    return make(.delete(targets), from: start)
  }

  /// Productions: `assert_statement`.
  private mutating func assertStatement() throws(Unreadable) -> StmtID {
    let start = start
    advance()
    let test = try expression()
    var message: ExprID?
    if skip(.comma) { message = try expression() }
    return make(.assert(test: test, message: message), from: start)
  }

  private var isTypeAlias: Bool {
    guard kind == .name, nextKind == .name, isWord("type", at: index) else { return false }
    let behind = token(at: index + 2).kind
    return behind == .equal || behind == .leftBracket
  }

  /// Productions: `type_alias`.
  private mutating func typeAlias() throws(Unreadable) -> StmtID {
    let start = start
    advance()
    let name = nameExpression()
    let parameters = try typeParameters()
    try expect(.equal, "`=` and the type")
    let value = try expression()
    return make(.typeAlias(name: name, parameters: parameters, value: value), from: start)
  }

  // MARK: Imports

  /// Productions: `import_statement`.
  private mutating func importStatement() throws(Unreadable) -> StmtID {
    let start = start
    advance()
    var names: [ImportAlias] = []
    repeat {
      let start = self.start
      let name = try dottedName()
      let asName = try importedAs()
      names.append(ImportAlias(name: name, asName: asName, span: span(start, lastEnd)))
    } while skip(.comma)
    if kind == .fromKeyword { throw fail(.importFromOrder(at: span(start, token.end))) }
    return make(.import(names), from: start)
  }

  /// Productions: `dotted_as`.
  private mutating func importedAs() throws(Unreadable) -> Identifier? {
    guard skip(.asKeyword) else { return nil }
    return try identifier("a name")
  }

  /// Productions: `dotted_name`.
  private mutating func dottedName() throws(Unreadable) -> Identifier {
    let first = try identifier("the name of a module")
    guard kind == .dot else { return first }
    var text = first.text
    var place = first.span
    while skip(.dot) {
      let part = try identifier("the name of a module")
      text += "." + part.text
      place = place.union(part.span)
    }
    return Identifier(text: text, span: place)
  }

  /// Productions: `origin`.
  private mutating func importFromStatement() throws(Unreadable) -> StmtID {
    let start = start
    advance()
    var level = 0
    while kind == .dot || kind == .ellipsis {
      level += kind == .dot ? 1 : 3
      advance()
    }
    var module: Identifier?
    if level == 0 || kind != .importKeyword { module = try dottedName() }
    try expect(.importKeyword, "`import`")
    if kind == .star {
      let place = span(of: token)
      advance()
      let names = [ImportAlias(name: Identifier(text: "*", span: place), asName: nil, span: place)]
      return make(.importFrom(module: module, names: names, level: level), from: start)
    }
    let names = try importedNames()
    return make(.importFrom(module: module, names: names, level: level), from: start)
  }

  /// Productions: `imported_names`, `imported_name`.
  private mutating func importedNames() throws(Unreadable) -> [ImportAlias] {
    let opening = span(of: token)
    let isParenthesized = skip(.leftParenthesis)
    var names: [ImportAlias] = []
    repeat {
      if isParenthesized, kind == .rightParenthesis, !names.isEmpty { break }
      let start = start
      if !names.isEmpty, endsStatement {
        throw fail(.trailingImportComma(at: span(token(at: index - 1).start, lastEnd)))
      }
      let name = try identifier("the name of something to import")
      let asName = try importedAs()
      names.append(ImportAlias(name: name, asName: asName, span: span(start, lastEnd)))
    } while skip(.comma)
    if isParenthesized { try close(.rightParenthesis, ")", opening) }
    return names
  }

  // MARK: Expressions and assignments

  /// Productions: `expressions`.
  private mutating func expressionStatement() throws(Unreadable) -> StmtID {
    let start = start
    let first = try yieldOrStarExpressions()
    switch kind {
    case .equal: return try assignment(first, from: start)
    case .colon: return try annotatedAssignment(first, from: start)
    case .colonEqual:
      throw fail(.walrusStatement(at: span(of: token)))
    default:
      if let operation = kind.augmentedOperator {
        return try augmentedAssignment(first, operation, from: start)
      }
      return make(.expression(first), from: start)
    }
  }

  /// Productions: `assignment`, `assigned`, `targets`.
  private mutating func assignment(
    _ first: ExprID, from start: UInt32
  ) throws(Unreadable) -> StmtID {
    var targets: [ExprID] = []
    var value = first
    while kind == .equal {
      targets.append(value)
      checkTarget(value, of: .assignment)
      advance()
      do {
        value = try yieldOrStarExpressions()
      } catch {
        // The names on the left exist all the same.
        value = missingExpression()
        skipToLineEnd()
        lineWasUnreadable = true
      }
    }
    return make(.assign(targets: targets, value: value), from: start)
  }

  /// Productions: `annotated_target`.
  private mutating func annotatedAssignment(
    _ target: ExprID, from start: UInt32
  ) throws(Unreadable) -> StmtID {
    var isSimple = false
    switch tree[target] {
    case .name: isSimple = tree.span(of: target).start == start
    case .missing: throw Unreadable()
    default: break
    }
    if nextKind == .newline || nextKind == .endOfText {
      throw unexpected(expecting: "the end of the statement")
    }
    checkTarget(target, of: .annotation)
    advance()
    let annotation = try expression()
    var value: ExprID?
    if skip(.equal) {
      do {
        value = try yieldOrStarExpressions()
      } catch {
        value = missingExpression()
        skipToLineEnd()
        lineWasUnreadable = true
      }
    }
    return make(
      .annAssign(target: target, annotation: annotation, value: value, isSimple: isSimple),
      from: start)
  }

  /// Productions: `augmented_operator`.
  private mutating func augmentedAssignment(
    _ target: ExprID, _ operation: BinaryOperator, from start: UInt32
  ) throws(Unreadable) -> StmtID {
    checkTarget(target, of: .augmentedAssignment)
    advance()
    let value = try yieldOrStarExpressions()
    return make(.augAssign(target: target, operation, value: value), from: start)
  }
}

extension TokenKind {
  /// The operator of an augmented assignment.
  var augmentedOperator: BinaryOperator? {
    switch self {
    case .plusEqual: .add
    case .minusEqual: .subtract
    case .starEqual: .multiply
    case .slashEqual: .divide
    case .doubleSlashEqual: .floorDivide
    case .percentEqual: .modulo
    case .atEqual: .matrixMultiply
    case .doubleStarEqual: .power
    case .leftShiftEqual: .leftShift
    case .rightShiftEqual: .rightShift
    case .ampersandEqual: .bitAnd
    case .pipeEqual: .bitOr
    case .caretEqual: .bitXor
    default: nil
    }
  }
}
