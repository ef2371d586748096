import KFPSource

extension SyntaxDump {
  private func load(_ id: ExprID) -> Item { .expression(id, .load) }

  private func context(_ usage: Usage) -> Item {
    switch usage {
    case .load: .text("Load()")
    case .store: .text("Store()")
    case .delete: .text("Del()")
    }
  }

  /// The items of an expression.
  func items(of id: ExprID, _ usage: Usage, holder: Span?) -> [Item] {
    let place = attributes(holder ?? tree.span(of: id))
    switch tree[id] {
    case .name(let name):
      var node = DumpedNode("Name")
      node.field("id", .name(name.text))
      node.field("ctx", context(usage))
      return node.closed(place)
    case .constant(let constant):
      var node = DumpedNode("Constant")
      node.field("value", .constant(constant))
      if case .string(_, isUnicodePrefixed: true) = constant { node.field("kind", .name("u")) }
      return node.closed(place)
    case .attribute(let value, let name):
      var node = DumpedNode("Attribute")
      node.field("value", load(value))
      node.field("attr", .name(name.text))
      node.field("ctx", context(usage))
      return node.closed(place)
    case .subscript(let value, let slice):
      var node = DumpedNode("Subscript")
      node.field("value", load(value))
      node.field("slice", load(slice))
      node.field("ctx", context(usage))
      return node.closed(place)
    case .starred(let value):
      var node = DumpedNode("Starred")
      node.field("value", .expression(value, usage))
      node.field("ctx", context(usage))
      return node.closed(place)
    case .list(let elements): return sequence("List", elements, usage, place)
    case .tuple(let elements): return sequence("Tuple", elements, usage, place)
    case .call(let callee, let arguments, let keywords):
      var node = DumpedNode("Call")
      node.field("func", load(callee))
      node.list("args", arguments.map(load))
      node.lists("keywords", keywords.map(items(of:)))
      return node.closed(place)
    case .missing: return [.text("Missing()")]
    default: return operationItems(of: id, place) ?? compositeItems(of: id, place, holder: holder)
    }
  }

  private func sequence(
    _ name: String, _ elements: [ExprID], _ usage: Usage, _ place: String
  ) -> [Item] {
    var node = DumpedNode(name)
    node.list("elts", elements.map { .expression($0, usage) })
    node.field("ctx", context(usage))
    return node.closed(place)
  }

  private func operationItems(of id: ExprID, _ place: String) -> [Item]? {
    switch tree[id] {
    case .boolOp(let operation, let values):
      var node = DumpedNode("BoolOp")
      node.field("op", .text(operation == .and ? "And()" : "Or()"))
      node.list("values", values.map(load))
      return node.closed(place)
    case .binOp(let left, let operation, let right):
      var node = DumpedNode("BinOp")
      node.field("left", load(left))
      node.field("op", .text(operation.pythonName + "()"))
      node.field("right", load(right))
      return node.closed(place)
    case .unaryOp(let operation, let operand):
      var node = DumpedNode("UnaryOp")
      node.field("op", .text(operation.pythonName + "()"))
      node.field("operand", load(operand))
      return node.closed(place)
    case .compare(let left, let operators, let comparators):
      var node = DumpedNode("Compare")
      node.field("left", load(left))
      node.list("ops", operators.map { .text($0.pythonName + "()") })
      node.list("comparators", comparators.map(load))
      return node.closed(place)
    case .ifExp(let test, let body, let orElse):
      var node = DumpedNode("IfExp")
      node.field("test", load(test))
      node.field("body", load(body))
      node.field("orelse", load(orElse))
      return node.closed(place)
    case .namedExpr(let target, let value):
      var node = DumpedNode("NamedExpr")
      node.field("target", .expression(target, .store))
      node.field("value", load(value))
      return node.closed(place)
    case .lambda(let parameters, let body):
      var node = DumpedNode("Lambda")
      node.fields("args", items(of: parameters))
      node.field("body", load(body))
      return node.closed(place)
    case .await(let value): return single("Await", value, place)
    case .yieldFrom(let value): return single("YieldFrom", value, place)
    case .yield(let value):
      var node = DumpedNode("Yield")
      if let value { node.field("value", load(value)) }
      return node.closed(place)
    default: return nil
    }
  }

  private func single(_ name: String, _ value: ExprID, _ place: String) -> [Item] {
    var node = DumpedNode(name)
    node.field("value", load(value))
    return node.closed(place)
  }

  private func compositeItems(of id: ExprID, _ place: String, holder: Span?) -> [Item] {
    switch tree[id] {
    case .dict(let keys, let values):
      var node = DumpedNode("Dict")
      node.list("keys", keys.map { $0.map(load) ?? .text("None") })
      node.list("values", values.map(load))
      return node.closed(place)
    case .set(let elements):
      var node = DumpedNode("Set")
      node.list("elts", elements.map(load))
      return node.closed(place)
    case .listComp(let element, let clauses):
      return comprehension("ListComp", element, clauses, place)
    case .setComp(let element, let clauses):
      return comprehension("SetComp", element, clauses, place)
    case .generatorExp(let element, let clauses):
      return comprehension("GeneratorExp", element, clauses, place)
    case .dictComp(let key, let value, let clauses):
      var node = DumpedNode("DictComp")
      node.field("key", load(key))
      node.field("value", load(value))
      node.lists("generators", clauses.map(items(of:)))
      return node.closed(place)
    case .slice(let lower, let upper, let step):
      var node = DumpedNode("Slice")
      if let lower { node.field("lower", load(lower)) }
      if let upper { node.field("upper", load(upper)) }
      if let step { node.field("step", load(step)) }
      return node.closed(place)
    case .joinedString(let parts):
      let holder = dialect == .python311 ? holder ?? tree.span(of: id) : nil
      var node = DumpedNode("JoinedStr")
      node.list("values", parts.map { .expression($0, .load, holder: holder) })
      return node.closed(place)
    case .formattedValue(let value, let conversion, let formatSpec):
      var node = DumpedNode("FormattedValue")
      node.field("value", load(value))
      let number = conversion?.rawValue.unicodeScalars.first.map { Int($0.value) } ?? -1
      node.field("conversion", .text(String(number)))
      if let formatSpec {
        node.field("format_spec", .expression(formatSpec, .load, holder: holder))
      }
      return node.closed(place)
    default: return [.text("Missing()")]
    }
  }

  private func comprehension(
    _ name: String, _ element: ExprID, _ clauses: [Comprehension], _ place: String
  ) -> [Item] {
    var node = DumpedNode(name)
    node.field("elt", load(element))
    node.lists("generators", clauses.map(items(of:)))
    return node.closed(place)
  }

  private func items(of clause: Comprehension) -> [Item] {
    var node = DumpedNode("comprehension")
    node.field("target", .expression(clause.target, .store))
    node.field("iter", load(clause.iterable))
    node.list("ifs", clause.conditions.map(load))
    node.field("is_async", .text(clause.isAsync ? "1" : "0"))
    return node.closed()
  }

  func items(of keyword: Keyword) -> [Item] {
    var node = DumpedNode("keyword")
    if let name = keyword.name { node.field("arg", .name(name.text)) }
    node.field("value", load(keyword.value))
    return node.closed(attributes(keyword.span))
  }

  // MARK: Parameters

  func items(of parameters: Parameters) -> [Item] {
    var node = DumpedNode("arguments")
    node.lists("posonlyargs", parameters.positionalOnly.map(items(of:)))
    node.lists("args", parameters.regular.map(items(of:)))
    if let variadic = parameters.variadic { node.fields("vararg", items(of: variadic)) }
    node.lists("kwonlyargs", parameters.keywordOnly.map(items(of:)))
    node.list(
      "kw_defaults",
      parameters.keywordOnly.map { $0.defaultValue.map(load) ?? .text("None") })
    if let variadic = parameters.keywordVariadic { node.fields("kwarg", items(of: variadic)) }
    let positional = parameters.positionalOnly + parameters.regular
    node.list("defaults", positional.compactMap { $0.defaultValue.map(load) })
    return node.closed()
  }

  private func items(of parameter: Parameter) -> [Item] {
    var node = DumpedNode("arg")
    node.field("arg", .name(parameter.name.text))
    if let annotation = parameter.annotation { node.field("annotation", load(annotation)) }
    return node.closed(attributes(parameter.span))
  }
}

extension BinaryOperator {
  var pythonName: String {
    switch self {
    case .add: "Add"
    case .subtract: "Sub"
    case .multiply: "Mult"
    case .matrixMultiply: "MatMult"
    case .divide: "Div"
    case .modulo: "Mod"
    case .power: "Pow"
    case .leftShift: "LShift"
    case .rightShift: "RShift"
    case .bitOr: "BitOr"
    case .bitXor: "BitXor"
    case .bitAnd: "BitAnd"
    case .floorDivide: "FloorDiv"
    }
  }
}

extension UnaryOperator {
  var pythonName: String {
    switch self {
    case .invert: "Invert"
    case .not: "Not"
    case .plus: "UAdd"
    case .minus: "USub"
    }
  }
}

extension ComparisonOperator {
  var pythonName: String {
    switch self {
    case .equal: "Eq"
    case .notEqual: "NotEq"
    case .less: "Lt"
    case .lessEqual: "LtE"
    case .greater: "Gt"
    case .greaterEqual: "GtE"
    case .is: "Is"
    case .isNot: "IsNot"
    case .in: "In"
    case .notIn: "NotIn"
    }
  }
}
