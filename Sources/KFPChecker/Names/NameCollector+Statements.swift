import KFPSource
import KFPSyntax

extension NameCollector {
  mutating func visit(_ statements: [StmtID]) {
    // A scope's `global` lines count for all of it, also for what stands before them.
    for statement in statements { visit(statement) }
  }

  mutating func visit(_ id: StmtID) {
    descend { $0.visitStatement(id) }
  }

  private mutating func visitStatement(_ id: StmtID) {
    switch tree[id] {
    case .functionDef(let definition): visit(function: definition, statement: id)
    case .classDef(let definition): visit(class: definition)
    case .return(let value): visit(ifPresent: value)
    case .delete(let targets): for target in targets { visit(target) }
    case .assign(let targets, let value):
      visit(value)
      for target in targets { bind(target: target, value: value) }
    case .typeAlias(let name, let parameters, let value):
      inside(.typeParameters) { collector in
        collector.bind(typeParameters: parameters)
        collector.maybe { $0.visit(value) }
      }
      bind(target: name)
    case .augAssign(let target, _, let value):
      visit(target)
      visit(value)
      bind(target: target)
    case .annAssign(let target, let annotation, let value, let isSimple):
      visitAnnotated(target, annotation, value, isSimple: isSimple)
    case .for(let target, let iterable, let body, let orElse, _):
      visit(iterable)
      maybe { collector in
        collector.bind(target: target)
        collector.visit(body)
        collector.visit(orElse)
      }
    case .while(let test, let body, let orElse):
      visit(test)
      maybe { collector in
        collector.visit(body)
        collector.visit(orElse)
      }
    case .if(let test, let body, let orElse): visitIf(test, body, orElse)
    case .with(let items, let body, _):
      for item in items {
        visit(item.context)
        if let target = item.target { bind(target: target) }
      }
      visit(body)
    case .match(let subject, let cases): visitMatch(subject, cases)
    case .raise(let exception, let cause):
      visit(ifPresent: exception)
      visit(ifPresent: cause)
    case .try(let body, let handlers, let orElse, let finally, _):
      visitTry(body, handlers, orElse, finally)
    case .assert(let test, let message):
      visit(test)
      if let message { maybe { $0.visit(message) } }
    case .import(let names): visitImport(names, statement: id)
    case .importFrom(let origin, let names, let level):
      visitImport(from: origin, names, level: level, statement: id)
    case .global(let names): declareGlobal(names)
    case .nonlocal(let names): declareNonlocal(names)
    case .expression(let expression): visit(expression)
    case .pass, .break, .continue, .missing: break
    }
  }

  private mutating func visitAnnotated(
    _ target: ExprID, _ annotation: ExprID, _ value: ExprID?, isSimple: Bool
  ) {
    visit(ifPresent: value)
    // The annotation of a local variable is never evaluated.
    if case .function = module.scopes[scope].kind {} else { visit(annotation: annotation) }
    if value != nil || isSimple {
      bind(target: target, value: value)
    } else {
      visit(target)
    }
  }

  private mutating func visitIf(_ test: ExprID, _ body: [StmtID], _ orElse: [StmtID]) {
    visit(test)
    // That goes for `if __name__ == '__main__':`, too: a module may be compiled by importing it.
    maybe { collector in
      collector.visit(body)
      collector.visit(orElse)
    }
  }

  private mutating func visitTry(
    _ body: [StmtID], _ handlers: [ExceptHandler], _ orElse: [StmtID], _ finally: [StmtID]
  ) {
    let before = isGuarded
    isGuarded = before || handlers.contains { catchesNameError($0) }
    if handlers.isEmpty {
      visit(body)
    } else {
      maybe { $0.visit(body) }
    }
    isGuarded = before
    maybe { collector in
      for handler in handlers {
        collector.visit(ifPresent: handler.type)
        if let name = handler.name { collector.bind(name.text, at: name.span, .other) }
        collector.visit(handler.body)
      }
      collector.visit(orElse)
    }
    visit(finally)
  }

  private func catchesNameError(_ handler: ExceptHandler) -> Bool {
    guard let type = handler.type else { return true }
    let types: [ExprID]
    if case .tuple(let items) = tree[type] { types = items } else { types = [type] }
    return types.contains { item in
      guard case .name(let name) = tree[item] else { return true }
      return ["NameError", "Exception", "BaseException", "UnboundLocalError"].contains(name.text)
    }
  }

  private mutating func visitMatch(_ subject: ExprID, _ cases: [MatchCase]) {
    visit(subject)
    maybe { collector in
      for item in cases {
        collector.visit(pattern: item.pattern)
        collector.visit(ifPresent: item.guardTest)
        collector.visit(item.body)
      }
    }
  }

  private mutating func visit(pattern id: PatternID) {
    descend { $0.visitPattern(id) }
  }

  private mutating func visitPattern(_ id: PatternID) {
    switch tree[id] {
    case .value(let value): visit(value)
    case .singleton, .missing: break
    case .sequence(let items), .or(let items): for item in items { visit(pattern: item) }
    case .mapping(let keys, let patterns, let rest):
      for key in keys { visit(key) }
      for pattern in patterns { visit(pattern: pattern) }
      if let rest { bind(rest.text, at: rest.span, .other) }
    case .class(let type, let patterns, _, let keywordPatterns):
      visit(type)
      for pattern in patterns + keywordPatterns { visit(pattern: pattern) }
    case .star(let name):
      if let name { bind(name.text, at: name.span, .other) }
    case .as(let pattern, let name):
      if let pattern { visit(pattern: pattern) }
      if let name { bind(name.text, at: name.span, .other) }
    }
  }

  /// Binds what stands left of `=`; subscripts and attributes only use their names.
  mutating func bind(target: ExprID, value: ExprID? = nil) {
    descend { $0.bindTarget(target, value: value) }
  }

  private mutating func bindTarget(_ target: ExprID, value: ExprID?) {
    switch tree[target] {
    case .name(let name):
      bind(name.text, at: name.span, value.map { .value($0) } ?? .other)
    case .tuple(let items), .list(let items): for item in items { bind(target: item) }
    case .starred(let item): bind(target: item)
    default: visit(target)
    }
  }
}
