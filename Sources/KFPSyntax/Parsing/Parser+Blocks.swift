import KFPSource

/// Statements with blocks.
extension Parser {
  /// A compound statement, or nil where the line is a simple one.
  ///
  /// Productions: `compound_statement`.
  mutating func compoundStatement() -> StmtID? {
    switch kind {
    case .ifKeyword: return ifStatement()
    case .forKeyword: return forStatement(isAsync: false, from: start)
    case .whileKeyword: return whileStatement()
    case .withKeyword: return withStatement(isAsync: false, from: start)
    case .tryKeyword: return tryStatement()
    case .defKeyword:
      return functionDefinition(decorators: [], decoratedFrom: start, isAsync: false)
    case .classKeyword: return classDefinition(decorators: [], decoratedFrom: start)
    case .at: return decorated()
    case .asyncKeyword: return asyncStatement(decorators: [], decoratedFrom: start)
    case .elifKeyword, .elseKeyword, .exceptKeyword, .finallyKeyword: return strayBranch()
    case .name:
      if isMatchStatement { return matchStatement() }
      return nil
    default: return nil
    }
  }

  // MARK: Headers and blocks

  /// Where a block belongs to, for complaints about it.
  struct Header {
    /// What the block is of, such as "`if`".
    let name: String
    let place: Span
  }

  /// Reads what stands between a keyword and `:`; where that fails the header's end is looked for.
  mutating func header<Result>(
    _ read: (inout Parser) throws(Unreadable) -> Result
  ) -> Result? {
    do {
      return try read(&self)
    } catch {
      lineWasUnreadable = true
      return nil
    }
  }

  /// Reads `:` and a block. `isReadable` tells whether the header could be read.
  ///
  /// Productions: `block`.
  mutating func block(of header: Header, isReadable: Bool = true) -> [StmtID] {
    var isReadable = isReadable
    if isReadable, kind == .colon {
      advance()
    } else if isReadable, kind == .newline || kind == .endOfText {
      let opensBlock = nextKind == .indent
      _ = fail(
        .missingColon(after: header.name, at: span(lastEnd, lastEnd), isCertain: opensBlock))
      isReadable = false
    } else {
      if isReadable { _ = unexpected(expecting: "`:` behind \(header.name)") }
      isReadable = false
      skipToLineEnd()
    }
    guard kind == .newline else {
      var body: [StmtID] = []
      if kind == .endOfText || kind == .dedent { return body }
      simpleStatements(into: &body)
      return body
    }
    let lineEnd = lastEnd
    advance()
    guard kind == .indent else {
      if isReadable {
        report(.expectedBlock(of: header.name, header: header.place, at: blockPlace(lineEnd)))
      }
      return []
    }
    lineWasUnreadable = false
    advance()
    var body: [StmtID] = []
    while kind != .dedent, kind != .endOfText {
      let before = index
      statement(into: &body)
      if index == before { advance() }
    }
    _ = skip(.dedent)
    return body
  }

  /// Where a block is missed: at the next line, or behind the header at the end of the text.
  private func blockPlace(_ lineEnd: UInt32) -> Span {
    if kind.isStructural { return span(lineEnd, lineEnd) }
    return span(of: token)
  }

  private mutating func strayBranch() -> StmtID {
    let start = start
    let place = span(of: token)
    let word = text(of: token)
    _ = fail(.strayBranch(word, at: place, isBehindWith: index == indexBehindWith))
    skipToLineEnd()
    lineWasUnreadable = true
    if kind == .newline {
      advance()
      if kind == .indent {
        var ignored: [StmtID] = []
        statement(into: &ignored)
      }
    }
    return make(.missing, from: start)
  }

  // MARK: if, while, for

  /// `if`, with its `elif`s read as a loop.
  ///
  /// Productions: `if_statement`.
  private mutating func ifStatement() -> StmtID {
    var branches: [(start: UInt32, test: ExprID, body: [StmtID])] = []
    var orElse: [StmtID] = []
    var word = "`if`"
    while true {
      let start = start
      let place = span(of: token)
      advance()
      let test = header { (parser) throws(Unreadable) in try parser.condition() }
      let body = block(of: Header(name: word, place: place), isReadable: test != nil)
      branches.append((start, test ?? missingExpression(), body))
      if kind == .elifKeyword {
        word = "`elif`"
        continue
      }
      guard kind == .elseKeyword else { break }
      if nextKind == .ifKeyword {
        report(.elseIf(at: span(token.start, token(at: index + 1).end)))
        advance()
        word = "`else if`"
        continue
      }
      orElse = elseBlock()
      break
    }
    var result: StmtID?
    for branch in branches.reversed() {
      let statement = make(
        .if(test: branch.test, body: branch.body, orElse: orElse), from: branch.start)
      orElse = [statement]
      result = statement
    }
    return result ?? make(.missing, from: start)
  }

  /// `else:` and its block, or nothing.
  ///
  /// Productions: `else_block`.
  private mutating func elseBlock() -> [StmtID] {
    guard kind == .elseKeyword else { return [] }
    let place = span(of: token)
    advance()
    return block(of: Header(name: "`else`", place: place))
  }

  /// Productions: `while_statement`.
  private mutating func whileStatement() -> StmtID {
    let start = start
    let place = span(of: token)
    advance()
    let test = header { (parser) throws(Unreadable) in try parser.condition() }
    let body = block(of: Header(name: "`while`", place: place), isReadable: test != nil)
    let orElse = elseBlock()
    return make(.while(test: test ?? missingExpression(), body: body, orElse: orElse), from: start)
  }

  /// Productions: `for_statement`.
  mutating func forStatement(isAsync: Bool, from start: UInt32) -> StmtID {
    let place = span(of: token)
    advance()
    let target = header { (parser) throws(Unreadable) in try parser.loopTarget() }
    var iterable: ExprID?
    if target != nil {
      iterable = header { (parser) throws(Unreadable) in
        try parser.expect(.inKeyword, "`in`")
        return try parser.starExpressions()
      }
    }
    let body = block(of: Header(name: "`for`", place: place), isReadable: iterable != nil)
    let orElse = elseBlock()
    return make(
      .for(
        target: target ?? missingExpression(), iterable: iterable ?? missingExpression(),
        body: body, orElse: orElse, isAsync: isAsync),
      from: start)
  }

  // MARK: try

  /// Productions: `try_statement`, `handlers`, `group_handlers`, `finally_block`.
  private mutating func tryStatement() -> StmtID {
    let start = start
    let place = span(of: token)
    advance()
    let body = block(of: Header(name: "`try`", place: place))
    var handlers: [ExceptHandler] = []
    var isStar: Bool?
    while kind == .exceptKeyword {
      let handler = exceptHandler(&isStar)
      handlers.append(handler)
    }
    var orElse: [StmtID] = []
    if !handlers.isEmpty { orElse = elseBlock() }
    var finally: [StmtID] = []
    if kind == .finallyKeyword {
      let place = span(of: token)
      advance()
      finally = block(of: Header(name: "`finally`", place: place))
    } else if handlers.isEmpty {
      report(.tryWithoutHandler(at: place))
    }
    return make(
      .try(
        body: body, handlers: handlers, orElse: orElse, finally: finally, isStar: isStar ?? false),
      from: start)
  }

  /// Productions: `handler`, `bare_handler`, `group_handler`.
  private mutating func exceptHandler(_ isStar: inout Bool?) -> ExceptHandler {
    let start = start
    let place = span(of: token)
    advance()
    let hasStar = skip(.star)
    if let isStar, isStar != hasStar {
      report(.mixedExcept(at: place))
    }
    isStar = isStar ?? hasStar
    var name: Identifier?
    var type: ExprID?
    let isReadable: Void? = header { (parser) throws(Unreadable) in
      guard parser.kind != .colon, parser.kind != .newline else {
        if hasStar, parser.kind == .colon {
          parser.report(.exceptStarWithoutType(at: place))
        }
        return
      }
      let typeStart = parser.start
      let found = try parser.expression()
      type = found
      if parser.kind == .comma {
        throw parser.manyExceptTypes(from: typeStart)
      }
      if parser.skip(.asKeyword) { name = try parser.identifier("a name for the exception") }
    }
    let body = block(
      of: Header(name: hasStar ? "`except*`" : "`except`", place: place),
      isReadable: isReadable != nil)
    return ExceptHandler(type: type, name: name, body: body, span: span(start, lastEnd))
  }

  /// Complains about `except A, B`.
  private mutating func manyExceptTypes(from start: UInt32) -> Unreadable {
    while kind == .comma {
      advance()
      guard kind.startsExpression else { break }
      do { _ = try expression() } catch { return error }
    }
    return fail(.manyExceptTypes(at: span(start, lastEnd)))
  }

  // MARK: with

  /// Productions: `with_statement`.
  mutating func withStatement(isAsync: Bool, from start: UInt32) -> StmtID {
    let place = span(of: token)
    advance()
    var items: [WithItem] = []
    let isReadable: Void? = header { (parser) throws(Unreadable) in
      if parser.hasParenthesizedItems {
        let opening = parser.span(of: parser.token)
        parser.advance()
        repeat {
          if parser.kind == .rightParenthesis, !items.isEmpty { break }
          items.append(try parser.withItem())
        } while parser.skip(.comma)
        try parser.close(.rightParenthesis, ")", opening)
      } else {
        repeat { items.append(try parser.withItem()) } while parser.skip(.comma)
      }
    }
    let body = block(of: Header(name: "`with`", place: place), isReadable: isReadable != nil)
    indexBehindWith = index
    return make(.with(items: items, body: body, isAsync: isAsync), from: start)
  }

  /// Productions: `with_item`.
  private mutating func withItem() throws(Unreadable) -> WithItem {
    let context = try expression()
    guard skip(.asKeyword) else { return WithItem(context: context, target: nil) }
    let start = start
    let target: ExprID
    if skip(.star) {
      let value = try primary()
      target = make(.starred(value), from: start)
    } else {
      target = try primary()
    }
    checkTarget(target, of: .with)
    return WithItem(context: context, target: target)
  }

  /// Whether the parenthesis behind `with` holds items and is no part of an expression.
  private var hasParenthesizedItems: Bool {
    guard kind == .leftParenthesis else { return false }
    var depth = 0
    var scan = index
    var hasAs = false
    var isExpression = false
    var hasLambda = false
    while true {
      let kind = token(at: scan).kind
      switch kind {
      case .leftParenthesis, .leftBracket, .leftBrace: depth += 1
      case .rightParenthesis, .rightBracket, .rightBrace: depth -= 1
      case .newline, .endOfText: return hasAs
      case .asKeyword where depth == 1: hasAs = true
      case .lambdaKeyword where depth == 1: hasLambda = true
      case .yieldKeyword, .forKeyword, .asyncKeyword, .colonEqual:
        if depth == 1 { isExpression = true }
      case .star where depth == 1:
        let before = token(at: scan - 1).kind
        if before == .leftParenthesis || (before == .comma && !hasLambda) { isExpression = true }
      default: break
      }
      if depth == 0 { break }
      scan += 1
    }
    if hasAs { return true }
    return !isExpression && token(at: scan + 1).kind == .colon && scan > index + 1
  }
}
