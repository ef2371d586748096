import KFPTypes

/// Reads an expression. Nesting is bounded; long chains of one operator are read without recursion.
struct ExpressionParser {
  private static let maximumDepth = 64
  /// Chains of left-associative operators become trees as deep as they are long.
  private static let maximumChain = 200

  private let tokens: [ExpressionToken]
  private var index = 0
  private var depth = 0

  static func parse(_ text: String) throws(ConditionProblem) -> Expression {
    var lexer = ExpressionLexer(text)
    var parser = ExpressionParser(tokens: try lexer.tokens())
    let expression = try parser.expression()
    guard parser.current.kind == .end else {
      throw ConditionProblem("an operator is needed here", offset: parser.current.offset)
    }
    return expression
  }

  private init(tokens: [ExpressionToken]) { self.tokens = tokens }

  /// The last token is always the end.
  private var current: ExpressionToken { tokens[min(index, tokens.count - 1)] }

  private mutating func take(_ sign: String) -> Bool {
    guard current.kind == .sign(sign) else { return false }
    index += 1
    return true
  }

  private mutating func expect(_ sign: String) throws(ConditionProblem) {
    if !take(sign) { throw ConditionProblem("`\(sign)` is needed here", offset: current.offset) }
  }

  // MARK: Operators

  private mutating func expression() throws(ConditionProblem) -> Expression {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.maximumDepth else {
      throw ConditionProblem("the expression is nested too deep", offset: current.offset)
    }
    let condition = try disjunction()
    guard take("?") else { return condition }
    let then = try disjunction()
    try expect(":")
    return .conditional(condition, then, try expression())
  }

  private mutating func disjunction() throws(ConditionProblem) -> Expression {
    let first = try conjunction()
    guard current.kind == .sign("||") else { return first }
    var operands = [first]
    while take("||") { operands.append(try conjunction()) }
    return .any(operands)
  }

  private mutating func conjunction() throws(ConditionProblem) -> Expression {
    let first = try relation()
    guard current.kind == .sign("&&") else { return first }
    var operands = [first]
    while take("&&") { operands.append(try relation()) }
    return .all(operands)
  }

  private mutating func relation() throws(ConditionProblem) -> Expression {
    try chain(of: ["==", "!=", "<=", ">=", "<", ">", "in"]) { parser throws(ConditionProblem) in
      try parser.sum()
    }
  }

  private mutating func sum() throws(ConditionProblem) -> Expression {
    try chain(of: ["+", "-"]) { parser throws(ConditionProblem) in try parser.product() }
  }

  private mutating func product() throws(ConditionProblem) -> Expression {
    try chain(of: ["*", "/", "%"]) { parser throws(ConditionProblem) in try parser.unary() }
  }

  private mutating func chain(
    of operators: [String],
    _ operand: (inout ExpressionParser) throws(ConditionProblem) -> Expression
  ) throws(ConditionProblem) -> Expression {
    var result = try operand(&self)
    var length = 0
    while let name = operatorName(among: operators),
      let binary = Expression.BinaryOperator(rawValue: name)
    {
      length += 1
      guard length <= Self.maximumChain else {
        throw ConditionProblem("the expression is too long", offset: current.offset)
      }
      index += 1
      result = .binary(binary, result, try operand(&self))
    }
    return result
  }

  private func operatorName(among operators: [String]) -> String? {
    switch current.kind {
    case .sign(let sign) where operators.contains(sign): sign
    case .identifier("in") where operators.contains("in"): "in"
    default: nil
    }
  }

  private mutating func unary() throws(ConditionProblem) -> Expression {
    var signs: [String] = []
    while case .sign(let sign) = current.kind, sign == "!" || sign == "-" {
      signs.append(sign)
      index += 1
      guard signs.count <= Self.maximumDepth else {
        throw ConditionProblem("the expression is nested too deep", offset: current.offset)
      }
    }
    var result = try postfix()
    for sign in signs.reversed() {
      result = sign == "!" ? .not(result) : .negative(result)
    }
    return result
  }

  // MARK: Operands

  private mutating func postfix() throws(ConditionProblem) -> Expression {
    var result = try primary()
    var length = 0
    while true {
      length += 1
      guard length <= Self.maximumChain else {
        throw ConditionProblem("the expression is too long", offset: current.offset)
      }
      if take("[") {
        let key = try expression()
        try expect("]")
        result = .index(result, key)
      } else if take(".") {
        guard case .identifier(let name) = current.kind else {
          throw ConditionProblem("a name is needed after `.`", offset: current.offset)
        }
        index += 1
        result =
          take("(") ? .method(result, name, try list(until: ")")) : .member(result, name)
      } else {
        return result
      }
    }
  }

  private mutating func primary() throws(ConditionProblem) -> Expression {
    let token = current
    index += 1
    switch token.kind {
    case .int(let value): return .literal(.int(value))
    case .double(let value): return .literal(.double(value))
    case .string(let value): return .literal(.string(value))
    case .identifier("true"): return .literal(.bool(true))
    case .identifier("false"): return .literal(.bool(false))
    case .identifier("null"): return .literal(.json(.null))
    case .identifier(let name):
      guard take("(") else { return .identifier(name) }
      let arguments = try list(until: ")")
      guard name == "has" else { return .call(name, arguments) }
      guard arguments.count == 1, case .member(let value, let member) = arguments[0] else {
        throw ConditionProblem("`has` takes one member, as in `has(a.b)`", offset: token.offset)
      }
      return .has(value, member)
    case .sign("("):
      let result = try expression()
      try expect(")")
      return result
    case .sign("["): return .list(try list(until: "]"))
    case .sign, .end:
      index -= 1
      throw ConditionProblem("a value is needed here", offset: token.offset)
    }
  }

  private mutating func list(until closing: String) throws(ConditionProblem) -> [Expression] {
    if take(closing) { return [] }
    var values = [try expression()]
    while take(",") { values.append(try expression()) }
    try expect(closing)
    return values
  }
}
