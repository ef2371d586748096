import KFPSource

extension SyntaxDump {
  private func load(_ id: ExprID) -> Item { .expression(id, .load) }

  private func block(_ body: [StmtID]) -> [Item] { body.map { .statement($0) } }

  /// The items of a statement.
  func items(of id: StmtID) -> [Item] {
    let place = attributes(tree.span(of: id))
    switch tree[id] {
    case .functionDef(let function): return items(of: function, place)
    case .classDef(let definition): return items(of: definition, place)
    case .assign(let targets, let value):
      var node = DumpedNode("Assign")
      node.list("targets", targets.map { .expression($0, .store) })
      node.field("value", load(value))
      return node.closed(place)
    case .augAssign(let target, let operation, let value):
      var node = DumpedNode("AugAssign")
      node.field("target", .expression(target, .store))
      node.field("op", .text(operation.pythonName + "()"))
      node.field("value", load(value))
      return node.closed(place)
    case .annAssign(let target, let annotation, let value, let isSimple):
      var node = DumpedNode("AnnAssign")
      node.field("target", .expression(target, .store))
      node.field("annotation", load(annotation))
      if let value { node.field("value", load(value)) }
      node.field("simple", .text(isSimple ? "1" : "0"))
      return node.closed(place)
    case .typeAlias(let name, let parameters, let value):
      var node = DumpedNode("TypeAlias")
      node.field("name", .expression(name, .store))
      node.lists("type_params", parameters.map(items(of:)))
      node.field("value", load(value))
      return node.closed(place)
    case .expression(let value):
      var node = DumpedNode("Expr")
      node.field("value", load(value))
      return node.closed(place)
    case .if, .while, .for, .with, .try, .match: return compoundItems(of: id, place)
    default: return simpleItems(of: id, place)
    }
  }

  private func simpleItems(of id: StmtID, _ place: String) -> [Item] {
    switch tree[id] {
    case .return(let value):
      var node = DumpedNode("Return")
      if let value { node.field("value", load(value)) }
      return node.closed(place)
    case .delete(let targets):
      var node = DumpedNode("Delete")
      node.list("targets", targets.map { .expression($0, .delete) })
      return node.closed(place)
    case .raise(let exception, let cause):
      var node = DumpedNode("Raise")
      if let exception { node.field("exc", load(exception)) }
      if let cause { node.field("cause", load(cause)) }
      return node.closed(place)
    case .assert(let test, let message):
      var node = DumpedNode("Assert")
      node.field("test", load(test))
      if let message { node.field("msg", load(message)) }
      return node.closed(place)
    case .import(let names):
      var node = DumpedNode("Import")
      node.lists("names", names.map(items(of:)))
      return node.closed(place)
    case .importFrom(let module, let names, let level):
      var node = DumpedNode("ImportFrom")
      if let module { node.field("module", .name(module.text)) }
      node.lists("names", names.map(items(of:)))
      node.field("level", .text(String(level)))
      return node.closed(place)
    case .global(let names):
      var node = DumpedNode("Global")
      node.list("names", names.map { .name($0.text) })
      return node.closed(place)
    case .nonlocal(let names):
      var node = DumpedNode("Nonlocal")
      node.list("names", names.map { .name($0.text) })
      return node.closed(place)
    case .pass: return [.text("Pass(\(place))")]
    case .break: return [.text("Break(\(place))")]
    case .continue: return [.text("Continue(\(place))")]
    default: return [.text("Missing()")]
    }
  }

  private func items(of alias: ImportAlias) -> [Item] {
    var node = DumpedNode("alias")
    node.field("name", .name(alias.name.text))
    if let asName = alias.asName { node.field("asname", .name(asName.text)) }
    return node.closed(attributes(alias.span))
  }

  private func compoundItems(of id: StmtID, _ place: String) -> [Item] {
    switch tree[id] {
    case .if(let test, let body, let orElse):
      var node = DumpedNode("If")
      node.field("test", load(test))
      node.list("body", block(body))
      node.list("orelse", block(orElse))
      return node.closed(place)
    case .while(let test, let body, let orElse):
      var node = DumpedNode("While")
      node.field("test", load(test))
      node.list("body", block(body))
      node.list("orelse", block(orElse))
      return node.closed(place)
    case .for(let target, let iterable, let body, let orElse, let isAsync):
      var node = DumpedNode(isAsync ? "AsyncFor" : "For")
      node.field("target", .expression(target, .store))
      node.field("iter", load(iterable))
      node.list("body", block(body))
      node.list("orelse", block(orElse))
      return node.closed(place)
    case .with(let withItems, let body, let isAsync):
      var node = DumpedNode(isAsync ? "AsyncWith" : "With")
      node.lists("items", withItems.map(items(of:)))
      node.list("body", block(body))
      return node.closed(place)
    case .try(let body, let handlers, let orElse, let finally, let isStar):
      var node = DumpedNode(isStar ? "TryStar" : "Try")
      node.list("body", block(body))
      node.lists("handlers", handlers.map(items(of:)))
      node.list("orelse", block(orElse))
      node.list("finalbody", block(finally))
      return node.closed(place)
    case .match(let subject, let cases):
      var node = DumpedNode("Match")
      node.field("subject", load(subject))
      node.lists("cases", cases.map(items(of:)))
      return node.closed(place)
    default: return [.text("Missing()")]
    }
  }

  private func items(of item: WithItem) -> [Item] {
    var node = DumpedNode("withitem")
    node.field("context_expr", load(item.context))
    if let target = item.target { node.field("optional_vars", .expression(target, .store)) }
    return node.closed()
  }

  private func items(of handler: ExceptHandler) -> [Item] {
    var node = DumpedNode("ExceptHandler")
    if let type = handler.type { node.field("type", load(type)) }
    if let name = handler.name { node.field("name", .name(name.text)) }
    node.list("body", block(handler.body))
    return node.closed(attributes(handler.span))
  }

  private func items(of matchCase: MatchCase) -> [Item] {
    var node = DumpedNode("match_case")
    node.field("pattern", .pattern(matchCase.pattern))
    if let test = matchCase.guardTest { node.field("guard", load(test)) }
    node.list("body", block(matchCase.body))
    return node.closed()
  }

  // MARK: Definitions

  private func items(of function: FunctionDef, _ place: String) -> [Item] {
    var node = DumpedNode(function.isAsync ? "AsyncFunctionDef" : "FunctionDef")
    node.field("name", .name(function.name.text))
    node.fields("args", items(of: function.parameters))
    node.list("body", block(function.body))
    node.list("decorator_list", function.decorators.map(load))
    if let returns = function.returns { node.field("returns", load(returns)) }
    if dialect == .python313 {
      node.lists("type_params", function.typeParameters.map(items(of:)))
    }
    return node.closed(place)
  }

  private func items(of definition: ClassDef, _ place: String) -> [Item] {
    var node = DumpedNode("ClassDef")
    node.field("name", .name(definition.name.text))
    node.list("bases", definition.bases.map(load))
    node.lists("keywords", definition.keywords.map(items(of:)))
    node.list("body", block(definition.body))
    node.list("decorator_list", definition.decorators.map(load))
    if dialect == .python313 {
      node.lists("type_params", definition.typeParameters.map(items(of:)))
    }
    return node.closed(place)
  }

  private func items(of parameter: TypeParameter) -> [Item] {
    let name =
      switch parameter.kind {
      case .typeVar: "TypeVar"
      case .typeVarTuple: "TypeVarTuple"
      case .paramSpec: "ParamSpec"
      }
    var node = DumpedNode(name)
    node.field("name", .name(parameter.name.text))
    if let bound = parameter.bound { node.field("bound", load(bound)) }
    if let value = parameter.defaultValue { node.field("default_value", load(value)) }
    return node.closed(attributes(parameter.span))
  }

  // MARK: Patterns

  /// The items of a pattern.
  func items(of id: PatternID) -> [Item] {
    let place = attributes(tree.span(of: id))
    func nested(_ patterns: [PatternID]) -> [Item] { patterns.map { .pattern($0) } }
    var node: DumpedNode
    switch tree[id] {
    case .value(let value):
      node = DumpedNode("MatchValue")
      node.field("value", load(value))
    case .singleton(let constant):
      node = DumpedNode("MatchSingleton")
      node.field("value", .constant(constant))
    case .sequence(let patterns):
      node = DumpedNode("MatchSequence")
      node.list("patterns", nested(patterns))
    case .mapping(let keys, let patterns, let rest):
      node = DumpedNode("MatchMapping")
      node.list("keys", keys.map(load))
      node.list("patterns", nested(patterns))
      if let rest { node.field("rest", .name(rest.text)) }
    case .class(let type, let patterns, let names, let keywordPatterns):
      node = DumpedNode("MatchClass")
      node.field("cls", load(type))
      node.list("patterns", nested(patterns))
      node.list("kwd_attrs", names.map { .name($0.text) })
      node.list("kwd_patterns", nested(keywordPatterns))
    case .star(let name):
      node = DumpedNode("MatchStar")
      if let name { node.field("name", .name(name.text)) }
    case .as(let pattern, let name):
      node = DumpedNode("MatchAs")
      if let pattern { node.field("pattern", .pattern(pattern)) }
      if let name { node.field("name", .name(name.text)) }
    case .or(let patterns):
      node = DumpedNode("MatchOr")
      node.list("patterns", nested(patterns))
    case .missing: return [.text("Missing()")]
    }
    return node.closed(place)
  }
}
