import KFPChecker
import KFPSource
import KFPSyntax

extension Rewriting {
  private static let makers: Set<String> = [
    "kfp.components.create_component_from_func", "kfp.components.func_to_container_op",
    "kfp.components.create_component_from_func_v2", "kfp.dsl.python_component",
  ]

  /// Components made by a call become `dsl.component`: a decorator where it was one, or where the
  /// component took the function's name.
  mutating func replaceComponentCalls() {
    for record in facts.module.functions { replaceDecorators(of: record) }
    for call in facts.module.calls {
      guard let path = facts.path(ofCallee: call) else { continue }
      if Self.makers.contains(path) {
        replaceMaker(call)
      } else if path == "functools.partial" {
        replacePartial(call)
      } else if path == "kfp.dsl.component" {
        replaceComponentFile(call)
      }
    }
  }

  private mutating func replaceDecorators(of record: FunctionRecord) {
    let tree = facts.trees[record.cell]
    for decorator in record.definition.decorators {
      if case .call = tree[decorator] { continue }
      guard let path = facts.decoratorPath(decorator, of: record), Self.makers.contains(path) else {
        continue
      }
      edits[record.cell].replace(tree.span(of: decorator), by: name(of: "dsl") + ".component")
    }
  }

  /// `functools.partial(create_component_from_func, ...)`
  private mutating func replacePartial(_ call: CallRecord) {
    let tree = facts.trees[call.cell]
    let arguments = facts.arguments(of: call.expression, in: call.cell)
    guard let first = arguments.first, first.name == nil,
      let path = facts.paths.path(of: first.value, cell: call.cell, scope: call.scope),
      Self.makers.contains(path)
    else { return }
    if removeOldArguments(of: call, function: nil) { return }
    let start = tree.span(of: call.expression).start
    let end = arguments.count > 1 ? arguments[1].start : first.end
    edits[call.cell].replace(
      edits[call.cell].span(start, end), by: name(of: "dsl") + ".component(")
  }

  private mutating func replaceMaker(_ call: CallRecord) {
    let tree = facts.trees[call.cell]
    let function =
      facts.argument("func", at: 0, of: call.expression, in: call.cell)
      ?? facts.argument("func", of: call.expression, in: call.cell)
    if removeOldArguments(of: call, function: function) { return }
    if let function, moveToDefinition(call, function: function) { return }
    guard case .call(let callee, _, _) = tree[call.expression] else { return }
    // The options may be given by position, in another order than the second SDK's.
    let positions = ["func", "output_component_file", "base_image", "packages_to_install"]
    var new: [TextEdit] = [
      TextEdit(tree.span(of: callee), replacement: name(of: "dsl") + ".component")
    ]
    let arguments = facts.arguments(of: call.expression, in: call.cell)
    for (index, argument) in arguments.enumerated().dropFirst() where argument.name == nil {
      guard index < positions.count else { return }
      new.append(edits[call.cell].insertion(positions[index] + "=", at: argument.start))
    }
    edits[call.cell].make(new)
  }

  /// A component with `output_component_file` is compiled to that file.
  private mutating func replaceComponentFile(_ call: CallRecord) {
    _ = removeOldArguments(
      of: call, function: facts.argument("func", at: 0, of: call.expression, in: call.cell))
  }

  /// Takes out what the second SDK has in another way; tells whether there was such a thing, and the
  /// rest has to wait.
  private mutating func removeOldArguments(of call: CallRecord, function: CallArgument?) -> Bool {
    let cell = call.cell
    if let argument = facts.argument("annotations", of: call.expression, in: cell) {
      edits[cell].make([facts.removal(of: argument, from: call.expression, in: cell)])
      return true
    }
    if let argument = facts.argument("use_code_pickling", of: call.expression, in: cell),
      case .constant(.bool(false)) = facts.trees[cell][argument.value]
    {
      edits[cell].make([facts.removal(of: argument, from: call.expression, in: cell)])
      return true
    }
    guard
      let file = facts.argument("output_component_file", of: call.expression, in: cell)
    else { return false }
    if case .constant(.none) = facts.trees[cell][file.value] {
      edits[cell].make([facts.removal(of: file, from: call.expression, in: cell)])
      return true
    }
    return compile(call, to: file)
  }

  /// Compiles the component of a call behind its statement, instead of `output_component_file`.
  private mutating func compile(_ call: CallRecord, to file: CallArgument) -> Bool {
    let cell = call.cell
    let tree = facts.trees[cell]
    let removal = facts.removal(of: file, from: call.expression, in: cell)
    let path = tree.text(of: file.value)
    guard let statement = facts.statement(of: call.expression, in: cell),
      let indentation = facts.indentation(of: statement, in: cell)
    else { return false }
    let start = tree.span(of: call.expression).start
    let component: String
    switch tree[statement] {
    case .functionDef(let definition): component = definition.name.text
    case .assign(let targets, let value) where value == call.expression && targets.count == 1:
      component = tree.text(of: targets[0])
    case .expression(call.expression):
      let compiler = name(of: "compiler")
      let end = tree.span(of: call.expression).end
      edits[cell].make([
        edits[cell].insertion("\(compiler).Compiler().compile(", at: start), removal,
        edits[cell].insertion(", package_path=\(path))", at: end),
      ])
      return true
    default: return false
    }
    let end = tree.span(of: statement).end
    let (next, exists) = facts.nextLine(end, in: cell)
    let line =
      "\(indentation)\(name(of: "compiler")).Compiler().compile(\(component), package_path=\(path))\n"
    var isFunction = false
    if case .functionDef = tree[statement] { isFunction = true }
    let gap = (exists ? "" : "\n") + (isFunction ? "\n\n" : "")
    edits[cell].make([removal, edits[cell].insertion(gap + line, at: next)])
    return true
  }

  /// `f = create_component_from_func(f, ...)` becomes a decorator.
  private mutating func moveToDefinition(_ call: CallRecord, function: CallArgument) -> Bool {
    let tree = facts.trees[call.cell]
    guard case .name(let name) = tree[function.value],
      let statement = facts.statement(of: call.expression, in: call.cell),
      case .assign(let targets, let value) = tree[statement], value == call.expression,
      targets.count == 1, case .name(let target) = tree[targets[0]], target.text == name.text,
      let owner = facts.owner(of: name.text, from: call.scope), owner == call.scope,
      let bindings = facts.module.scopes[owner].bindings[name.text], bindings.count == 2,
      case .function(let index) = bindings[0].kind, bindings[0].cell == call.cell
    else { return false }
    let record = facts.module.functions[index]
    guard record.definition.decorators.isEmpty,
      let indentation = facts.indentation(of: record.statement, in: call.cell)
    else { return false }
    let others = facts.arguments(of: call.expression, in: call.cell).filter {
      $0.start != function.start
    }
    guard others.allSatisfy({ $0.name != nil && isConstant($0.value, in: call.cell) }) else {
      return false
    }
    let options = others.map { argument in
      tree.source.text(of: edits[call.cell].span(argument.start, argument.end))
    }
    let text =
      "@\(self.name(of: "dsl")).component"
      + (options.isEmpty ? "" : "(" + options.joined(separator: ", ") + ")")
    let start = facts.start(of: record.statement, in: call.cell)
    let line = facts.lineStart(tree.span(of: statement).start, in: call.cell)
    var (next, _) = facts.nextLine(tree.span(of: statement).end, in: call.cell)
    // The blank lines behind it go, too, where there are some in front of it.
    let bytes = tree.source.bytes
    while Int(next) < bytes.count, bytes[Int(next)] == 0x0A, line > 1, bytes[Int(line) - 2] == 0x0A
    {
      next += 1
    }
    return edits[call.cell].make([
      edits[call.cell].insertion(text + "\n" + indentation, at: start),
      TextEdit(edits[call.cell].span(line, next), replacement: ""),
    ])
  }

  /// Whether an expression has no names, so that it can stand anywhere.
  func isConstant(_ id: ExprID, in cell: Int) -> Bool {
    var isConstant = true
    let tree = facts.trees[cell]
    tree.forEachExpression(in: id) { inner in
      switch tree[inner] {
      case .constant, .list, .tuple, .dict, .unaryOp: break
      default: isConstant = false
      }
      return isConstant
    }
    return isConstant
  }
}
