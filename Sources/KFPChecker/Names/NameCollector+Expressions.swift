import KFPSource
import KFPSyntax

extension NameCollector {
  mutating func visit(_ id: ExprID) {
    descend { $0.visitExpression(id) }
  }

  mutating func visit(ifPresent id: ExprID?) {
    if let id { visit(id) }
  }

  private mutating func visit(all expressions: [ExprID]) {
    for expression in expressions { visit(expression) }
  }

  private mutating func visitExpression(_ id: ExprID) {
    switch tree[id] {
    case .name(let name): use(name)
    case .constant, .missing: break
    case .boolOp(_, let values):
      if let first = values.first { visit(first) }
      maybe { $0.visit(all: Array(values.dropFirst())) }
    case .namedExpr(let target, let value):
      visit(value)
      if case .name(let name) = tree[target] {
        bind(name.text, at: name.span, .other, in: walrusScope)
      }
    case .binOp: visitChain(id)
    case .unaryOp(_, let operand): visit(operand)
    case .lambda(let parameters, let body): visitLambda(parameters, body)
    case .ifExp(let test, let body, let orElse):
      visit(test)
      maybe { collector in
        collector.visit(body)
        collector.visit(orElse)
      }
    case .dict(let keys, let values):
      for (key, value) in zip(keys, values) {
        visit(ifPresent: key)
        visit(value)
      }
    case .set(let items), .list(let items), .tuple(let items), .joinedString(let items):
      visit(all: items)
    case .listComp(let element, let clauses), .setComp(let element, let clauses),
      .generatorExp(let element, let clauses):
      visitComprehension([element], clauses)
    case .dictComp(let key, let value, let clauses): visitComprehension([key, value], clauses)
    case .await(let value), .yieldFrom(let value), .starred(let value): visit(value)
    case .yield(let value): visit(ifPresent: value)
    case .compare(let left, _, let comparators): visit(all: [left] + comparators)
    case .call, .attribute, .subscript: visitPrimary(id)
    case .formattedValue(let value, _, let formatSpec):
      visit(value)
      visit(ifPresent: formatSpec)
    case .slice(let lower, let upper, let step):
      visit(all: [lower, upper, step].compactMap { $0 })
    }
  }

  /// `a + b + c` nests to the left as deep as it is long, so that it is walked in a loop.
  private mutating func visitChain(_ id: ExprID) {
    var rights: [ExprID] = []
    var current = id
    while case .binOp(let left, _, let right) = tree[current] {
      rights.append(right)
      current = left
    }
    visit(current)
    visit(all: rights.reversed())
  }

  /// `a.b(c).d[e]` likewise.
  private mutating func visitPrimary(_ id: ExprID) {
    var chain: [ExprID] = []
    var current = id
    walk: while true {
      switch tree[current] {
      case .attribute(let value, _), .subscript(let value, _), .call(let value, _, _):
        chain.append(current)
        current = value
      default: break walk
      }
    }
    visit(current)
    for link in chain.reversed() {
      switch tree[link] {
      case .attribute: record(attribute: link)
      case .subscript(_, let slice): visit(slice)
      case .call(_, let arguments, let keywords):
        record(call: link)
        visit(all: arguments)
        visit(all: keywords.map(\.value))
      default: break
      }
    }
  }

  private mutating func visitLambda(_ parameters: Parameters, _ body: ExprID) {
    for parameter in parameters.all { visit(ifPresent: parameter.defaultValue) }
    inside(.lambda) { collector in
      for parameter in parameters.all {
        collector.bind(parameter.name.text, at: parameter.name.span, .parameter)
      }
      collector.maybe { $0.visit(body) }
    }
  }

  private mutating func visitComprehension(_ elements: [ExprID], _ clauses: [Comprehension]) {
    if let first = clauses.first { visit(first.iterable) }
    inside(.comprehension) { collector in
      collector.maybe { collector in
        for (index, clause) in clauses.enumerated() {
          if index > 0 { collector.visit(clause.iterable) }
          collector.bind(target: clause.target)
          collector.visit(all: clause.conditions)
        }
        collector.visit(all: elements)
      }
    }
  }
}
